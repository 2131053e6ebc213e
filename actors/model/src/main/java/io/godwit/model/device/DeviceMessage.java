package io.godwit.model.device;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.Bytes;

/** What hypervisors, owners and members tell each other. */
public sealed interface DeviceMessage extends Message {

  /** A hypervisor has put a command on the queue; {@code command} is its own number for it. */
  record RingDoorbell(long command, Bytes frame) implements DeviceMessage {}

  /** The queue had no place: the hypervisor must try again. */
  record QueueFull(long command, Bytes frame) implements DeviceMessage {}

  /** The result of a command lies in the host's memory. */
  record Interrupt(long command, Bytes result) implements DeviceMessage {}

  /** To itself: the frame of a command has been fetched. */
  record FrameFetched(long ticket) implements DeviceMessage {}

  /** An owner has a member carry out a command; {@code ticket} is the owner's number for it. */
  record Execute(long ticket, int opcode, Bytes data) implements DeviceMessage {}

  /** A member has done so, after the time that it took. */
  record Executed(long ticket, int status, int qualifier, Bytes result) implements DeviceMessage {}

  /** Function level reset of a member; {@code cause} says why, for the record. */
  record ResetFunction(String cause) implements DeviceMessage {}

  record FunctionReset() implements DeviceMessage {}
}
