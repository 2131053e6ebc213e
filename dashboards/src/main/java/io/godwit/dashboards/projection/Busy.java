package io.godwit.dashboards.projection;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayDeque;
import java.util.Deque;

/** When anything went on, of much that overlaps; told in the order in which it ended. */
final class Busy {

  private record Stretch(long fromNanos, long untilNanos) {}

  /** Apart from each other, the latest first. */
  private final Deque<Stretch> stretches = new ArrayDeque<>();

  private long sumNanos;

  /** Something that went on for {@code length} has ended. */
  void add(SimTime end, SimDuration length) {
    long from = end.nanos() - length.nanos();
    while (!stretches.isEmpty() && stretches.peek().untilNanos() >= from) {
      Stretch met = stretches.pop();
      sumNanos -= met.untilNanos() - met.fromNanos();
      from = Math.min(from, met.fromNanos());
    }
    stretches.push(new Stretch(from, end.nanos()));
    sumNanos += end.nanos() - from;
  }

  /** How long anything went on. */
  SimDuration sum() {
    return SimDuration.ofNanos(sumNanos);
  }
}
