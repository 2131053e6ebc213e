package io.godwit.model.migration;

import io.godwit.model.device.MemberMessage;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.PrecopyInfo;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the contexts of devices are brought over: ahead of the stop while the guest runs, and after.
 */
final class ContextMoves {

  /** A driver asks a device no more often, as Linux does. */
  private static final SimDuration BETWEEN_READS = SimDuration.ofSeconds(1);

  private ContextMoves() {}

  /** Whether they are read once more, now that rounds of memory have ended. */
  static boolean isDueAgain(AttemptState attempt, SimTime now) {
    ContextState contexts = attempt.contexts();
    boolean waited = now.since(contexts.requestedAt()).compareTo(BETWEEN_READS) >= 0;
    return attempt.policy().contextStrategy().iterates()
        && !attempt.memory().turn().rounds().isEmpty()
        && contexts.allThere()
        && waited;
  }

  /** One that was sent ahead arrives; the first one finds a device that still works. */
  static Outgoing arrive(AttemptState attempt, int device) {
    return attempt.contexts().isReceiving(device)
        ? write(attempt, device)
        : freeze(attempt, device);
  }

  /** All of them, after the final memory; one that is still at work on what came ahead later. */
  static List<Outgoing> writeAll(AttemptState attempt) {
    boolean ready = attempt.policy().contextStrategy().ahead();
    return IntStream.range(0, attempt.devices())
        .filter(device -> !attempt.contexts().isEarly(device))
        .mapToObj(device -> ready ? write(attempt, device) : freeze(attempt, device))
        .toList();
  }

  /** The device of the destination is ready for its context. */
  static Outgoing writeTo(AttemptState attempt, String member) {
    return write(attempt, attempt.destinationMembers().indexOf(member));
  }

  /**
   * The rings of the guest's devices are in its memory, which has come over. They are worth a word
   * only where somebody may have touched them since the devices stopped.
   */
  static List<Outgoing> handOverRings(AttemptState attempt) {
    if (!attempt.settings().watchesRings()) {
      return List.of();
    }
    return IntStream.range(0, attempt.devices())
        .mapToObj(
            device ->
                new Outgoing(
                    EntityId.member(attempt.sourceMembers().get(device)),
                    Outgoing.SHORTEST,
                    new MemberMessage.HandOver(attempt.destinationMembers().get(device))))
        .toList();
  }

  private static Outgoing freeze(AttemptState attempt, int device) {
    return operate(attempt, device, DeviceOperation.FREEZE, Bytes.EMPTY);
  }

  private static Outgoing write(AttemptState attempt, int device) {
    Bytes content = attempt.contexts().held(device).content();
    return operate(attempt, device, DeviceOperation.WRITE_CONTEXT, content);
  }

  private static Outgoing operate(
      AttemptState attempt, int device, DeviceOperation operation, Bytes content) {
    return Calls.toDestinationDevice(
        attempt, attempt.destinationMembers().get(device), operation, content);
  }

  /** The device of the destination called {@code member} has taken its context. */
  static ContextMoved moved(AttemptState attempt, String member) {
    int device = attempt.destinationMembers().indexOf(member);
    return new ContextMoved(
        attempt.sourceMembers().get(device),
        attempt.contexts().held(device).size(),
        attempt.contexts().isEarly(device));
  }

  /** What a kernel says of a device that was read while it worked, and has not sent that. */
  static PrecopyInfo pending(AttemptState attempt, DeviceOperated read) {
    int device = attempt.sourceMembers().indexOf(read.member());
    boolean first = attempt.contexts().isFirst(device);
    return new PrecopyInfo(
        read.member(), first ? read.size() : ByteCount.ZERO, first ? ByteCount.ZERO : read.size());
  }

  /** The same once it is sent: nothing. */
  static PrecopyInfo sent(AttemptState attempt, int device) {
    return new PrecopyInfo(attempt.sourceMembers().get(device), ByteCount.ZERO, ByteCount.ZERO);
  }
}
