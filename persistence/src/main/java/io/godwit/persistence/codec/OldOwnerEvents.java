package io.godwit.persistence.codec;

import io.godwit.model.event.OwnerEvent.CommandFetched;
import io.godwit.model.event.OwnerEvent.CommandServed;
import io.godwit.model.event.OwnerEvent.ObjectChanged;
import io.godwit.model.event.OwnerEvent.OwnerRestored;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** What was on record of owner devices before it was enough to go on from. */
final class OldOwnerEvents {

  /** Tickets and objects are 0 and what results stood for is missing: no queue can be told. */
  static final List<Upcaster<?, ?>> STEPS =
      List.of(
          new OldVersion<>(
              "command-fetched.v1",
              301,
              CommandFetchedV1.class,
              CommandFetched.class,
              CommandFetchedV1::next),
          new OldVersion<>(
              "command-served.v1",
              303,
              CommandServedV1.class,
              CommandServed.class,
              CommandServedV1::next),
          new OldVersion<>(
              "object-changed.v1",
              306,
              ObjectChangedV1.class,
              ObjectChanged.class,
              ObjectChangedV1::next),
          new OldVersion<>(
              "owner-restored.v1",
              305,
              OwnerRestoredV1.class,
              OwnerRestored.class,
              OwnerRestoredV1::next));

  private OldOwnerEvents() {}

  /** Without the owner's own number. */
  public record CommandFetchedV1(
      long command, String member, String opcode, ByteCount size, int waiting) {

    CommandFetched next() {
      return new CommandFetched(0, command, member, opcode, size, waiting);
    }
  }

  /** Without the owner's own number, and without what the result stood for. */
  public record CommandServedV1(
      long command,
      String opcode,
      int status,
      int qualifier,
      ByteCount size,
      SimDuration queued,
      SimDuration service) {

    CommandServed next() {
      return new CommandServed(
          0, command, opcode, status, qualifier, size, ByteCount.ZERO, queued, service);
    }
  }

  /** Without the object's id and direction. */
  public record ObjectChangedV1(String member, String what, int open) {

    ObjectChanged next() {
      return new ObjectChanged(member, 0, 0, what, open);
    }
  }

  /** Without its number: the first, for they did not overlap. */
  public record OwnerRestoredV1(int objects) {

    OwnerRestored next() {
      return new OwnerRestored(objects, 1);
    }
  }
}
