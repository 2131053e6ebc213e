package io.godwit.persistence.codec;

import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/** What was on record of hosts before it was enough to go on from. */
final class OldHypervisorEvents {

  /** Each command looks like the first of its operation, and contents are missing. */
  static final List<Upcaster<?, ?>> STEPS =
      List.of(
          new OldVersion<>(
              "command-submitted.v1",
              207,
              CommandSubmittedV1.class,
              CommandSubmitted.class,
              CommandSubmittedV1::next),
          new OldVersion<>(
              "command-completed.v1",
              208,
              CommandCompletedV1.class,
              CommandCompleted.class,
              CommandCompletedV1::next));

  private OldHypervisorEvents() {}

  /** Without what came before in the operation and what it writes. */
  public record CommandSubmittedV1(
      long command,
      String owner,
      String member,
      String opcode,
      String operation,
      String migration) {

    CommandSubmitted next() {
      return new CommandSubmitted(
          command, owner, member, opcode, operation, migration, 0, Bytes.EMPTY);
    }
  }

  /** Without pieces of a context. */
  public record CommandCompletedV1(
      long command, String owner, String opcode, int status, int qualifier, SimDuration latency) {

    CommandCompleted next() {
      return new CommandCompleted(command, owner, opcode, status, qualifier, latency, Bytes.EMPTY);
    }
  }
}
