package io.godwit.model.sharing;

import java.util.function.Consumer;

/**
 * The virtual clock of the flows that one limit holds: the work that each unit of weight has done.
 * All of them run at the same level, so one clock serves them all and a change of the level touches
 * none of them; each only keeps where on the clock it ends.
 */
final class Clock extends Ranked<Clock> {

  static final long NEVER = Long.MAX_VALUE;

  final Work done = new Work();

  /** When the next of its flows ends; what it is ranked by. */
  long end = NEVER;

  /** Whether {@link #end} has yet to follow a change. */
  boolean isStale;

  private final Heap<Flow> flows = new Heap<>();

  /** Where the first flow ends, kept here because a level that changes asks for it. */
  private final Work nextFinish = new Work();

  private long at;

  void advance(long level, long now) {
    if (now > at) {
      if (!flows.isEmpty()) {
        done.carry(level, now - at);
      }
      at = now;
    }
  }

  /** What {@link #done} comes to at {@code now}, no earlier than it was last advanced. */
  Work doneAt(long level, long now) {
    var then = new Work();
    then.set(done);
    if (now > at && !flows.isEmpty()) {
      then.carry(level, now - at);
    }
    return then;
  }

  boolean isEmpty() {
    return flows.isEmpty();
  }

  Flow first() {
    return flows.first();
  }

  /** The flows that end no later than {@code then} on this clock. */
  void forEachUntil(Work then, Consumer<Flow> action) {
    flows.forEachWhile(flow -> !flow.endless && !then.isBefore(flow.finish), action);
  }

  void add(Flow flow) {
    flows.add(flow);
    nextFinish.set(flows.first().finish);
  }

  void remove(Flow flow) {
    flows.remove(flow);
    if (!flows.isEmpty()) {
      nextFinish.set(flows.first().finish);
    }
  }

  void forEach(Consumer<Flow> action) {
    flows.forEach(action);
  }

  /** Works out {@link #end} for a clock that has been advanced to now. */
  void foresee(long level) {
    isStale = false;
    long nanos =
        flows.isEmpty() || flows.first().endless ? NEVER : nextFinish.nanosFrom(done, level);
    end = nanos >= NEVER - at ? NEVER : at + nanos;
  }

  @Override
  boolean isBefore(Clock other) {
    return end < other.end;
  }
}
