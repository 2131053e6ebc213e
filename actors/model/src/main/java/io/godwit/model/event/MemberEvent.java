package io.godwit.model.event;

import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** What happened to a member device (the virtual function that a guest drives). */
public sealed interface MemberEvent extends Event {

  /** A member was touched for the first time; {@code type} and {@code mode} are stable words. */
  record MemberStarted(String type, int queues, String mode) implements MemberEvent {}

  /**
   * The device left one mode for another; {@code drain} is the time its requests in flight took.
   */
  record ModeChanged(String from, String to, SimDuration drain) implements MemberEvent {}

  /**
   * The context was read.
   *
   * @param fields how many fields the answer held (all, or those changed since the last read)
   * @param content the encoded answer
   */
  record ContextRead(String mode, int fields, Bytes content) implements MemberEvent {}

  /** Of the member's own: the next {@code bytes} of a context that does not fit into one read. */
  record ReadContinued(int bytes) implements MemberEvent {}

  /** Of the member's own: of what was read only so many bytes had room in the answer. */
  record ReadCutShort(int bytes) implements MemberEvent {}

  /** What its owner had begun up to this number was cut off by a reset of the owner. */
  record CommandsCutOff(long ticket) implements MemberEvent {}

  /** Its status register was written anew before what was written up to this number took effect. */
  record StatusOverwritten(long write) implements MemberEvent {}

  /** A part of a context was written; it takes effect when the device becomes active. */
  record ContextWritten(String mode, int fields, Bytes content) implements MemberEvent {}

  /** The context held by the device was dropped. */
  record ContextDiscarded(int fields) implements MemberEvent {}

  /** The whole context at the moment when nothing can change it any more: on entering Freeze. */
  record ContextSealed(Bytes content) implements MemberEvent {}

  /** The whole context with which the device begins to work, on becoming Active after writes. */
  record ContextApplied(Bytes content) implements MemberEvent {}

  /** A busy device put a change of its mode off, once: the driver is told to try again. */
  record ModeChangePutOff(String from, String to) implements MemberEvent {}

  /** A command was refused and nothing changed; {@code reason} names the rule. */
  record CommandRefused(String opcode, int status, int qualifier, String reason)
      implements MemberEvent {}

  /**
   * Somebody other than the owner did something to the device.
   *
   * @param by guest, peer or device
   * @param access what, such as {@code doorbell}
   * @param effect what came of it: applied, recorded, deferred, dropped, ignored, lost, valid, ...
   * @param decidedBy the key of the option that says so, or the text that leaves no choice
   * @param choice of the option; empty where there is none
   * @param asked the values that were to be written, or what a read returned
   * @param fields of the context as they are now, as far as they changed
   * @param later fields as they will be: of a device, once it works again; of a command that is not
   *     done, once it is
   */
  record AccessServed(
      String by,
      String access,
      String mode,
      String effect,
      String decidedBy,
      String choice,
      Bytes asked,
      Bytes fields,
      Bytes later)
      implements MemberEvent {}

  /**
   * The rings of the guest as they stand, where a context does not say it all.
   *
   * @param positions of each queue, as {@code RingPositions} lays them out
   */
  record RingsSeen(String mode, Bytes positions) implements MemberEvent {}

  /**
   * Of the member's own: its guest's memory has come, and the rings in it.
   *
   * @param control what a command on the control queue changes that no device has looked at
   */
  record RingsArrived(Bytes positions, Bytes control) implements MemberEvent {}

  /**
   * Vectors of a device's MSI-X are masked, and what it has to tell by them is pending.
   *
   * @param vectors {@code config} or {@code queue-} and a number
   */
  record InterruptHeld(List<String> vectors) implements MemberEvent {
    public InterruptHeld {
      vectors = List.copyOf(vectors);
    }
  }

  /** Its guest has unmasked these, and got the interrupts that were pending. */
  record InterruptSent(List<String> vectors) implements MemberEvent {
    public InterruptSent {
      vectors = List.copyOf(vectors);
    }
  }

  /** Its guest has masked one vector, or unmasked it. */
  record VectorMasked(String vector, boolean masked) implements MemberEvent {}

  /** Its MSI-X is set up as it was where its guest comes from. */
  record InterruptsArrived(boolean functionMasked, List<String> masked, List<String> pending)
      implements MemberEvent {
    public InterruptsArrived {
      masked = List.copyOf(masked);
      pending = List.copyOf(pending);
    }
  }

  /** An operation met a disturbance; {@code fate} is a word of {@code Rule.Fate}. */
  record RaceDecided(
      String operation, String disturbance, String fate, String decidedBy, String choice)
      implements MemberEvent {}

  /** A reset, a power transition or the like began and lasts so long. */
  record DisturbanceBegan(String kind, SimDuration lasts) implements MemberEvent {}

  /** It is over; {@code fields} is the context from now on. */
  record DisturbanceEnded(String kind, String mode, Bytes fields) implements MemberEvent {}

  /** What became of the requests in flight when the device stopped, or when it resumed. */
  record InFlightSettled(int requests, String fate, String decidedBy, String choice)
      implements MemberEvent {}

  /**
   * The device works again.
   *
   * @param queues how it finds what its guest asked meanwhile: rechecked, recorded, kicked or
   *     unaware
   * @param notified changes of its own that it now tells its guest of
   * @param content its context at that moment
   */
  record DeviceResumed(String queues, int notified, String decidedBy, String choice, Bytes content)
      implements MemberEvent {}

  /** A read cleared the state that the device works with. */
  record WorkingStateCleared(String decidedBy, String choice) implements MemberEvent {}

  /**
   * A scenario has something in store for the next command that it can strike.
   *
   * @param fault a word of scenario files, such as {@code lost-response}
   * @param status with which that command is answered, if it is
   * @param qualifier beside that status
   */
  record FaultArmed(String fault, int status, int qualifier) implements MemberEvent {}

  /** What a scenario had in store has struck; what came of it stands beside this. */
  record FaultStruck(String fault) implements MemberEvent {}

  /** A command took effect, and its result was lost on its way to the hypervisor. */
  record ResultLost(String opcode) implements MemberEvent {}

  /**
   * Its guest's driver has taken the device into use again after a reset: status, features and
   * queues are set up.
   *
   * @param content the context from now on
   */
  record DeviceInitialised(Bytes content) implements MemberEvent {}

  /** The device was given back and holds its defaults, ready for another guest. */
  record MemberReset(String cause) implements MemberEvent {}
}
