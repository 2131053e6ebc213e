package io.godwit.persistence.codec;

import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextCodec;
import java.util.List;

/** What was on record of members before events carried values enough to be judged by them. */
final class OldMemberEvents {

  static final List<Upcaster<?, ?>> STEPS =
      List.of(
          new OldVersion<>(
              "access-served.v1",
              409,
              AccessServedV1.class,
              AccessServed.class,
              AccessServedV1::next));

  private OldMemberEvents() {}

  /** Without what was asked for: only what came of it is known. */
  public record AccessServedV1(
      String by,
      String access,
      String mode,
      String effect,
      String decidedBy,
      String choice,
      Bytes fields) {

    AccessServed next() {
      boolean later = effect.equals("deferred");
      Bytes none = ContextCodec.encode(List.of());
      return new AccessServed(
          by,
          access,
          mode,
          effect,
          decidedBy,
          choice,
          fields,
          later ? none : fields,
          later ? fields : none);
    }
  }
}
