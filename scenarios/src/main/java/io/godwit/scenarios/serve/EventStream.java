package io.godwit.scenarios.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** Server-sent events: each reader has a thread, and gets what is newest when it is ready. */
final class EventStream {

  /** More readers than that are turned away. */
  private static final int READERS = 64;

  /** Between two events of a reader, so that a quick run does not flood it. */
  private static final long PAUSE_MILLIS = 200;

  /** After so long without news a comment is sent, which shows whether the reader is there. */
  private static final long SILENCE_MILLIS = 5_000;

  private final Feed feed;
  private final Semaphore free = new Semaphore(READERS);

  EventStream(Feed feed) {
    this.feed = feed;
  }

  /** Sends until the reader goes away. */
  void send(HttpExchange exchange) throws IOException {
    if (!free.tryAcquire()) {
      Answer.problem(503, "%d pages watch already".formatted(READERS)).send(exchange);
      return;
    }
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      stream(exchange.getResponseBody());
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      free.release();
    }
  }

  private void stream(OutputStream out) throws IOException, InterruptedException {
    for (long seen = 0; ; ) {
      Feed.Numbered next = feed.after(seen, SILENCE_MILLIS);
      String event =
          next.version() == seen
              ? ": nothing new\n\n"
              : "id: %d%nevent: snapshot%ndata: %s%n%n"
                  .formatted(next.version(), Answer.jsonOf(next.snapshot()));
      out.write(event.getBytes(StandardCharsets.UTF_8));
      out.flush();
      seen = next.version();
      Thread.sleep(PAUSE_MILLIS);
    }
  }
}
