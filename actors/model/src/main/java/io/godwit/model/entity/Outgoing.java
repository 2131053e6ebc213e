package io.godwit.model.entity;

import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;

/**
 * A message on its way. It takes at least a nanosecond, so that cause and effect never share an
 * instant between two entities and the order of a run does not depend on who was served first.
 */
public record Outgoing(EntityId to, SimDuration delay, Message message) {

  public static final SimDuration SHORTEST = SimDuration.ofNanos(1);

  public Outgoing {
    if (delay.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a message to " + to + " must take at least 1 ns");
    }
  }
}
