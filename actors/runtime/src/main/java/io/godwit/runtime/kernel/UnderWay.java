package io.godwit.runtime.kernel;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.SimTime;

/** A message on its way to an entity: plain data, so that a queue can be written down. */
final class UnderWay extends Scheduled {

  final Party to;
  final Message message;

  /** A message that has not arrived yet. */
  UnderWay(long atNanos, Party source, long sequence, Party to, Message message) {
    this(atNanos, atNanos, source, sequence, to, message);
  }

  /** A message that arrived first at {@code firstNanos}. */
  UnderWay(long atNanos, long firstNanos, Party source, long sequence, Party to, Message message) {
    super(atNanos, firstNanos, source, sequence);
    this.to = to;
    this.message = message;
  }

  /** The same message, which arrives again, later. */
  UnderWay putOff(long untilNanos) {
    return new UnderWay(untilNanos, firstNanos, source, sequence, to, message);
  }

  /** It as it reaches its actor now. */
  Delivery delivery(long step) {
    return new Delivery(new SimTime(atNanos), new SimTime(firstNanos), step, source.id, message);
  }

  @Override
  void happen(Kernel kernel) {
    kernel.deliver(this);
  }

  @Override
  boolean isTimer() {
    return false;
  }
}
