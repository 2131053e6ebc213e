package io.godwit.model.device;

import io.godwit.model.entity.Message;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;

/** What hypervisors, owners and members tell each other. */
public sealed interface DeviceMessage extends Message {

  /** A hypervisor has put a command on the queue; {@code command} is its own number for it. */
  record RingDoorbell(long command, Bytes frame) implements DeviceMessage {}

  /** The queue had no place: the hypervisor must try again. */
  record QueueFull(long command, Bytes frame) implements DeviceMessage {}

  /** The result of a command lies in the host's memory. */
  record Interrupt(long command, Bytes result) implements DeviceMessage {}

  /** To itself: a command that the device put off is sent again. */
  record TryAgain(long command) implements DeviceMessage {}

  /** To itself: the driver has waited long enough for a command. */
  record TimedOut(long command) implements DeviceMessage {}

  /** To itself: the frame of a command has been fetched. */
  record FrameFetched(long ticket) implements DeviceMessage {}

  /**
   * An owner has a member carry out a command; {@code ticket} is the owner's number for it. In band
   * a hypervisor writes the register that stands for the command, with its own number.
   */
  record Execute(long ticket, int opcode, Bytes data) implements DeviceMessage {}

  /**
   * A member has done so, after the time that it took; {@code unseen} is what the result stands for
   * beside its own bytes, {@code lost}: nobody will hear of it.
   */
  record Executed(
      long ticket, int status, int qualifier, Bytes result, ByteCount unseen, boolean lost)
      implements DeviceMessage {}

  /** To itself: the driver looks at a status register that shows what came of a write. */
  record StatusRead(long command, boolean asWritten) implements DeviceMessage {}

  /** To itself: a command that met a disturbance is carried out now. */
  record Resume(long ticket, int opcode, Bytes data) implements DeviceMessage {}

  /** A scenario strikes a member. */
  record Struck(Access.Strike strike) implements DeviceMessage {}

  /** To itself: a disturbance is over. */
  record Settled(Disturbance disturbance) implements DeviceMessage {}

  /** To an owner: it is reset, or its members are turned off; {@code lasts} until it is back. */
  record DisturbOwner(Disturbance disturbance, SimDuration lasts) implements DeviceMessage {}

  /** To itself: the owner is back. */
  record OwnerBack() implements DeviceMessage {}

  /** Function level reset of a member; {@code cause} says why, for the record. */
  record ResetFunction(String cause) implements DeviceMessage {}

  record FunctionReset() implements DeviceMessage {}
}
