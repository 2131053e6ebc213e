package io.godwit.scenarios.serve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.godwit.dashboards.page.PageModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the page of the run that goes on shows, for any number of readers: the whole for whoever
 * begins, only what changed for whoever goes on. Changes are kept as long as they are few; who
 * comes later gets the whole again, so a slow reader costs nothing.
 */
final class LivePage {

  /** More changes than the whole is long are of no use, and more than that are not kept. */
  static final int MOST_BYTES = 4 << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Feed feed;
  private final Deque<byte[]> changes = new ArrayDeque<>();
  private JsonNode newest = MissingNode.getInstance();
  private Optional<byte[]> whole = Optional.empty();
  private long version;
  private long bytes;
  private int readers;

  LivePage(Feed feed) {
    this.feed = feed;
  }

  /** What a reader has not seen: JSON to be taken in order. */
  record Unseen(long version, List<byte[]> parts) {
    static final Unseen NOTHING = new Unseen(0, List.of());
  }

  /** Shows this from now on. */
  void put(PageModel model) {
    JsonNode next = tree(model);
    synchronized (this) {
      long fresh = version + 1;
      if (newest.isMissingNode()) {
        forget();
      } else {
        ObjectNode change = JsonNodeFactory.instance.objectNode().put("version", fresh);
        keep(encoded(change.set("changes", Changes.between(newest, next))));
      }
      newest = next;
      version = fresh;
      whole = Optional.empty();
    }
    feed.wake();
  }

  private static JsonNode tree(PageModel model) {
    try (var tokens = new TokenBuffer(JSON, false)) {
      model.write(tokens);
      return JSON.readTree(tokens.asParser());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** The next that is put has nothing to do with what was before: another run. */
  synchronized void turnOver() {
    newest = MissingNode.getInstance();
  }

  private void keep(byte[] change) {
    changes.addLast(change);
    bytes += change.length;
    while (bytes > MOST_BYTES) {
      bytes -= changes.removeFirst().length;
    }
  }

  private void forget() {
    changes.clear();
    bytes = 0;
  }

  /** What is new to a reader that has seen this version; nothing when that is the newest. */
  synchronized Unseen after(long seen) {
    if (seen == version || newest.isMissingNode()) {
      return new Unseen(seen, List.of());
    } else if (seen < version - changes.size()) {
      return new Unseen(version, List.of(whole()));
    }
    var all = new ArrayList<>(changes);
    return new Unseen(version, all.subList(all.size() - (int) (version - seen), all.size()));
  }

  private byte[] whole() {
    if (whole.isEmpty()) {
      ObjectNode all = JsonNodeFactory.instance.objectNode().put("version", version);
      whole = Optional.of(encoded(all.set("whole", newest)));
    }
    return whole.get();
  }

  private static byte[] encoded(JsonNode value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  synchronized void join() {
    readers++;
    notifyAll();
  }

  synchronized void leave() {
    readers--;
  }

  /** How many read now. */
  synchronized int readers() {
    return readers;
  }

  /** How many bytes of changes are kept for those who go on. */
  synchronized long kept() {
    return bytes;
  }

  /** Returns when somebody reads, or so many ms are over; whether somebody does. */
  synchronized boolean awaitReader(long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; readers == 0 && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
    return readers > 0;
  }
}
