package io.godwit.model.migration;

import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.precopy.PreCopySession;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/**
 * Sends the guest's memory while it runs: does what the engine asks, and tells it what came of it.
 */
final class MemoryCopy {

  private final Attempt attempt;

  MemoryCopy(Attempt attempt) {
    this.attempt = attempt;
  }

  void begin(Turn first) {
    take(first);
  }

  void sent(FlowEnded ended) {
    answer(ended.sent());
  }

  void waitOver(MigrationMessage.WaitOver over) {
    if (over.attempt() == attempt.underway().attempt && attempt.underway().undoing.isEmpty()) {
      answer(ByteCount.ZERO);
    }
  }

  private void answer(ByteCount sent) {
    PreCopySession session = attempt.underway().session.orElseThrow();
    SimDuration elapsed = attempt.now.since(attempt.underway().askedAt);
    take(session.next(new Sent(sent, elapsed), attempt.now));
  }

  private void take(Turn turn) {
    attempt.underway().session = Optional.of(turn.session());
    attempt.underway().askedAt = attempt.now;
    if (turn.throttlePercent() != attempt.underway().throttlePercent) {
      attempt.underway().throttlePercent = turn.throttlePercent();
      attempt.decision.record(new GuestThrottled(turn.throttlePercent()));
    }
    turn.rounds()
        .forEach(
            round ->
                attempt.decision.record(
                    new RoundFinished(round.round(), round.sent(), round.dirtied(), round.took())));
    if (!turn.rounds().isEmpty()) {
      attempt.contexts.readAgain();
    }
    perform(turn.step());
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
      attempt.calls.startMemoryFlow(
          new Step.Send(
              send.bytes(), send.cap(), send.atMost().compareTo(left) < 0 ? send.atMost() : left));
    } else if (step instanceof Step.Wait wait) {
      attempt.calls.toSelf(
          wait.length(), new MigrationMessage.WaitOver(attempt.underway().attempt));
    }
  }
}
