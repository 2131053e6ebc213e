package io.godwit.runtime.kernel;

import io.godwit.model.entity.Message;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;

/**
 * A message as it reaches an actor.
 *
 * @param at virtual time of its arrival
 * @param first virtual time of its first arrival, which is earlier if it was put off
 * @param step the number of this delivery in the run, from 1
 * @param from who sent it
 * @param message what it says
 */
public record Delivery(SimTime at, SimTime first, long step, EntityId from, Message message)
    implements Instruction {

  /** A message that is not put off. */
  public Delivery(SimTime at, long step, EntityId from, Message message) {
    this(at, at, step, from, message);
  }
}
