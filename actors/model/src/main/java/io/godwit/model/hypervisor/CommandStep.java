package io.godwit.model.hypervisor;

import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.ModeTable;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;

/**
 * One command of an operation.
 *
 * @param argument the code of the mode that is set, the direction of the object that is created or
 *     destroyed, the queue that is selected; 0 for what has no argument
 * @param tries how often the device has put it off
 */
record CommandStep(DeviceCommand command, int argument, int tries) {

  static CommandStep of(DeviceCommand command) {
    return new CommandStep(command, 0, 0);
  }

  static CommandStep setMode(Mode mode) {
    return new CommandStep(DeviceCommand.MODE_SET, mode.code(), 0);
  }

  static CommandStep createObject(int direction) {
    return new CommandStep(DeviceCommand.OBJECT_CREATE, direction, 0);
  }

  static CommandStep destroyObject(int direction) {
    return new CommandStep(DeviceCommand.OBJECT_DESTROY, direction, 0);
  }

  static CommandStep selectQueue(int queue) {
    return new CommandStep(DeviceCommand.LEGACY_COMMON_WRITE, queue, 0);
  }

  CommandStep onceMore() {
    return new CommandStep(command, argument, tries + 1);
  }

  /** The mode that it sets; only of a command that sets one. */
  Mode mode(ModeTable modes) {
    return modes.ofCode(argument).orElseThrow();
  }

  /** Whether it is no command of the owner, but a write of the member's status register. */
  boolean isInBand(Protocol protocol) {
    return command.isInBand(protocol.profile());
  }

  /** Whether it is a command of the owner that takes a member out of work. */
  boolean stops(Protocol protocol) {
    return command == DeviceCommand.MODE_SET
        && !isInBand(protocol)
        && mode(protocol.modes()).stage() != Stage.WORKING;
  }

  /**
   * Whether it gives a context to a member that can be stopped past the owner, so that one which
   * comes late may find it stopped again.
   */
  boolean writesPastMode(Protocol protocol) {
    return command == DeviceCommand.CONTEXT_WRITE && protocol.profile().isInBand();
  }

  /** Whether it stands for an access of a legacy driver, of which no byte more may be written. */
  boolean isLegacy() {
    return command == DeviceCommand.LEGACY_COMMON_WRITE;
  }

  /** The stable word of events. */
  String word(Protocol protocol) {
    return command.word(protocol.profile());
  }

  /**
   * As it is put on the queue; {@code content} is what a write writes, or what reads have brought.
   */
  AdminCommand frame(CommandFrames frames, int member, Bytes content, ByteCount buffer) {
    return switch (command) {
      case MODE_GET -> frames.getMode(member);
      case MODE_SET -> frames.setMode(member, mode(frames.protocol().modes()));
      case OBJECT_CREATE -> frames.createObject(member, argument);
      case OBJECT_DESTROY -> frames.destroyObject(member);
      case SIZE_GET -> frames.size(member);
      case CONTEXT_READ -> frames.read(member, content.size(), buffer.bytes());
      case CONTEXT_WRITE -> frames.write(member, content);
      case DISCARD -> frames.discard(member);
      case LEGACY_COMMON_WRITE -> frames.selectQueue(member, argument);
      default -> throw new IllegalStateException("a driver never sends " + command);
    };
  }
}
