package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.SupervisedSession;
import io.godwit.model.precopy.Supervisor;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimDuration;

/** One round of pre-copy; then the guest moves, and what it wrote meanwhile follows it. */
final class Hybrid implements MemoryStrategy {

  @Override
  public Turn begin(CopyTask task) {
    return SupervisedSession.begin(task.begin(ConvergenceAids.NONE), new AfterFirstRound());
  }

  private record AfterFirstRound() implements Supervisor {
    @Override
    public Ruling rule(Turn turn, Sent sent, SimDuration ran) {
      boolean due = !turn.rounds().isEmpty() && !(turn.step() instanceof Step.StopGuest);
      return Ruling.letBe(due ? turn.leftBehind() : turn, this);
    }
  }
}
