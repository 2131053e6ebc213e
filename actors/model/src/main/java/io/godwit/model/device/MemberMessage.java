package io.godwit.model.device;

import io.godwit.model.entity.Message;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimTime;
import java.util.List;

/** What a member device is told, by its owner, a hypervisor, a scenario and itself. */
public sealed interface MemberMessage extends Message {

  /**
   * An owner has a member carry out a command; {@code ticket} is the owner's number for it. In band
   * a hypervisor writes the register that stands for the command, with its own number.
   */
  record Execute(long ticket, int opcode, Bytes data) implements MemberMessage {}

  /** Its owner was reset: what it was to carry out, up to this number, is answered already. */
  record CutOff(long ticket) implements MemberMessage {}

  /**
   * In band: the hypervisor has written the register once more, or has the function reset, so what
   * it wrote there before, up to this number, counts no longer.
   */
  record Overwrite(long write) implements MemberMessage {}

  /** To itself: a command that met a disturbance is carried out now. */
  record Resume(long ticket, int opcode, Bytes data) implements MemberMessage {}

  /** A scenario strikes a member. */
  record Struck(Access.Strike strike) implements MemberMessage {}

  /** To itself: a disturbance is over. */
  record Settled(Disturbance disturbance) implements MemberMessage {}

  /** Its guest runs, and its driver looks after a device that was reset. */
  record GuestRuns() implements MemberMessage {}

  /** To itself: the guest's driver, which began then, has taken the device into use again. */
  record DriverReady(SimTime begun) implements MemberMessage {}

  /** The guest's memory is at the destination: what of it are rings goes on to that member. */
  record HandOver(String to) implements MemberMessage {}

  /** Rings, and commands on the control queue that nobody has looked at, in memory that came. */
  record MemoryCame(Bytes positions, Bytes control) implements MemberMessage {}

  /** The hypervisor sets MSI-X up as it was where the guest comes from. */
  record InterruptsCame(boolean functionMasked, List<String> masked, List<String> pending)
      implements MemberMessage {
    public InterruptsCame {
      masked = List.copyOf(masked);
      pending = List.copyOf(pending);
    }
  }

  /** The host rings every queue, for a doorbell may have been lost. */
  record RingAll() implements MemberMessage {}

  /** Function level reset of a member; {@code cause} says why, for the record. */
  record ResetFunction(String cause) implements MemberMessage {}
}
