package io.godwit.scenarios.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Server-sent events: each reader has a thread, and gets what is newest when it is ready. */
final class EventStream {

  /** More readers than that are turned away. */
  private static final int READERS = 64;

  /** Between two events of a reader, so that a quick run does not flood it. */
  private static final long PAUSE_MILLIS = 200;

  /** After so long without news a comment is sent, which shows whether the reader is there. */
  private static final long SILENCE_MILLIS = 5_000;

  /** Who takes nothing for so long makes room for others. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Feed feed;
  private final LivePage page;
  private final Duration patience;
  private final Semaphore free = new Semaphore(READERS);
  private final Set<Reader> readers = ConcurrentHashMap.newKeySet();

  EventStream(Feed feed, LivePage page, Duration patience) {
    this.feed = feed;
    this.page = page;
    this.patience = patience;
  }

  /** Sends until the reader goes away; {@code withPage}, also what the page of the run shows. */
  void send(HttpExchange exchange, boolean withPage) throws IOException {
    readers.forEach(each -> each.endIfStuck(patience));
    if (!free.tryAcquire()) {
      Answer.problem(503, "%d pages watch already".formatted(READERS)).send(exchange);
      return;
    }
    var reader = new Reader(Thread.currentThread());
    readers.add(reader);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      stream(new Outlet(exchange.getResponseBody(), reader), withPage);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } finally {
      readers.remove(reader);
      free.release();
      reader.calmDown();
    }
  }

  private void stream(Outlet out, boolean withPage) throws IOException, InterruptedException {
    if (!withPage) {
      stream(out, Optional.empty());
      return;
    }
    page.join();
    try {
      stream(out, Optional.of(page));
    } finally {
      page.leave();
    }
  }

  private void stream(Outlet out, Optional<LivePage> page)
      throws IOException, InterruptedException {
    Optional<Snapshot> shown = Optional.empty();
    var unseen = LivePage.Unseen.NOTHING;
    for (long seen = 0; ; ) {
      Feed.Numbered next = feed.after(seen, SILENCE_MILLIS);
      seen = next.version();
      Optional<Snapshot> newest = Optional.of(next.snapshot());
      if (page.isPresent()) {
        unseen = page.get().after(unseen.version());
      }
      if (!newest.equals(shown)) {
        out.event("snapshot", Answer.jsonOf(next.snapshot()).getBytes(StandardCharsets.UTF_8));
      } else if (unseen.parts().isEmpty()) {
        out.comment();
      }
      for (byte[] part : unseen.parts()) {
        out.event("page", part);
      }
      shown = newest;
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Where a reader's events go; knows since when it has not taken one. */
  private record Outlet(OutputStream out, Reader reader) {

    void event(String kind, byte[] data) throws IOException {
      reader.begin();
      out.write(("event: " + kind + "\ndata: ").getBytes(StandardCharsets.UTF_8));
      out.write(data);
      out.write("\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      reader.done();
    }

    void comment() throws IOException {
      reader.begin();
      out.write(": nothing new\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      reader.done();
    }
  }

  /** The thread of a reader, which may wait for it to take what is sent. */
  private static final class Reader {
    private final Thread thread;
    private boolean writes;
    private long since;

    Reader(Thread thread) {
      this.thread = thread;
    }

    synchronized void begin() {
      writes = true;
      since = System.nanoTime();
    }

    synchronized void done() {
      writes = false;
    }

    /** A channel whose writer is interrupted closes, and the writer is free. */
    synchronized void endIfStuck(Duration patience) {
      if (writes && System.nanoTime() - since > patience.toNanos()) {
        thread.interrupt();
      }
    }

    /** The thread serves others after this, who have nothing to do with it. */
    synchronized void calmDown() {
      if (writes) {
        writes = false;
        Thread.interrupted();
      }
    }
  }
}
