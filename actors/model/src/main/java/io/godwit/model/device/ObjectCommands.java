package io.godwit.model.device;

import io.godwit.model.device.ResourceObjects.ResourceObject;
import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.Optional;

/** What an owner answers to commands about its resource objects, and what they change. */
final class ObjectCommands {

  private final String owner;
  private final OwnerSettings settings;

  ObjectCommands(String owner, OwnerSettings settings) {
    this.owner = owner;
    this.settings = settings;
  }

  OwnAnswer answer(DeviceCommand asked, AdminCommand command, ResourceObjects objects) {
    long id = CommandFrames.objectId(command.data());
    if (CommandFrames.objectType(command.data()) != 0) {
      return OwnAnswer.invalid(AdminQualifier.INVALID_FIELD);
    }
    Optional<ResourceObject> object = objects.of(id);
    return switch (asked) {
      case OBJECT_CREATE -> create(id, object, command, objects.count());
      case OBJECT_DESTROY ->
          object
              .map(there -> destroy(id, there, command, objects.count()))
              .orElseGet(OwnAnswer::noSuchObject);
      case OBJECT_QUERY ->
          object.isPresent() ? OwnAnswer.success(Bytes.EMPTY) : OwnAnswer.noSuchObject();
      default -> OwnAnswer.invalid(AdminQualifier.INVALID_COMMAND);
    };
  }

  private OwnAnswer create(
      long id, Optional<ResourceObject> there, AdminCommand command, int open) {
    int direction = CommandFrames.direction(command.data());
    if (direction != CommandFrames.GET && direction != CommandFrames.SET) {
      return OwnAnswer.invalid(AdminQualifier.INVALID_FIELD);
    } else if (there.isPresent()) {
      return OwnAnswer.of(
          new AdminResult(AdminStatus.EEXIST, AdminQualifier.INVALID_FIELD, Bytes.EMPTY));
    } else if (open >= settings.objects()) {
      return new OwnAnswer(
          new AdminResult(AdminStatus.ENOSPC, AdminQualifier.NO_RESOURCE, Bytes.EMPTY),
          Optional.of(changed(command, id, direction, ObjectChange.REFUSED, open)));
    }
    return new OwnAnswer(
        AdminResult.success(Bytes.EMPTY),
        Optional.of(changed(command, id, direction, ObjectChange.CREATED, open + 1)));
  }

  private OwnAnswer destroy(long id, ResourceObject there, AdminCommand command, int open) {
    return new OwnAnswer(
        AdminResult.success(Bytes.EMPTY),
        Optional.of(changed(command, id, there.direction(), ObjectChange.DESTROYED, open - 1)));
  }

  private ObjectChanged changed(
      AdminCommand command, long id, int direction, ObjectChange change, int open) {
    String member = owner + '/' + command.memberId();
    return new ObjectChanged(member, id, direction, change.word(), open);
  }

  /** Why a command on parts cannot be served: there is no object of this member for it. */
  static Optional<OwnAnswer> missing(
      DeviceCommand asked, AdminCommand command, ResourceObjects objects) {
    boolean reads = asked == DeviceCommand.SIZE_GET || asked == DeviceCommand.CONTEXT_READ;
    if (!reads && asked != DeviceCommand.CONTEXT_WRITE) {
      return Optional.empty();
    }
    var wanted =
        new ResourceObject(command.memberId(), reads ? CommandFrames.GET : CommandFrames.SET);
    boolean fits = objects.of(CommandFrames.objectId(command.data())).equals(Optional.of(wanted));
    return fits ? Optional.empty() : Optional.of(OwnAnswer.noSuchObject());
  }
}
