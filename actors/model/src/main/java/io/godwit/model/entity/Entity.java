package io.godwit.model.entity;

import io.godwit.model.event.Event;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;

/**
 * The rules of one entity, without an actor. The shell records the events of a decision, lets the
 * state evolve by each, and only then sends the messages.
 *
 * @param <S> the state; {@code decide} never changes it, {@code evolve} may change it in place and
 *     returns it
 */
public interface Entity<S> {

  S initial();

  /** Throws for a message that can only be a bug; refuses whatever a scenario can bring about. */
  Decision decide(S state, SimTime now, EntityId from, Message message);

  /** Total over the events that {@code decide} can give. */
  S evolve(S state, SimTime at, Event event);
}
