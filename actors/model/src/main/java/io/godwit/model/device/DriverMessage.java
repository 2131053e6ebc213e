package io.godwit.model.device;

import io.godwit.model.entity.Message;
import io.godwit.model.unit.Bytes;

/** What the driver in a hypervisor is told, by owners, members and itself. */
public sealed interface DriverMessage extends Message {

  /** The queue had no place: the hypervisor must try again. */
  record QueueFull(long command, Bytes frame) implements DriverMessage {}

  /** To itself: the driver has waited for a place in a queue that was full. */
  record RingAgain(long command, String owner, Bytes frame) implements DriverMessage {}

  /** The result of a command lies in the host's memory. */
  record Interrupt(long command, Bytes result) implements DriverMessage {}

  /** To itself: a command that the device put off is sent again. */
  record TryAgain(long command) implements DriverMessage {}

  /** To itself: the driver has waited long enough for a command. */
  record TimedOut(long command) implements DriverMessage {}

  /** In band: a member's status register shows what came of a write. */
  record StatusShown(long command, boolean asWritten) implements DriverMessage {}

  /** To itself: the driver looks at a status register that shows what came of a write. */
  record StatusRead(long command, boolean asWritten) implements DriverMessage {}

  /**
   * A member that was reset works again, and no driver has taken it into use.
   *
   * @param function whether its function was reset, which a kernel hears of, and not the device
   *     alone by its status register
   */
  record DeviceCameBack(String member, boolean function) implements DriverMessage {}

  /** A function level reset of a member that did not work is over. */
  record FunctionCleared(String member) implements DriverMessage {}

  /** An owner was reset or has turned its members off, and is back: what it kept is gone. */
  record OwnerCameBack(String owner) implements DriverMessage {}

  /** A member has been reset. */
  record FunctionReset() implements DriverMessage {}
}
