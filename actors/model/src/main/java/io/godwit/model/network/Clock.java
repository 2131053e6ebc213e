package io.godwit.model.network;

/**
 * The virtual clock of the flows that one limit holds: the work that each unit of weight has done.
 * All of them run at the same level, so one clock serves them all and a change of the level touches
 * none of them; each only keeps where on the clock it ends.
 */
final class Clock extends Ranked<Clock> {

  static final long NEVER = Long.MAX_VALUE;

  final Work done = new Work();
  final Heap<Flow> flows = new Heap<>();

  /** When the next of its flows ends; what it is ranked by. */
  long end = NEVER;

  /** Whether {@link #end} has yet to follow a change. */
  boolean isStale;

  private long at;

  void advance(long level, long now) {
    if (now > at) {
      if (!flows.isEmpty()) {
        done.carry(level, now - at);
      }
      at = now;
    }
  }

  /** Works out {@link #end} for a clock that has been advanced to now. */
  void foresee(long level) {
    isStale = false;
    long nanos = flows.isEmpty() ? NEVER : flows.first().finish.nanosFrom(done, level);
    end = nanos >= NEVER - at ? NEVER : at + nanos;
  }

  @Override
  boolean isBefore(Clock other) {
    return end < other.end;
  }
}
