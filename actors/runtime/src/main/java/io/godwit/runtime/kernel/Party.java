package io.godwit.runtime.kernel;

import akka.actor.typed.ActorRef;
import io.godwit.model.entity.Message;
import io.godwit.model.id.EntityId;
import java.util.Optional;

/**
 * An entity as the kernel knows it: where messages come from, with a count of them that breaks ties
 * between events of one instant, and where they go, with the actor that serves them while there is
 * one.
 */
final class Party implements Comparable<Party> {

  final EntityId id;

  /** A hash of the id that is the same in every JVM: {@link String#hashCode} is specified. */
  final long fingerprint;

  /** Starts with the first message to it. */
  Optional<ActorRef<Instruction>> actor = Optional.empty();

  /** Deliveries that the actor has been told and has not finished. */
  int unfinished;

  /** Virtual time of the last delivery to it. */
  long servedNanos;

  /** How many messages it has sent. */
  private long sent;

  /** How many of Akka's timers were set while it was served; no part of any order of messages. */
  private long timers;

  Party(EntityId id) {
    this.id = id;
    this.fingerprint = 31L * id.kind().prefix().hashCode() + id.name().hashCode();
  }

  /** Its next message, on its way to {@code other}. */
  UnderWay sends(Message message, Party other, long atNanos) {
    return new UnderWay(atNanos, this, ++sent, other, message);
  }

  long sent() {
    return sent;
  }

  /** It had sent so many messages when a checkpoint was taken. */
  void restore(long count) {
    sent = count;
  }

  long nextTimer() {
    return ++timers;
  }

  @Override
  public int compareTo(Party other) {
    return id.compareTo(other.id);
  }
}
