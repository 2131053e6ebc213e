package io.godwit.model.checkpoint;

import io.godwit.model.entity.Message;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import java.util.List;

/**
 * A run between two deliveries. Entities are no part of it: they recover from the record, up to the
 * position that the checkpoint names.
 *
 * @param now virtual time of the last event
 * @param step how many deliveries were made
 * @param digest the kernel's rolling hash over them
 * @param recorded how many events the journal held: the position up to which entities recover
 * @param sent how many messages each entity had sent, in the order of their ids
 * @param queue the messages under way, in the order in which they arrive
 */
public record Checkpoint(
    SimTime now,
    long step,
    long digest,
    long recorded,
    List<SentCount> sent,
    List<QueuedMessage> queue) {

  public Checkpoint {
    sent = List.copyOf(sent);
    queue = List.copyOf(queue);
  }

  /** An entity that has sent so many messages, at least one. */
  public record SentCount(EntityId from, long count) {}

  /**
   * A message under way.
   *
   * @param at virtual time of its arrival
   * @param first virtual time of its first arrival, which is earlier when it was put off
   * @param from who sent it
   * @param sequence the sender's number for it, from 1; it breaks ties between messages
   * @param to whom it reaches
   */
  public record QueuedMessage(
      SimTime at, SimTime first, EntityId from, long sequence, EntityId to, Message message) {}
}
