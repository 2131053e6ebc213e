package io.godwit.model.owner;

import io.godwit.model.event.OwnerEvent;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import java.util.Optional;

/**
 * What an owner answers to a command by itself.
 *
 * @param change that goes with it
 */
record OwnAnswer(AdminResult result, Optional<OwnerEvent> change) {

  static OwnAnswer of(AdminResult result) {
    return new OwnAnswer(result, Optional.empty());
  }

  static OwnAnswer success(Bytes result) {
    return of(AdminResult.success(result));
  }

  /** Done, with nothing to tell but that it is. */
  static OwnAnswer changed(OwnerEvent change) {
    return new OwnAnswer(AdminResult.success(Bytes.EMPTY), Optional.of(change));
  }

  static OwnAnswer invalid(int qualifier) {
    return of(AdminResult.invalid(qualifier));
  }

  static OwnAnswer failed(int status, int qualifier) {
    return of(new AdminResult(status, qualifier, Bytes.EMPTY));
  }

  /** The object or the capability that a command is about is not there. */
  static OwnAnswer noSuchThing() {
    return failed(AdminStatus.ENXIO, AdminQualifier.INVALID_FIELD);
  }
}
