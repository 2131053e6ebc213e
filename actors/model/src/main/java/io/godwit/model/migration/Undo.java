package io.godwit.model.migration;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.migration.Undoing.Stage;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How an attempt is taken back, so that the guest runs at the source as before. Every question that
 * is still open is answered first: an answer that came later could be taken for one of the next
 * attempt.
 */
final class Undo {

  private Undo() {}

  /** What need not be waited for. */
  static List<Outgoing> stopFlows(AttemptState attempt) {
    return attempt.flows().stoppable().stream().map(Calls::stopFlow).toList();
  }

  /** The next stage in which there is anything to ask; empty when all is undone. */
  static Optional<Undoing> next(AttemptState attempt, Undoing undoing) {
    if (SeededBug.FAILED_WITHOUT_CLEAN_UP.isSown() && !undoing.guestStopped()) {
      return Optional.empty();
    }
    return Arrays.stream(Stage.values())
        .filter(stage -> follows(stage, undoing.stage()))
        .map(undoing::at)
        .filter(later -> !asks(attempt, later).isEmpty())
        .findFirst();
  }

  private static boolean follows(Stage next, Stage stage) {
    return next.compareTo(stage) > 0 || (next == stage && stage.hasRounds());
  }

  /** What a stage begins with. */
  static List<Outgoing> asks(AttemptState attempt, Undoing undoing) {
    boolean gone =
        undoing.stage() == Stage.RELEASE_ROOM
            ? attempt.isGone(Side.DESTINATION)
            : attempt.isGone(Side.SOURCE);
    if (gone) {
      return List.of();
    }
    return switch (undoing.stage()) {
      case AWAIT_ANSWERS -> List.of();
      case WRITE_BACK -> writeBack(attempt, undoing.round());
      case DROP_PARTS -> dropParts(attempt, undoing.refusing());
      case RESTORE_DEVICES -> restoreDevices(attempt, undoing);
      case START_VCPUS ->
          undoing.guestStopped()
                  && attempt.switchOver().areProcessorsDue()
                  && !SeededBug.GUEST_NOT_STARTED_AGAIN.isSown()
              ? startGuest(attempt)
              : List.of();
      case RELEASE_ROOM ->
          SeededBug.ROOM_NEVER_GIVEN_BACK.isSown()
              ? List.of()
              : List.of(Calls.toDestination(attempt, new HypervisorMessage.ReleaseRoom()));
    };
  }

  private static List<Outgoing> startGuest(AttemptState attempt) {
    var start = new HypervisorMessage.StartVcpus(attempt.vm().name());
    Outgoing atSource = Calls.toSource(attempt, start);
    return SeededBug.STARTED_AT_BOTH_ENDS.isSown()
        ? List.of(atSource, Calls.toDestination(attempt, start))
        : List.of(atSource);
  }

  /**
   * A device that may have given its state away gets it back, in the order it was read: each time
   * what was read next, for a device that puts the first one off could take the second before it.
   * One that was read only while its guest ran has moved on since, and keeps what it holds.
   */
  private static List<Outgoing> writeBack(AttemptState attempt, int round) {
    var asks = new ArrayList<Outgoing>();
    boolean managed = attempt.settings().rollback() == Rollbacks.MANAGEMENT;
    if (SeededBug.CONTEXT_NOT_WRITTEN_BACK.isSown()) {
      return asks;
    }
    if (managed) {
      ContextState contexts = attempt.contexts();
      contexts
          .saved()
          .forEach(
              (device, reads) ->
                  reads.stream()
                      .filter(any -> contexts.wasReadWhileStopped(device))
                      .skip(round)
                      .limit(1)
                      .forEach(read -> asks.add(Calls.writeBack(attempt, device, read))));
    }
    return asks;
  }

  /**
   * A device that took a part of what was read of it, and not the rest, would go back to what it
   * was some time before: it is to go on with what it still holds.
   */
  private static List<Outgoing> dropParts(AttemptState attempt, List<String> refusing) {
    Map<Integer, List<Bytes>> saved = attempt.contexts().saved();
    return IntStream.range(0, attempt.devices())
        .filter(device -> saved.getOrDefault(device, List.of()).size() > 1)
        .filter(device -> refusing.contains(attempt.sourceMembers().get(device)))
        .mapToObj(device -> Calls.discard(attempt, device))
        .toList();
  }

  /**
   * A context that was read is dropped, for the next attempt must begin with a full read; so is one
   * that was asked for in vain, for the device may have read it out all the same, or half of it.
   */
  private static List<Outgoing> restoreDevices(AttemptState attempt, Undoing undoing) {
    var asks = new ArrayList<Outgoing>();
    if ((undoing.guestStopped() || attempt.switchOver().isSuspended())
        && attempt.settings().rollback() != Rollbacks.NONE
        && !SeededBug.DEVICES_STAY_STOPPED.isSown()) {
      asks.addAll(Calls.toSourceDevices(attempt, DeviceOperation.RESTORE));
    }
    if (attempt.contexts().wasAsked() && !SeededBug.READ_CONTEXT_KEPT.isSown()) {
      asks.addAll(Calls.toSourceDevices(attempt, DeviceOperation.DISCARD_CONTEXT));
    }
    return asks;
  }

  static MigrationEvent finished(AttemptState attempt, Undoing undoing) {
    String phase = undoing.failedIn().word();
    if (attempt.isGone(Side.SOURCE) && !SeededBug.CRASH_TAKEN_FOR_ROLLBACK.isSown()) {
      return new GuestLost(undoing.reason(), ByteCount.ZERO, attempt.switchOver().stoodFor());
    }
    return undoing.guestStopped()
        ? new MigrationRolledBack(
            phase,
            undoing.reason(),
            attempt.switchOver().areProcessorsDue()
                ? attempt.switchOver().resumedAt().since(attempt.switchOver().stoppedAt())
                : SimDuration.ZERO)
        : new MigrationFailed(phase, undoing.reason());
  }
}
