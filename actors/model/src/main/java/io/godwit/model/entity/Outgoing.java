package io.godwit.model.entity;

import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/**
 * A message on its way. It takes at least a nanosecond, so that cause and effect never share an
 * instant between two entities and the order of a run does not depend on who was served first.
 *
 * @param author who said it, of a message that is put off or passed on; empty for the one who sends
 */
public record Outgoing(EntityId to, SimDuration delay, Message message, Optional<EntityId> author) {

  public static final SimDuration SHORTEST = SimDuration.ofNanos(1);

  /** A message of the one who sends it. */
  public Outgoing(EntityId to, SimDuration delay, Message message) {
    this(to, delay, message, Optional.empty());
  }

  public Outgoing {
    if (delay.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a message to " + to + " must take at least 1 ns");
    }
  }
}
