package io.godwit.model.device;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.DevicePart;
import io.godwit.model.virtio.PartsCodec;
import java.util.List;
import java.util.Optional;

/** A context that a driver writes, and what the device says to it before it takes any of it. */
final class ArrivingContext {

  private final Optional<String> wrong;
  private final List<ContextField> fields;

  /**
   * The seed's is taken as it is, if it can be read; of parts, what is the device's to verify is.
   */
  ArrivingContext(MemberTask task, Bytes content) {
    if (task.frames().profile().hasObjects()) {
      List<ContextField> own = GuestDevice.setUp(task.id().name(), task.settings());
      var checks = new PartChecks(Digest.asIn(task.protocol(), own));
      List<DevicePart> parts = PartsCodec.parts(content);
      this.wrong = checks.wrong(parts);
      this.fields = wrong.isPresent() ? List.of() : checks.taken(parts);
    } else {
      Optional<List<ContextField>> decoded = task.frames().decode(content);
      this.wrong = decoded.isPresent() ? Optional.empty() : Optional.of("the context is malformed");
      this.fields = decoded.orElse(List.of());
    }
  }

  Optional<String> wrong() {
    return wrong;
  }

  List<ContextField> fields() {
    return fields;
  }
}
