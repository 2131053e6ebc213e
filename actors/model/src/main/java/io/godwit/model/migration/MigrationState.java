package io.godwit.model.migration;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Dispatch.Handler;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.AttemptBegun;
import io.godwit.model.event.MigrationEvent.CancelRequested;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.ContextReceived;
import io.godwit.model.event.MigrationEvent.ContextsRequested;
import io.godwit.model.event.MigrationEvent.DeviceWritesFound;
import io.godwit.model.event.MigrationEvent.DevicesSuspended;
import io.godwit.model.event.MigrationEvent.FaultAimed;
import io.godwit.model.event.MigrationEvent.FaultTriggered;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.GuestRestarted;
import io.godwit.model.event.MigrationEvent.GuestResumed;
import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.HostGivenUp;
import io.godwit.model.event.MigrationEvent.KindsMet;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.PostCopyPaused;
import io.godwit.model.event.MigrationEvent.PostCopyResumed;
import io.godwit.model.event.MigrationEvent.PrecopyInfo;
import io.godwit.model.event.MigrationEvent.QuestionAnswered;
import io.godwit.model.event.MigrationEvent.QuestionRefused;
import io.godwit.model.event.MigrationEvent.RestartBegun;
import io.godwit.model.event.MigrationEvent.RestartFailed;
import io.godwit.model.event.MigrationEvent.RoomGranted;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.MigrationEvent.SourceKept;
import io.godwit.model.event.MigrationEvent.SwitchoverAcknowledged;
import io.godwit.model.event.MigrationEvent.TransferEnded;
import io.godwit.model.event.MigrationEvent.UndoBegun;
import io.godwit.model.event.MigrationEvent.UndoEntered;
import io.godwit.model.event.MigrationEvent.WaitEnded;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where one migration is: at its latest attempt. */
final class MigrationState implements State {

  private static final Dispatch<MigrationState, SimTime, MigrationEvent> EVENTS =
      Dispatch.<MigrationState, SimTime, MigrationEvent>over(MigrationEvent.class)
          .on(KindsMet.class, (state, at, kinds) -> state.kinds = kinds)
          .on(AttemptBegun.class, MigrationState::begun)
          .on(MigrationStarted.class, attempt(AttemptState::described))
          .on(CancelRequested.class, attempt(AttemptState::cancelRequested))
          .on(RoomGranted.class, attempt(AttemptState::granted))
          .on(PhaseEntered.class, MigrationState::entered)
          .on(ContextsRequested.class, attempt(AttemptState::requested))
          .on(ContextReceived.class, attempt(AttemptState::received))
          .on(ContextMoved.class, attempt(AttemptState::moved))
          .on(SwitchoverAcknowledged.class, attempt(AttemptState::acknowledged))
          .on(TransferEnded.class, attempt(AttemptState::transferred))
          .on(WaitEnded.class, attempt(AttemptState::waited))
          .on(GuestThrottled.class, attempt(AttemptState::throttled))
          .on(RoundFinished.class, attempt(AttemptState::roundFinished))
          .on(FinalMemorySent.class, attempt(AttemptState::finalMemorySent))
          .on(PostCopyPaused.class, attempt(AttemptState::paused))
          .on(PostCopyResumed.class, attempt(AttemptState::goesOn))
          .on(SourceKept.class, attempt(AttemptState::kept))
          .on(PostCopyFinished.class, attempt(AttemptState::postCopyFinished))
          .on(QuestionAnswered.class, attempt(AttemptState::answered))
          .on(QuestionRefused.class, attempt(AttemptState::refused))
          .on(UndoBegun.class, attempt(AttemptState::undoBegun))
          .on(UndoEntered.class, attempt(AttemptState::undoEntered))
          .on(GuestResumed.class, attempt(AttemptState::resumed))
          .on(
              MigrationCompleted.class,
              (state, at, end) -> state.ended(at, end, Outcome.COMPLETED, ""))
          .on(
              MigrationFailed.class,
              (state, at, end) -> state.ended(at, end, Outcome.FAILED, end.reason()))
          .on(
              MigrationRolledBack.class,
              (state, at, end) -> state.ended(at, end, Outcome.ROLLED_BACK, end.reason()))
          .on(GuestLost.class, (state, at, end) -> state.ended(at, end, Outcome.LOST, end.reason()))
          .on(HostGivenUp.class, MigrationState::givenUp)
          .on(DevicesSuspended.class, attempt(AttemptState::suspended))
          .on(RestartBegun.class, MigrationState::restartBegun)
          .on(GuestRestarted.class, (state, at, end) -> state.restarted(Outcome.COMPLETED, ""))
          .on(
              RestartFailed.class,
              (state, at, end) -> state.restarted(Outcome.FAILED, end.reason()))
          .on(FaultTriggered.class, MigrationState::triggered)
          .ignoring(FaultAimed.class, DeviceWritesFound.class, PrecopyInfo.class)
          .total();

  private final transient MigrationContext context;
  private Optional<AttemptState> attempt = Optional.empty();

  /** Of the hosts of the attempt that begins next. */
  private KindsMet kinds = new KindsMet(0, 0);

  /** How often each phase was entered, in all attempts together. */
  private final Map<Phase, Integer> times = new EnumMap<>(Phase.class);

  /** What it has to start anew, while it does. */
  private Optional<RestartBegun> restart = Optional.empty();

  /** How the last attempt ended, or the last start of a lost guest. */
  record Ending(Outcome outcome, String reason) {}

  /** Empty while an attempt is under way. */
  private Optional<Ending> ending = Optional.empty();

  private int lastAttempt;

  MigrationState(MigrationContext context) {
    this.context = context;
  }

  @Override
  public void evolve(SimTime at, Event event) {
    EVENTS.handle(this, at, (MigrationEvent) event);
  }

  private void begun(SimTime at, AttemptBegun begun) {
    attempt = Optional.of(new AttemptState(context, begun, kinds));
    lastAttempt = begun.attempt();
    ending = Optional.empty();
  }

  private void ended(SimTime at, MigrationEvent end, Outcome outcome, String reason) {
    attempt.orElseThrow().ended(at, end);
    ending = Optional.of(new Ending(outcome, reason));
  }

  private void restartBegun(SimTime at, RestartBegun begun) {
    restart = Optional.of(begun);
    lastAttempt = begun.attempt();
    ending = Optional.empty();
  }

  private void restarted(Outcome outcome, String reason) {
    restart = Optional.empty();
    ending = Optional.of(new Ending(outcome, reason));
  }

  /** The number of the attempt that began last; 0 before the first. */
  int lastAttempt() {
    return lastAttempt;
  }

  Optional<Ending> ending() {
    return ending;
  }

  /** To the fleet. */
  SimDuration remoteCall() {
    return context.settings().remoteCall();
  }

  private void triggered(SimTime at, FaultTriggered triggered) {
    boolean kills =
        context.settings().faults().stream()
            .filter(fault -> fault.fault() == triggered.fault())
            .anyMatch(fault -> fault.blow() instanceof Blow.OnReceiver);
    if (kills) {
      attempt.orElseThrow().receiverKilled();
    }
  }

  private void entered(SimTime at, PhaseEntered entered) {
    times.merge(Phase.of(entered.phase()), 1, Integer::sum);
    attempt.orElseThrow().entered(at, entered);
  }

  /** How often a phase was entered, in all attempts together. */
  int timesIn(Phase phase) {
    return times.getOrDefault(phase, 0);
  }

  private static <E> Handler<MigrationState, SimTime, E> attempt(
      Handler<AttemptState, SimTime, E> change) {
    return (state, at, event) -> change.handle(state.attempt.orElseThrow(), at, event);
  }

  private void givenUp(SimTime at, HostGivenUp gone) {
    attempt.ifPresent(which -> which.givenUp(at, gone));
  }

  /** The guest that is being started anew; empty for a migration. */
  Optional<RestartBegun> restart() {
    return restart;
  }

  /** The latest attempt; empty before the first. */
  Optional<AttemptState> attempt() {
    return attempt;
  }

  /** Whether the latest attempt is on its way back, or ended so. */
  boolean isTakenBack() {
    return attempt.flatMap(AttemptState::undoing).isPresent();
  }

  /** Whether it is over, and may still be answered what it had asked a host that was gone. */
  boolean isPastAnswers() {
    return attempt
        .filter(AttemptState::isOver)
        .filter(over -> over.isGone(Side.SOURCE) || over.isGone(Side.DESTINATION))
        .isPresent();
  }
}
