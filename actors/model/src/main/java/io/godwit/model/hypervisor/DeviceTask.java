package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.ModeTable;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import java.util.Optional;

/** What a driver was asked to do with one member, and by which migration. */
record DeviceTask(String member, DeviceOperation operation, String migration) {

  /** The same with another member. */
  DeviceTask of(String other) {
    return new DeviceTask(other, operation, migration);
  }

  /** The member's number in its owner's group. */
  int number() {
    return MemberName.number(member);
  }

  boolean reads() {
    return operation == DeviceOperation.READ_CONTEXT;
  }

  /** Whether it goes on with what was begun with a member's context. */
  boolean usesSession() {
    return reads() || operation == DeviceOperation.WRITE_CONTEXT;
  }

  /** Whether it takes a device out of work. */
  boolean stops() {
    return operation == DeviceOperation.STOP || operation == DeviceOperation.FREEZE;
  }

  /** Whether the driver asked itself, so that nobody waits to hear of it. */
  boolean isOwn() {
    return switch (operation) {
      case RELEASE_OBJECT, LEGACY_WRITE, FORGET_CONTEXT, REVIVE, DESELECT_QUEUE -> true;
      case READ_CONTEXT, WRITE_CONTEXT, DISCARD_CONTEXT, STOP, FREEZE, ACTIVATE, RESTORE -> false;
    };
  }

  boolean revives() {
    return operation == DeviceOperation.REVIVE;
  }

  /** Whether it takes back what may come late for a guest that is gone. */
  boolean undoesStrays() {
    return revives()
        || operation == DeviceOperation.FORGET_CONTEXT
        || operation == DeviceOperation.DESELECT_QUEUE;
  }

  /**
   * Whether it is given up for what is asked of its member later: what its next guest is asked for,
   * or asks for itself, must be the last word.
   */
  boolean givesWayTo(DeviceTask later) {
    boolean selects =
        operation == DeviceOperation.DESELECT_QUEUE
            && later.operation == DeviceOperation.LEGACY_WRITE;
    return undoesStrays() && member.equals(later.member) && (!later.isOwn() || selects);
  }

  /** Whether a guest needs its device back, so that it is asked until it works. */
  boolean isNeeded() {
    return operation == DeviceOperation.RESTORE || revives();
  }

  /** Whether it is of use for a guest that has its member now, and for nobody after it. */
  boolean isForGuest() {
    return !isOwn() || revives();
  }

  /** Whether it is of use only while a member still holds what it held when it was stopped. */
  boolean countsOnState() {
    return switch (operation) {
      case READ_CONTEXT, WRITE_CONTEXT, STOP, FREEZE, ACTIVATE -> true;
      case DISCARD_CONTEXT,
          RESTORE,
          LEGACY_WRITE,
          RELEASE_OBJECT,
          FORGET_CONTEXT,
          REVIVE,
          DESELECT_QUEUE ->
          false;
    };
  }

  /** What the resource object must permit through which a context is read or written. */
  int direction() {
    return reads() ? CommandFrames.GET : CommandFrames.SET;
  }

  /**
   * The command of what changes no mode, once there is an object for it, or none is needed; of a
   * read, the first.
   */
  CommandStep transfer() {
    return switch (operation) {
      case READ_CONTEXT -> CommandStep.of(DeviceCommand.SIZE_GET);
      case FORGET_CONTEXT -> CommandStep.of(DeviceCommand.DISCARD);
      case DESELECT_QUEUE -> CommandStep.selectQueue(0);
      default -> CommandStep.of(DeviceCommand.CONTEXT_WRITE);
    };
  }

  /** The next mode on the way to where the operation leads; empty when the member is there. */
  Optional<CommandStep> nextMode(ModeTable modes, Mode now) {
    return modes.path(now, target(modes).orElseThrow()).stream()
        .findFirst()
        .map(CommandStep::setMode);
  }

  /** What a driver says that knows no mode: it asks, or says outright what it wants. */
  CommandStep firstInTheDark(CommandFrames frames) {
    return frames.canAskForMode()
        ? CommandStep.of(DeviceCommand.MODE_GET)
        : CommandStep.setMode(target(frames.protocol().modes()).orElseThrow());
  }

  /** Whether it brings a member into a mode. */
  boolean changesMode() {
    return operation.state().isPresent();
  }

  /**
   * How often the driver asks once more when no answer comes: it goes on to a destination only with
   * a device that works, and back to a source, or on to the next guest, at any price.
   */
  int patience() {
    return switch (operation) {
      case RESTORE, REVIVE, FORGET_CONTEXT, DESELECT_QUEUE -> 600;
      case ACTIVATE -> 3;
      case READ_CONTEXT, WRITE_CONTEXT -> 1;
      default -> 0;
    };
  }

  /** Whether it brings a member back to where it began. */
  boolean leadsBack(ModeTable modes) {
    return target(modes).equals(Optional.of(modes.first()));
  }

  private Optional<Mode> target(ModeTable modes) {
    return operation.state().flatMap(there -> there.mode(modes));
  }
}
