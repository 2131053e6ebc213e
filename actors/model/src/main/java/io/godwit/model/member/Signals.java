package io.godwit.model.member;

import io.godwit.model.device.MemberMessage;
import io.godwit.model.event.MemberEvent.InterruptHeld;
import io.godwit.model.event.MemberEvent.InterruptSent;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.PciRestore;
import io.godwit.model.unit.SimDuration;

/** What a device has to tell its guest: told at once and on no record, unless it is masked. */
final class Signals {

  private final MemberTask task;

  Signals(MemberTask task) {
    this.task = task;
  }

  /** Its configuration has changed, or it has told of such a change as it resumed. */
  void configurationChanged() {
    if (interrupts().isMasked()) {
      task.record(new InterruptHeld());
    }
  }

  /** Its guest is about to unmask; gives whether anything is pending. */
  boolean isPending() {
    return interrupts().isPending(task.now());
  }

  /** It has unmasked, and something was pending. */
  void tell() {
    task.record(new InterruptSent());
  }

  /** The hypervisor brings over what it has of the function. */
  void handOver(String to) {
    boolean pending = isPending();
    if (pending) {
      task.record(new InterruptHeld());
    }
    boolean worthIt = pending || interrupts().isMasked();
    if (worthIt && task.protocol().is(PciRestore.MSIX)) {
      task.unit()
          .send(
              EntityId.member(to),
              SimDuration.ofNanos(1),
              new MemberMessage.InterruptsCame(interrupts().isMasked(), pending));
    }
  }

  private Interrupts interrupts() {
    return task.state().interrupts();
  }
}
