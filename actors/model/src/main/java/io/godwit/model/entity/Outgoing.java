package io.godwit.model.entity;

import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;

/**
 * A message on its way. It takes at least a nanosecond, so that cause and effect never share an
 * instant between two entities and the order of a run does not depend on who was served first.
 *
 * @param putOff it is the message being served, which its receiver hears again, as from the one who
 *     sent it, and before whatever reaches it at that instant but reached it later the first time
 */
public record Outgoing(EntityId to, SimDuration delay, Message message, boolean putOff) {

  public static final SimDuration SHORTEST = SimDuration.ofNanos(1);

  /** A message of the one who sends it. */
  public Outgoing(EntityId to, SimDuration delay, Message message) {
    this(to, delay, message, false);
  }

  public Outgoing {
    if (delay.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a message to " + to + " must take at least 1 ns");
    }
  }
}
