package io.godwit.dashboards.projection;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When flows crossed a link that might have had more: only then can they have filled it. Flows
 * overlap, and are told in the order in which they ended.
 */
final class Pressure {

  private record Stretch(long fromNanos, long untilNanos) {}

  /** Apart from each other, the latest first. */
  private final Deque<Stretch> stretches = new ArrayDeque<>();

  private long sumNanos;

  /** A flow has ended. */
  void take(SimTime end, Traffic.Carried carried) {
    if (carried.wasCapped()) {
      return;
    }
    long from = end.nanos() - carried.took().nanos();
    while (!stretches.isEmpty() && stretches.peek().untilNanos() >= from) {
      Stretch met = stretches.pop();
      sumNanos -= met.untilNanos() - met.fromNanos();
      from = Math.min(from, met.fromNanos());
    }
    stretches.push(new Stretch(from, end.nanos()));
    sumNanos += end.nanos() - from;
  }

  /** How long there was such a flow. */
  SimDuration sum() {
    return SimDuration.ofNanos(sumNanos);
  }
}
