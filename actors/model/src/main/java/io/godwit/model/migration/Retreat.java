package io.godwit.model.migration;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.CancelRequested;
import io.godwit.model.event.MigrationEvent.QuestionRefused;
import io.godwit.model.event.MigrationEvent.TransferEnded;
import io.godwit.model.event.MigrationEvent.UndoBegun;
import io.godwit.model.event.MigrationEvent.UndoEntered;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import java.util.List;
import java.util.Optional;

/**
 * Takes an attempt back that failed or is not wanted any more: stage by stage, as {@link Undo} has
 * them.
 */
final class Retreat {

  private final UnitOfWork<MigrationState> unit;

  Retreat(UnitOfWork<MigrationState> unit) {
    this.unit = unit;
  }

  /** Until the guest may run at the destination; then it is too late. */
  void cancel(String reason) {
    Optional<AttemptState> running = unit.state().attempt().filter(AttemptState::isUnderway);
    if (running.isEmpty()) {
      return;
    }
    Optional<Phase> phase = running.get().phase();
    if (phase.isEmpty()) {
      unit.record(new CancelRequested(running.get().number(), reason));
    } else if (phase.get().compareTo(Phase.RESUME) < 0 || SeededBug.CANCELLED_TOO_LATE.isSown()) {
      begin(reason);
    }
  }

  void refused(String by, String reason) {
    unit.record(new QuestionRefused(by));
    begin(reason);
  }

  void begin(String reason) {
    Phase failedIn = state().phase().orElse(Phase.RESERVE);
    unit.record(new UndoBegun(failedIn.word(), reason));
    Undo.stopFlows(state()).forEach(unit::send);
    if (SeededBug.ANSWERS_NOT_AWAITED.isSown()) {
      proceed();
      return;
    }
    if (SeededBug.REPORTED_BEFORE_UNDONE.isSown()) {
      report();
    }
    proceedUnlessAwaiting();
  }

  /** A flow ended before its time: the connection is gone. */
  void cutOff(FlowEnded flow, String reason) {
    Phase failedIn = state().phase().orElseThrow();
    unit.record(new UndoBegun(failedIn.word(), reason));
    unit.record(new TransferEnded(flow.flow(), flow.sent()));
    Undo.stopFlows(state()).forEach(unit::send);
    proceedUnlessAwaiting();
  }

  /** An answer came; here it only matters that it did. */
  void answered(MigrationEvent answer) {
    unit.record(answer);
    proceedUnlessAwaiting();
  }

  private void proceedUnlessAwaiting() {
    if (state().awaited() == 0) {
      proceed();
    }
  }

  private void proceed() {
    Undoing undoing = state().undoing().orElseThrow();
    Undo.next(state(), undoing).ifPresentOrElse(this::enter, () -> end(undoing));
  }

  private void enter(Undoing next) {
    List<Outgoing> asks = Undo.asks(state(), next);
    unit.record(new UndoEntered(next.stage().word(), asks.size()));
    asks.forEach(unit::send);
  }

  private void end(Undoing undoing) {
    unit.record(Undo.finished(state(), undoing));
    if (!SeededBug.REPORTED_BEFORE_UNDONE.isSown()) {
      report();
    }
  }

  private void report() {
    Undoing undoing = state().undoing().orElseThrow();
    unit.send(Calls.report(state(), outcome(undoing), undoing.reason()));
  }

  private Outcome outcome(Undoing undoing) {
    if (state().isGone(Side.SOURCE) && !SeededBug.CRASH_TAKEN_FOR_ROLLBACK.isSown()) {
      return Outcome.LOST;
    }
    return undoing.guestStopped() ? Outcome.ROLLED_BACK : Outcome.FAILED;
  }

  /** What was asked of a host that is gone is waited for no longer. */
  void goOnWithout() {
    proceedUnlessAwaiting();
  }

  private AttemptState state() {
    return unit.state().attempt().orElseThrow();
  }
}
