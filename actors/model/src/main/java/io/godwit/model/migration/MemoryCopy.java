package io.godwit.model.migration;

import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.network.FabricMessage.FlowEnded;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Step;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/** Sends the guest's memory while it runs: does what the engine asks, and tells it what came of it. */
final class MemoryCopy {

  private final Attempt attempt;

  MemoryCopy(Attempt attempt) {
    this.attempt = attempt;
  }

  void begin(PreCopySession session) {
    attempt.underway().session = Optional.of(session);
    perform(session.begin(attempt.now));
  }

  void sent(FlowEnded ended) {
    PreCopySession session = attempt.underway().session.orElseThrow();
    Step next = session.next(ended.sent(), ended.took(), attempt.now);
    session
        .finishedRound()
        .ifPresent(
            round ->
                attempt.decision.record(
                    new RoundFinished(round.round(), round.sent(), round.dirtied(), round.took())));
    perform(next);
  }

  void waitOver(MigrationMessage.WaitOver over) {
    if (over.attempt() == attempt.underway().attempt
        && attempt.underway().undoing.isEmpty()) {
      PreCopySession session = attempt.underway().session.orElseThrow();
      perform(session.next(ByteCount.ZERO, SimDuration.ZERO, attempt.now));
    }
  }

  private void perform(Step step) {
    if (step instanceof Step.StopGuest) {
      attempt.underway().guestMayStop = true;
      attempt.stopGuestWhenReady();
    } else if (step instanceof Step.GiveUp giveUp) {
      attempt.fail(giveUp.reason());
    } else if (attempt.timeLeft().isZero()) {
      attempt.fail(attempt.timeoutText());
    } else if (step instanceof Step.Send send) {
      SimDuration left = attempt.timeLeft();
      SimDuration atMost =
          send.atMost().filter(asked -> asked.compareTo(left) < 0).orElse(left);
      attempt.underway().memoryFlow =
          attempt.startFlow(send.bytes(), send.cap(), Optional.of(atMost));
    } else if (step instanceof Step.Wait wait) {
      attempt.toSelf(
          wait.length(), new MigrationMessage.WaitOver(attempt.underway().attempt));
    }
  }
}
