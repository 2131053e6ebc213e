package io.godwit.model.owner;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.DeviceCommand;
import java.util.Optional;

/**
 * The device-writable part that a driver gave. A result that is longer is cut off without a word,
 * but for metadata, which must fit, and for reads of legacy registers, whose length it is.
 *
 * @param asked the command, if there is one
 * @param bytes status and result together; empty for any number
 */
record ResultRoom(Optional<DeviceCommand> asked, Optional<Integer> bytes) {

  /** What becomes of a result that is there. */
  AdminResult fit(AdminResult whole) {
    if (bytes.isEmpty() || asked.isEmpty() || !whole.ok()) {
      return whole;
    }
    int room = Math.max(0, bytes.get() - AdminResult.STATUS_BYTES);
    return switch (asked.get()) {
      case SIZE_GET -> room < whole.result().size() ? tooSmall() : whole;
      case LEGACY_COMMON_READ, LEGACY_DEVICE_READ ->
          room > whole.result().size()
              ? AdminResult.invalid(AdminQualifier.INVALID_FIELD)
              : new AdminResult(whole.status(), whole.qualifier(), whole.result().slice(0, room));
      default -> whole;
    };
  }

  /** "when the size of command_specific_result is not sufficient enough for the response". */
  private static AdminResult tooSmall() {
    return new AdminResult(AdminStatus.ENOMEM, AdminQualifier.NO_RESOURCE, Bytes.EMPTY);
  }
}
