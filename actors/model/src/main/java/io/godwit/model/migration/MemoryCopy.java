package io.godwit.model.migration;

import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;

/** How the guest's memory is sent while it runs: as the engine asks, within the attempt's time. */
final class MemoryCopy {

  private MemoryCopy() {}

  /** The engine's answer, with a step that ends when the time that is left does. */
  static Turn within(SimDuration timeLeft, Turn turn, MigrationPolicy policy) {
    boolean takesTime = turn.step() instanceof Step.Send || turn.step() instanceof Step.Wait;
    if (takesTime && timeLeft.isZero()) {
      return policy.onTimeout() == NoConvergence.STOP_ANYWAY
          ? turn.stopped()
          : turn.givenUp("not converged within " + policy.timeoutPerGib() + " a GiB");
    }
    if (turn.step() instanceof Step.Send send && send.atMost().compareTo(timeLeft) > 0) {
      var shorter = new Step.Send(send.bytes(), send.cap(), timeLeft);
      return new Turn(turn.session(), shorter, turn.rounds(), turn.throttlePercent());
    }
    return turn;
  }

  /** What the engine's last answer tells of the guest and of rounds that ended. */
  static List<MigrationEvent> news(MemoryState memory) {
    Turn turn = memory.turn();
    var news = new ArrayList<MigrationEvent>();
    if (turn.throttlePercent() != memory.throttlePercent()) {
      news.add(new GuestThrottled(turn.throttlePercent()));
    }
    turn.rounds()
        .forEach(
            round ->
                news.add(
                    new RoundFinished(round.round(), round.sent(), round.dirtied(), round.took())));
    return news;
  }
}
