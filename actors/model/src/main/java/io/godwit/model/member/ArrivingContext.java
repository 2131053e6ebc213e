package io.godwit.model.member;

import io.godwit.model.context.Digest;
import io.godwit.model.context.FieldChecks;
import io.godwit.model.context.GuestDevice;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.context.PartChecks;
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

  /** Of the seed's, what there is a place for is taken; of parts, what is verified. */
  ArrivingContext(MemberTask task, Bytes content) {
    if (task.frames().profile().hasObjects()) {
      List<ContextField> own = GuestDevice.setUp(task.id().name(), task.settings());
      var checks = new PartChecks(Digest.asIn(task.protocol(), own), task.settings().packed());
      List<DevicePart> parts = PartsCodec.parts(content);
      this.wrong = checks.wrong(parts).or(() -> newerState(task.settings(), checks.taken(parts)));
      this.fields = wrong.isPresent() ? List.of() : checks.taken(parts);
    } else {
      Optional<List<ContextField>> decoded = task.frames().decode(content);
      var checks =
          new FieldChecks(task.settings(), GuestDevice.setUp(task.id().name(), task.settings()));
      this.wrong =
          decoded.isPresent()
              ? checks.wrong(decoded.get())
              : Optional.of("the context is malformed");
      this.fields = decoded.orElse(List.of());
    }
  }

  private static Optional<String> newerState(MemberSettings settings, List<ContextField> fields) {
    return fields.stream()
        .filter(field -> field.type() == ContextField.OPAQUE)
        .flatMap(field -> FieldChecks.newer(field, settings).stream())
        .findFirst();
  }

  Optional<String> wrong() {
    return wrong;
  }

  List<ContextField> fields() {
    return fields;
  }
}
