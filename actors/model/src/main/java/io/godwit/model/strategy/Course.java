package io.godwit.model.strategy;

import io.godwit.model.precopy.RoundReport;
import io.godwit.model.precopy.Sent;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * What an orchestrator has seen of a migration.
 *
 * @param movedAt when a byte was last sent
 * @param rounds that have ended
 * @param best the least that one of them left, in bytes
 * @param stalled how many of them left no less than the best before them
 * @param lookedAt when it last did something about rounds
 * @param roundsThen how many there were
 */
record Course(
    SimDuration movedAt, int rounds, long best, int stalled, SimDuration lookedAt, int roundsThen) {

  static final Course NONE =
      new Course(SimDuration.ZERO, 0, Long.MAX_VALUE, 0, SimDuration.ZERO, 0);

  Course plus(List<RoundReport> ended, Sent sent, SimDuration ran) {
    long least = best;
    int more = stalled;
    for (RoundReport round : ended) {
      more += round.dirtied().bytes() < least ? 0 : 1;
      least = Math.min(least, round.dirtied().bytes());
    }
    SimDuration moved = sent.bytes().isZero() ? movedAt : ran;
    return new Course(moved, rounds + ended.size(), least, more, lookedAt, roundsThen);
  }

  /** Whether rounds that have ended are to be acted on: at each look, and on new ones only. */
  boolean maySeeRounds(SimDuration ran, SimDuration poll) {
    return rounds > roundsThen && ran.minus(lookedAt).compareTo(poll) >= 0;
  }

  Course looked(SimDuration ran) {
    return new Course(movedAt, rounds, best, stalled, ran, rounds);
  }
}
