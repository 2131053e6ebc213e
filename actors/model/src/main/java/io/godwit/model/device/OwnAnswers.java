package io.godwit.model.device;

import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.Optional;

/**
 * What an owner answers by itself, for no member is to do anything: refusals in the order group,
 * opcode, member, and the commands about the owner and its objects.
 */
final class OwnAnswers {

  private final OwnerSettings settings;
  private final CommandFrames frames;
  private final ObjectCommands objectCommands;

  OwnAnswers(String owner, OwnerSettings settings) {
    this.settings = settings;
    this.frames = new CommandFrames(settings.protocol());
    this.objectCommands = new ObjectCommands(owner, settings);
  }

  /** Empty when a member is to carry the command out. */
  Optional<OwnAnswer> to(
      AdminCommand command, Optional<Disturbance> disturbance, ResourceObjects objects) {
    Optional<DeviceCommand> asked = frames.asked(command);
    boolean ofSelf = asked.isPresent() && asked.get().operation().isEmpty();
    boolean onSelf = command.groupType() == AdminCommand.GROUP_SELF;
    boolean disabled = disturbance.equals(Optional.of(Disturbance.VF_DISABLE));
    if (disturbance.isPresent() && !disabled) {
      return Optional.of(OwnAnswer.of(failure(disturbance.get())));
    } else if ((command.groupType() != AdminCommand.GROUP_SRIOV && !(ofSelf && onSelf))
        || (disabled && !onSelf)
        || (asked.isPresent() && asked.get().selfOnly() && !onSelf)) {
      return Optional.of(OwnAnswer.invalid(AdminQualifier.INVALID_GROUP));
    } else if (asked.isEmpty()) {
      return Optional.of(OwnAnswer.invalid(AdminQualifier.INVALID_OPCODE));
    } else if (ofSelf) {
      return Optional.of(OwnAnswer.success(aboutItself(asked.get())));
    } else if (command.memberId() < 1 || command.memberId() > settings.members()) {
      return Optional.of(OwnAnswer.invalid(AdminQualifier.INVALID_MEMBER));
    } else if (asked.get().ownersOwn()) {
      return Optional.of(objectCommands.answer(asked.get(), command, objects));
    }
    return frames.profile().hasObjects()
        ? ObjectCommands.missing(asked.get(), command, objects)
        : Optional.empty();
  }

  /** What a disturbance makes of a command for a member. */
  static AdminResult failure(Disturbance disturbance) {
    return disturbance == Disturbance.VF_DISABLE
        ? AdminResult.invalid(AdminQualifier.INVALID_GROUP)
        : new AdminResult(AdminStatus.EIO, AdminQualifier.INVALID_COMMAND, Bytes.EMPTY);
  }

  /** Which commands, and which capability: parts objects to read and to write. */
  private Bytes aboutItself(DeviceCommand asked) {
    return switch (asked) {
      case LIST_QUERY -> supportedList();
      case CAP_ID_LIST_QUERY -> new FieldWriter(8).u64(1).bytes();
      case DEVICE_CAP_GET ->
          new FieldWriter(2).u8(settings.objects()).u8(settings.objects()).bytes();
      default -> Bytes.EMPTY;
    };
  }

  /** One le64 word: a bit for each opcode. */
  private Bytes supportedList() {
    long bits = 0;
    for (DeviceCommand command : DeviceCommand.values()) {
      if (!command.isInBand(frames.profile())) {
        bits |= command.code(frames.protocol()).map(code -> 1L << code).orElse(0L);
      }
    }
    return new FieldWriter(8).u64(bits).bytes();
  }
}
