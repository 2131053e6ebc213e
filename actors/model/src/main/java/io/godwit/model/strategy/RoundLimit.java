package io.godwit.model.strategy;

import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.SupervisedSession;
import io.godwit.model.precopy.Supervisor;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimDuration;

/**
 * Counts rounds for an engine that has no end to them of its own: QEMU's dirty syncs.
 *
 * @param most rounds, after which the attempt counts as not converging
 * @param patience the same for rounds in a row that left no less than the best before them
 * @param otherwise what follows then
 * @param idle rounds in a row without progress so far
 */
public record RoundLimit(
    int most, int patience, NoConvergence otherwise, int rounds, int idle, long best)
    implements Supervisor {

  /** A limit that nothing has counted against yet; {@code Integer.MAX_VALUE} for none. */
  public static RoundLimit of(int most, int patience, NoConvergence otherwise) {
    return new RoundLimit(most, patience, otherwise, 0, 0, Long.MAX_VALUE);
  }

  /** Has it count the rounds of the migration that begins with {@code first}. */
  public Turn watch(Turn first) {
    return Math.min(most, patience) == Integer.MAX_VALUE
        ? first
        : SupervisedSession.begin(first, this);
  }

  @Override
  public Ruling rule(Turn turn, Sent sent, SimDuration ran) {
    long least = best;
    int row = idle;
    for (var round : turn.rounds()) {
      row = round.dirtied().bytes() < least ? 0 : row + 1;
      least = Math.min(least, round.dirtied().bytes());
    }
    int count = rounds + turn.rounds().size();
    var next = new RoundLimit(most, patience, otherwise, count, row, least);
    boolean goesOn = turn.step() instanceof Step.Send || turn.step() instanceof Step.Wait;
    boolean over = goesOn && (count >= most || row >= patience);
    return Ruling.letBe(over ? next.end(turn) : turn, next);
  }

  private Turn end(Turn turn) {
    if (otherwise == NoConvergence.STOP_ANYWAY) {
      return turn.stopped();
    }
    return turn.givenUp(
        rounds >= most
            ? "max-rounds of %d reached".formatted(most)
            : "no progress in %s (patience)".formatted(Counted.of(idle, "round")));
  }
}
