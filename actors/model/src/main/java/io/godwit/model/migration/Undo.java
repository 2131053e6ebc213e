package io.godwit.model.migration;

import io.godwit.model.entity.Message;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.migration.MigrationState.Undoing;
import io.godwit.model.migration.MigrationState.Undoing.Stage;
import java.util.Optional;

/**
 * Takes an attempt back, so that the guest runs at the source as before. Every question that is
 * still open is answered first: an answer that came later could be taken for one of the next
 * attempt.
 */
final class Undo {

  private final Attempt attempt;

  Undo(Attempt attempt) {
    this.attempt = attempt;
  }

  void begin(Phase failedIn, String reason) {
    enter(new Undoing(failedIn, reason, Stage.AWAIT_ANSWERS));
    attempt.underway().contextFlows.keySet().forEach(attempt.calls::stopFlow);
    if (attempt.underway().memoryFlow != 0) {
      attempt.calls.stopFlow(attempt.underway().memoryFlow);
    }
    proceed();
  }

  void answered(Message message) {
    if (message instanceof HypervisorAnswer.VcpusStarted) {
      attempt.underway().resumedAt = Optional.of(attempt.now);
    }
    proceed();
  }

  private void enter(Undoing undoing) {
    attempt.underway().undoing = Optional.of(undoing);
  }

  private void proceed() {
    while (attempt.underway().awaited == 0) {
      Undoing undoing = attempt.underway().undoing.orElseThrow();
      switch (undoing.stage()) {
        case AWAIT_ANSWERS -> writeBack(undoing);
        case WRITE_BACK -> restoreDevices(undoing);
        case RESTORE_DEVICES -> startVcpus(undoing);
        case START_VCPUS -> releaseRoom(undoing);
        case RELEASE_ROOM -> {
          finish(undoing);
          return;
        }
      }
    }
  }

  /** A device that may have given its state away gets it back, in the order it was read. */
  private void writeBack(Undoing undoing) {
    enter(undoing.at(Stage.WRITE_BACK));
    boolean managed = attempt.settings().rollback() == Rollbacks.MANAGEMENT;
    if (managed && attempt.underway().readWhileStopped) {
      attempt
          .underway()
          .saved
          .forEach((device, reads) -> reads.forEach(read -> attempt.calls.writeBack(device, read)));
    }
  }

  /** A context that was read is dropped, for the next attempt must begin with a full read. */
  private void restoreDevices(Undoing undoing) {
    enter(undoing.at(Stage.RESTORE_DEVICES));
    if (guestStopped(undoing) && attempt.settings().rollback() != Rollbacks.NONE) {
      attempt.calls.operateSource(DeviceOperation.ACTIVATE);
    }
    if (attempt.underway().contextRead) {
      attempt.calls.operateSource(DeviceOperation.DISCARD_CONTEXT);
    }
  }

  private void startVcpus(Undoing undoing) {
    enter(undoing.at(Stage.START_VCPUS));
    if (guestStopped(undoing)) {
      attempt.calls.askSource(new HypervisorMessage.StartVcpus(attempt.state.vm));
    }
  }

  private void releaseRoom(Undoing undoing) {
    enter(undoing.at(Stage.RELEASE_ROOM));
    attempt.calls.askDestination(new HypervisorMessage.ReleaseRoom());
  }

  private void finish(Undoing undoing) {
    String phase = undoing.failedIn().word();
    if (guestStopped(undoing)) {
      attempt.decision.record(
          new MigrationRolledBack(
              phase,
              undoing.reason(),
              attempt.underway().resumedAt.orElseThrow().since(attempt.state.stoppedAt)));
      attempt.report(Outcome.ROLLED_BACK, undoing.reason());
    } else {
      attempt.decision.record(new MigrationFailed(phase, undoing.reason()));
      attempt.report(Outcome.FAILED, undoing.reason());
    }
  }

  private static boolean guestStopped(Undoing undoing) {
    return undoing.failedIn().inDowntime();
  }
}
