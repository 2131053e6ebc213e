package io.godwit.model.owner;

import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.owner.ResourceObjects.ResourceObject;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.model.virtio.FieldWriter;
import java.util.Optional;

/** What an owner answers to commands about its resource objects, and what they change. */
final class ObjectCommands {

  private static final int PARTS_OBJECT = 0;

  /** A type, seven reserved. */
  private static final int OBJECT_DATA = 8;

  private final String owner;

  ObjectCommands(String owner) {
    this.owner = owner;
  }

  OwnAnswer answer(
      DeviceCommand asked, AdminCommand command, ResourceObjects objects, ObjectLimits limits) {
    if (asked == DeviceCommand.OBJECT_CREATE) {
      return create(command, objects, limits);
    }
    Optional<ResourceObject> found = find(command, objects);
    if (found.isEmpty()) {
      return OwnAnswer.noSuchThing();
    }
    return switch (asked) {
      case OBJECT_DESTROY -> destroy(command, found.get(), objects);
      case OBJECT_QUERY -> OwnAnswer.success(data(found.get()));
      case OBJECT_MODIFY -> modify(command, found.get(), objects, limits);
      default -> throw new IllegalArgumentException(asked + " is about no object");
    };
  }

  /** The object that a command of this member names. */
  private static Optional<ResourceObject> find(AdminCommand command, ResourceObjects objects) {
    return CommandFrames.objectType(command.data()) == PARTS_OBJECT
        ? objects.of(CommandFrames.objectId(command.data()), command.memberId())
        : Optional.empty();
  }

  private static Bytes data(ResourceObject object) {
    return new FieldWriter(OBJECT_DATA).u8(object.direction()).bytes();
  }

  private OwnAnswer create(AdminCommand command, ResourceObjects objects, ObjectLimits limits) {
    long id = CommandFrames.objectId(command.data());
    int direction = CommandFrames.direction(command.data());
    boolean valid =
        CommandFrames.objectType(command.data()) == PARTS_OBJECT && isDirection(direction);
    if (!valid || id >= limits.ids()) {
      return OwnAnswer.invalid(AdminQualifier.INVALID_FIELD);
    } else if (objects.of(id).isPresent()) {
      return OwnAnswer.failed(AdminStatus.EEXIST, AdminQualifier.INVALID_FIELD);
    } else if (objects.count(direction) >= limits.of(direction)) {
      return full(command, direction, objects);
    }
    return OwnAnswer.changed(
        changed(command, direction, ObjectChange.CREATED, objects.count() + 1));
  }

  private static boolean isDirection(int direction) {
    return direction == CommandFrames.GET || direction == CommandFrames.SET;
  }

  /** There are as many of a direction as the driver has said that there would be. */
  private OwnAnswer full(AdminCommand command, int direction, ResourceObjects objects) {
    return new OwnAnswer(
        new AdminResult(AdminStatus.ENOSPC, AdminQualifier.NO_RESOURCE, Bytes.EMPTY),
        Optional.of(changed(command, direction, ObjectChange.REFUSED, objects.count())));
  }

  private OwnAnswer destroy(AdminCommand command, ResourceObject there, ResourceObjects objects) {
    return OwnAnswer.changed(
        changed(command, there.direction(), ObjectChange.DESTROYED, objects.count() - 1));
  }

  /** The only attribute is the direction. */
  private OwnAnswer modify(
      AdminCommand command, ResourceObject there, ResourceObjects objects, ObjectLimits limits) {
    int direction = CommandFrames.direction(command.data());
    if (!isDirection(direction)) {
      return OwnAnswer.invalid(AdminQualifier.INVALID_FIELD);
    } else if (direction == there.direction()) {
      return OwnAnswer.success(Bytes.EMPTY);
    } else if (objects.count(direction) >= limits.of(direction)) {
      return full(command, direction, objects);
    }
    return OwnAnswer.changed(changed(command, direction, ObjectChange.MODIFIED, objects.count()));
  }

  private ObjectChanged changed(
      AdminCommand command, int direction, ObjectChange change, int open) {
    String member = owner + '/' + command.memberId();
    long id = CommandFrames.objectId(command.data());
    return new ObjectChanged(member, id, direction, change.word(), open);
  }

  /** Why a command on parts cannot be served: no object of this member, or not for this. */
  static Optional<OwnAnswer> missing(
      DeviceCommand asked, AdminCommand command, ResourceObjects objects) {
    boolean reads = asked == DeviceCommand.SIZE_GET || asked == DeviceCommand.CONTEXT_READ;
    if (!reads && asked != DeviceCommand.CONTEXT_WRITE) {
      return Optional.empty();
    }
    Optional<ResourceObject> found = find(command, objects);
    if (found.isEmpty()) {
      return Optional.of(OwnAnswer.noSuchThing());
    }
    boolean fits = found.get().direction() == (reads ? CommandFrames.GET : CommandFrames.SET);
    return fits ? Optional.empty() : Optional.of(OwnAnswer.invalid(AdminQualifier.INVALID_FIELD));
  }
}
