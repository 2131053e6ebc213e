package io.godwit.scenarios.explore;

import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.runtime.kernel.Delivery;

/**
 * How long a run is waited for. One that goes on and on may be right, for there are guests that no
 * engine ever moves; one in which no time passes is not.
 */
final class Patience {

  /** More than these messages in one instant come of no scenario of the size that is explored. */
  private static final int MOST_IN_AN_INSTANT = 20_000;

  private final long most;
  private long deliveries;
  private SimTime instant = SimTime.ZERO;
  private long inInstant;

  /** Waits for so many messages. */
  Patience(long most) {
    this.most = most;
  }

  void deliver(EntityId entity, Delivery delivery) {
    deliveries++;
    inInstant = delivery.at().equals(instant) ? inInstant + 1 : 0;
    instant = delivery.at();
  }

  boolean lasts() {
    return deliveries < most && !isStuck();
  }

  /** Whether message follows message and no time passes. */
  boolean isStuck() {
    return inInstant > MOST_IN_AN_INSTANT;
  }
}
