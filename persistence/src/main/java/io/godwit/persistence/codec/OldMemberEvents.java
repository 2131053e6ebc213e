package io.godwit.persistence.codec;

import io.godwit.model.event.MemberEvent.AccessServed;
import io.godwit.model.event.MemberEvent.InterruptHeld;
import io.godwit.model.event.MemberEvent.InterruptSent;
import io.godwit.model.event.MemberEvent.InterruptsArrived;
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
              AccessServedV1::next),
          new OldVersion<>(
              "interrupt-held.v1",
              664,
              InterruptHeldV1.class,
              InterruptHeld.class,
              InterruptHeldV1::next),
          new OldVersion<>(
              "interrupt-sent.v1",
              665,
              InterruptSentV1.class,
              InterruptSent.class,
              InterruptSentV1::next),
          new OldVersion<>(
              "interrupts-arrived.v1",
              666,
              InterruptsArrivedV1.class,
              InterruptsArrived.class,
              InterruptsArrivedV1::next));

  /** What there was one pending bit for: the vector that is not of a queue. */
  private static final List<String> ONE = List.of("config");

  private OldMemberEvents() {}

  /** With one pending bit for all vectors. */
  public record InterruptHeldV1() {
    InterruptHeld next() {
      return new InterruptHeld(ONE);
    }
  }

  /** Likewise. */
  public record InterruptSentV1() {
    InterruptSent next() {
      return new InterruptSent(ONE);
    }
  }

  /** With a mask for all vectors and a pending bit for all. */
  public record InterruptsArrivedV1(boolean masked, boolean pending) {
    InterruptsArrived next() {
      return new InterruptsArrived(masked, List.of(), pending ? ONE : List.of());
    }
  }

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
