package io.godwit.model.owner;

import io.godwit.model.event.OwnerEvent.ObjectLimitsSet;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.FieldWriter;

/** What an owner answers about its capabilities, of which it has one: parts objects. */
final class CapabilityCommands {

  /** VIRTIO_DEV_PARTS_CAP. */
  private static final int PARTS_CAPABILITY = 0;

  /** le16 id, six reserved. */
  private static final int HEADER = 8;

  private final ObjectLimits most;

  CapabilityCommands(int objects) {
    this.most = new ObjectLimits(objects, objects);
  }

  /** One le64 word: a bit for each capability. */
  OwnAnswer list() {
    return OwnAnswer.success(new FieldWriter(Long.BYTES).u64(1L << PARTS_CAPABILITY).bytes());
  }

  OwnAnswer get(AdminCommand command) {
    return isKnown(command) ? OwnAnswer.success(most.encode()) : OwnAnswer.noSuchThing();
  }

  OwnAnswer set(AdminCommand command, ResourceObjects objects) {
    if (!isKnown(command)) {
      return OwnAnswer.noSuchThing();
    }
    Bytes data = command.data();
    var asked = ObjectLimits.decode(data.slice(Math.min(HEADER, data.size()), data.size()));
    if (!asked.isWithin(most)) {
      return OwnAnswer.invalid(AdminQualifier.INVALID_FIELD);
    } else if (takesFrom(asked, objects)) {
      return OwnAnswer.failed(AdminStatus.EBUSY, AdminQualifier.INVALID_COMMAND);
    }
    return OwnAnswer.changed(new ObjectLimitsSet(asked.get(), asked.set()));
  }

  /** Whether there are objects that the limits asked for have no room for. */
  private static boolean takesFrom(ObjectLimits asked, ResourceObjects objects) {
    return objects.count(CommandFrames.GET) > asked.get()
        || objects.count(CommandFrames.SET) > asked.set()
        || objects.ids() > asked.ids();
  }

  private static boolean isKnown(AdminCommand command) {
    return CommandFrames.u16(command.data(), 0) == PARTS_CAPABILITY;
  }
}
