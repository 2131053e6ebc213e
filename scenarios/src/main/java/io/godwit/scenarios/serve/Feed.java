package io.godwit.scenarios.serve;

import java.util.concurrent.TimeUnit;

/**
 * The newest snapshot, for any number of readers. Nothing is queued for a slow one: it finds what
 * is newest when it comes back, and nobody waits for it.
 */
final class Feed {

  private Snapshot newest = Snapshot.NONE;
  private long version = 1;

  synchronized void put(Snapshot next) {
    newest = next;
    version++;
    notifyAll();
  }

  /** Lets readers look around: there is something beside the snapshot. */
  synchronized void wake() {
    version++;
    notifyAll();
  }

  synchronized Snapshot newest() {
    return newest;
  }

  /** A snapshot and its number. */
  record Numbered(long version, Snapshot snapshot) {}

  /** The newest, as soon as it is another than {@code seen}, or when so many ms are over. */
  synchronized Numbered after(long seen, long millis) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (version == seen && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
    }
    return new Numbered(version, newest);
  }
}
