package io.godwit.runtime.kernel;

/**
 * One entry of the event queue: what happens at a point of virtual time. Entries are ordered by
 * time, then by when they came first, if they were put off, then by who caused them, then by how
 * many that source had caused before. Nothing in that order depends on when the entry was put into
 * the queue, so a run that is split over several queues keeps it.
 */
abstract sealed class Scheduled implements Comparable<Scheduled> permits UnderWay, Timer {

  /** The place of an entry that is not in a queue: taken, cancelled, or never put in. */
  static final int OUTSIDE = -1;

  final long atNanos;

  /** When it happened first: earlier than it does now if its receiver has put it off. */
  final long firstNanos;

  final Party source;
  final long sequence;

  /** Where the queue keeps this entry, so that cancelling needs no search. */
  int place = OUTSIDE;

  Scheduled(long atNanos, long firstNanos, Party source, long sequence) {
    this.atNanos = atNanos;
    this.firstNanos = firstNanos;
    this.source = source;
    this.sequence = sequence;
  }

  /** The kernel's clock stands at the time of this entry: it happens now. */
  abstract void happen(Kernel kernel);

  /** Messages of a source come before timers, which have a count of their own. */
  abstract boolean isTimer();

  @Override
  public int compareTo(Scheduled other) {
    int byTime = Long.compare(atNanos, other.atNanos);
    if (byTime != 0) {
      return byTime;
    }
    int byFirst = Long.compare(firstNanos, other.firstNanos);
    if (byFirst != 0) {
      return byFirst;
    }
    int bySource = source == other.source ? 0 : source.compareTo(other.source);
    if (bySource != 0) {
      return bySource;
    }
    int byKind = Boolean.compare(isTimer(), other.isTimer());
    return byKind != 0 ? byKind : Long.compare(sequence, other.sequence);
  }
}
