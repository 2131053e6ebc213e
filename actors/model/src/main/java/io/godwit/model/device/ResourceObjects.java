package io.godwit.model.device;

import io.godwit.model.device.OwnerState.ResourceObject;
import io.godwit.model.entity.Decision;
import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.Optional;

/**
 * The objects through which the accepted text reads and writes device parts (facts/virtio.md A.6):
 * one direction each, and so many for all members of an owner together.
 */
final class ResourceObjects {

  private final OwnerState state;
  private final OwnerSettings settings;
  private final Decision.Builder decision;

  ResourceObjects(OwnerState state, OwnerSettings settings, Decision.Builder decision) {
    this.state = state;
    this.settings = settings;
    this.decision = decision;
  }

  AdminResult serve(DeviceCommand asked, AdminCommand command, String member) {
    long object = CommandFrames.objectId(command.data());
    if (CommandFrames.objectType(command.data()) != 0) {
      return AdminResult.invalid(AdminQualifier.INVALID_FIELD);
    }
    return switch (asked) {
      case OBJECT_CREATE -> create(object, command, member);
      case OBJECT_DESTROY -> destroy(object, member);
      case OBJECT_QUERY ->
          state.objects.containsKey(object) ? AdminResult.success(Bytes.EMPTY) : noSuchObject();
      default -> AdminResult.invalid(AdminQualifier.INVALID_COMMAND);
    };
  }

  private AdminResult create(long object, AdminCommand command, String member) {
    int direction = CommandFrames.direction(command.data());
    if (direction != CommandFrames.GET && direction != CommandFrames.SET) {
      return AdminResult.invalid(AdminQualifier.INVALID_FIELD);
    } else if (state.objects.containsKey(object)) {
      return new AdminResult(AdminStatus.EEXIST, AdminQualifier.INVALID_FIELD, Bytes.EMPTY);
    } else if (state.objects.size() >= settings.objects()) {
      decision.record(new ObjectChanged(member, "refused", state.objects.size()));
      return new AdminResult(AdminStatus.ENOSPC, AdminQualifier.NO_RESOURCE, Bytes.EMPTY);
    }
    state.objects.put(object, new ResourceObject(command.memberId(), direction));
    decision.record(new ObjectChanged(member, "created", state.objects.size()));
    return AdminResult.success(Bytes.EMPTY);
  }

  private AdminResult destroy(long object, String member) {
    if (state.objects.remove(object) == null) {
      return noSuchObject();
    }
    decision.record(new ObjectChanged(member, "destroyed", state.objects.size()));
    return AdminResult.success(Bytes.EMPTY);
  }

  private static AdminResult noSuchObject() {
    return new AdminResult(AdminStatus.ENXIO, AdminQualifier.INVALID_FIELD, Bytes.EMPTY);
  }

  /** Why a command on parts cannot be served: there is no object of this member for it. */
  static Optional<AdminResult> missing(
      OwnerState state, DeviceCommand asked, AdminCommand command) {
    boolean reads = asked == DeviceCommand.SIZE_GET || asked == DeviceCommand.CONTEXT_READ;
    if (!reads && asked != DeviceCommand.CONTEXT_WRITE) {
      return Optional.empty();
    }
    ResourceObject object = state.objects.get(CommandFrames.objectId(command.data()));
    int direction = reads ? CommandFrames.GET : CommandFrames.SET;
    boolean fits =
        object != null && object.member() == command.memberId() && object.direction() == direction;
    return fits ? Optional.empty() : Optional.of(noSuchObject());
  }
}
