package io.godwit.model.member;

import io.godwit.model.device.Access;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MsixVector;
import io.godwit.model.event.MemberEvent.InterruptHeld;
import io.godwit.model.event.MemberEvent.InterruptSent;
import io.godwit.model.event.MemberEvent.VectorMasked;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.PciRestore;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.SortedSet;

/** What a device has to tell its guest: told at once and on no record, unless it is masked. */
final class Signals {

  private final MemberTask task;

  Signals(MemberTask task) {
    this.task = task;
  }

  /** Its configuration has changed, or it has told of such a change as it resumed. */
  void configurationChanged() {
    if (interrupts().isMasked(MsixVector.CONFIG)) {
      task.record(new InterruptHeld(List.of(MsixVector.CONFIG.word())));
    }
  }

  /** Its guest masks or unmasks one vector; what is pending there is told at once. */
  void mask(Access.Strike.Vector strike) {
    if (strike.vector().number() > task.settings().queues()) {
      return; // of another owner's devices, which have more queues
    }
    boolean masks = strike.access() == Access.MSIX_MASK;
    List<MsixVector> told =
        pending().stream().filter(vector -> vector.equals(strike.vector())).toList();
    task.record(new VectorMasked(strike.vector().word(), masks));
    if (!masks && !interrupts().isMasked(strike.vector())) {
      tell(told);
    }
  }

  /** What its guest would hear if nothing were masked. */
  private SortedSet<MsixVector> pending() {
    return interrupts().pending(task.now());
  }

  /**
   * What its guest hears when it takes the function's mask off: what no vector's own mask holds.
   */
  List<MsixVector> pendingUnderFunctionMask() {
    List<MsixVector> own = interrupts().masked();
    return pending().stream().filter(vector -> !own.contains(vector)).toList();
  }

  /** It has unmasked, and this was pending. */
  void tell(List<MsixVector> vectors) {
    if (!vectors.isEmpty()) {
      task.record(new InterruptSent(Interrupts.words(vectors)));
    }
  }

  /** The hypervisor brings over what it has of the function. */
  void handOver(String to) {
    List<String> pending = Interrupts.words(pending());
    if (!pending.isEmpty()) {
      task.record(new InterruptHeld(pending));
    }
    boolean worthIt = !pending.isEmpty() || interrupts().anyMasked();
    if (worthIt && task.protocol().is(PciRestore.MSIX)) {
      task.unit()
          .send(
              EntityId.member(to),
              SimDuration.ofNanos(1),
              new MemberMessage.InterruptsCame(
                  interrupts().isFunctionMasked(),
                  Interrupts.words(interrupts().masked()),
                  pending));
    }
  }

  private Interrupts interrupts() {
    return task.state().interrupts();
  }
}
