package io.godwit.runtime.kernel;

/**
 * One entry of the event queue: what to do at a point of virtual time. Entries are ordered by time,
 * then by who caused them, then by how many that source had caused before. Nothing in that order
 * depends on when the entry was put into the queue, so a run that is split over several queues
 * keeps it.
 */
final class Scheduled implements Comparable<Scheduled> {

  /** The place of an entry that is not in a queue: taken, cancelled, or never put in. */
  static final int OUTSIDE = -1;

  final long atNanos;
  final Source source;
  final long sourceSequence;
  final Runnable action;

  /** Where the queue keeps this entry, so that cancelling needs no search. */
  int place = OUTSIDE;

  Scheduled(long atNanos, Source source, long sourceSequence, Runnable action) {
    this.atNanos = atNanos;
    this.source = source;
    this.sourceSequence = sourceSequence;
    this.action = action;
  }

  @Override
  public int compareTo(Scheduled other) {
    int byTime = Long.compare(atNanos, other.atNanos);
    if (byTime != 0) {
      return byTime;
    }
    int bySource = source == other.source ? 0 : source.compareTo(other.source);
    return bySource != 0 ? bySource : Long.compare(sourceSequence, other.sourceSequence);
  }
}
