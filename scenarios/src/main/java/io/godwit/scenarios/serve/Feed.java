package io.godwit.scenarios.serve;

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

  synchronized Snapshot newest() {
    return newest;
  }

  /** A snapshot and its number. */
  record Numbered(long version, Snapshot snapshot) {}

  /** The newest, as soon as it is another than {@code seen}, or when so many ms are over. */
  synchronized Numbered after(long seen, long millis) throws InterruptedException {
    if (version == seen) {
      wait(millis);
    }
    return new Numbered(version, newest);
  }
}
