package io.godwit.model.device;

import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.Optional;

/**
 * What an owner answers to a command by itself.
 *
 * @param change of an object that goes with it
 */
record OwnAnswer(AdminResult result, Optional<ObjectChanged> change) {

  static OwnAnswer of(AdminResult result) {
    return new OwnAnswer(result, Optional.empty());
  }

  static OwnAnswer success(Bytes result) {
    return of(AdminResult.success(result));
  }

  static OwnAnswer invalid(int qualifier) {
    return of(AdminResult.invalid(qualifier));
  }

  /** The object that a command is about is not there, or not for this. */
  static OwnAnswer noSuchObject() {
    return of(new AdminResult(AdminStatus.ENXIO, AdminQualifier.INVALID_FIELD, Bytes.EMPTY));
  }
}
