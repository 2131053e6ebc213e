package io.godwit.model.owner;

import io.godwit.model.event.OwnerEvent.CommandListUsed;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.CommandList;
import io.godwit.model.virtio.DeviceCommand;
import java.util.Optional;

/**
 * What an owner answers by itself, for no member is to do anything: refusals in the order group,
 * opcode, member, and the commands about the owner and its objects.
 */
final class OwnAnswers {

  private final OwnerSettings settings;
  private final CommandFrames frames;
  private final ObjectCommands objectCommands;
  private final CapabilityCommands capabilityCommands;

  OwnAnswers(String owner, OwnerSettings settings) {
    this.settings = settings;
    this.frames = new CommandFrames(settings.protocol());
    this.objectCommands = new ObjectCommands(owner);
    this.capabilityCommands = new CapabilityCommands(settings.objects());
  }

  /** Empty when a member is to carry the command out. */
  Optional<OwnAnswer> to(
      AdminCommand command,
      Optional<Disturbance> disturbance,
      Negotiated negotiated,
      ResourceObjects objects) {
    int group = command.groupType();
    boolean disabled = disturbance.equals(Optional.of(Disturbance.VF_DISABLE));
    if (disturbance.isPresent() && !disabled) {
      return Optional.of(OwnAnswer.of(failure(disturbance.get())));
    } else if (!frames.hasGroup(group) || (disabled && group == AdminCommand.GROUP_SRIOV)) {
      return Optional.of(OwnAnswer.invalid(AdminQualifier.INVALID_GROUP));
    }
    Optional<DeviceCommand> asked = frames.asked(command);
    if (asked.isEmpty() || !negotiated.commands(group).has(command.opcode())) {
      return Optional.of(OwnAnswer.invalid(AdminQualifier.INVALID_OPCODE));
    } else if (asked.get().namesMember() && !isMember(group, command.memberId())) {
      return Optional.of(OwnAnswer.invalid(AdminQualifier.INVALID_MEMBER));
    }
    return valid(asked.get(), command, negotiated, objects);
  }

  /** The owner alone is in its own group, as member 0. */
  private boolean isMember(int group, long member) {
    return group == AdminCommand.GROUP_SELF
        ? member == 0
        : member >= 1 && member <= settings.members();
  }

  private Optional<OwnAnswer> valid(
      DeviceCommand asked, AdminCommand command, Negotiated negotiated, ResourceObjects objects) {
    return switch (asked) {
      case LIST_QUERY ->
          Optional.of(OwnAnswer.success(frames.commands(command.groupType()).encode()));
      case LIST_USE -> Optional.of(use(command));
      case CAP_ID_LIST_QUERY -> Optional.of(capabilityCommands.list());
      case DEVICE_CAP_GET -> Optional.of(capabilityCommands.get(command));
      case DRIVER_CAP_SET -> Optional.of(capabilityCommands.set(command, objects));
      case OBJECT_CREATE, OBJECT_MODIFY, OBJECT_QUERY, OBJECT_DESTROY ->
          Optional.of(objectCommands.answer(asked, command, objects, negotiated.limits()));
      default ->
          frames.profile().hasObjects()
              ? ObjectCommands.missing(asked, command, objects)
              : Optional.empty();
    };
  }

  private OwnAnswer use(AdminCommand command) {
    var list = new CommandList(command.data());
    return list.isWithin(frames.commands(command.groupType()))
        ? OwnAnswer.changed(new CommandListUsed(command.groupType(), list.bits()))
        : OwnAnswer.invalid(AdminQualifier.INVALID_FIELD);
  }

  /** What a disturbance makes of a command for a member. */
  static AdminResult failure(Disturbance disturbance) {
    return disturbance == Disturbance.VF_DISABLE
        ? AdminResult.invalid(AdminQualifier.INVALID_GROUP)
        : new AdminResult(AdminStatus.EIO, AdminQualifier.INVALID_COMMAND, Bytes.EMPTY);
  }
}
