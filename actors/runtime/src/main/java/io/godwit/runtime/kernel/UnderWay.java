package io.godwit.runtime.kernel;

import io.godwit.model.entity.Message;

/** A message on its way to an entity: plain data, so that a queue can be written down. */
final class UnderWay extends Scheduled {

  final Party to;
  final Message message;

  UnderWay(long atNanos, Party source, long sequence, Party to, Message message) {
    super(atNanos, source, sequence);
    this.to = to;
    this.message = message;
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
