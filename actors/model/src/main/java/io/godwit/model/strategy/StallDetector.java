package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.RoundReport;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.SupervisedSession;
import io.godwit.model.precopy.Supervisor;
import io.godwit.model.precopy.Turn;
import io.godwit.model.strategy.Tuning.Stall;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import java.util.Optional;

/**
 * Pre-copy until it makes no progress any more; then, at the next moment that is as good as the
 * best one seen, the guest stops if that promises an acceptable downtime. If it promises up to half
 * as much again, the acceptable one becomes the downtime limit and the hypervisor has a minute to
 * find a moment for it; beyond that the attempt ends (KubeVirt's stall detector).
 */
final class StallDetector implements MemoryStrategy {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** In which the switch-over must begin once the limit is set. */
  private static final SimDuration TO_SWITCH_OVER = SimDuration.ofSeconds(60);

  @Override
  public Turn begin(CopyTask task) {
    return SupervisedSession.begin(
        task.begin(ConvergenceAids.NONE), Watch.over(task.tuning().stall()));
  }

  /**
   * What was seen so far.
   *
   * @param best the least dirty memory at the end of a round
   * @param bestAt when that was
   * @param patience what it has been cut down to
   * @param bandwidth weighted mean of the rounds in bytes a second, each new one counting 40 %
   */
  private record Watch(
      Stall rule, long best, SimDuration bestAt, SimDuration patience, long bandwidth)
      implements Supervisor {

    static Watch over(Stall rule) {
      return new Watch(rule, Long.MAX_VALUE, SimDuration.ZERO, rule.patience(), 0);
    }

    @Override
    public Ruling rule(Turn turn, Sent sent, SimDuration ran) {
      Optional<RoundReport> round = turn.rounds().stream().reduce((first, second) -> second);
      boolean goesOn = turn.step() instanceof Step.Send || turn.step() instanceof Step.Wait;
      return round.isEmpty() || !goesOn
          ? Ruling.letBe(turn, this)
          : afterRound(turn, round.get(), ran);
    }

    private Ruling afterRound(Turn turn, RoundReport round, SimDuration ran) {
      long left = round.dirtied().bytes();
      Watch seen = withBandwidth(round);
      if (left < best / 100 * (100 - rule.marginPercent())) {
        return Ruling.letBe(turn, new Watch(rule, left, ran, patience, seen.bandwidth));
      } else if (ran.minus(bestAt).compareTo(patience) < 0) {
        return Ruling.letBe(turn, seen);
      } else if (left <= best / 100 * (100 + rule.marginPercent())) {
        return seen.decide(turn, left, ran);
      }
      var half = SimDuration.ofNanos(patience.nanos() / 2);
      return Ruling.letBe(turn, new Watch(rule, left, ran, half, seen.bandwidth));
    }

    private Watch withBandwidth(RoundReport round) {
      if (round.took().isZero()) {
        return this;
      }
      long now =
          WideMath.multiplyDivideFloor(
              round.sent().bytes(), NANOS_PER_SECOND, round.took().nanos());
      long mean = bandwidth == 0 ? now : (now * 2 + bandwidth * 3) / 5;
      return new Watch(rule, best, bestAt, patience, mean);
    }

    private Ruling decide(Turn turn, long left, SimDuration ran) {
      long nanos = WideMath.multiplyDivideFloor(left, NANOS_PER_SECOND, Math.max(1, bandwidth));
      SimDuration downtime = SimDuration.ofNanos(nanos);
      SimDuration most = rule.maxDowntime();
      if (downtime.compareTo(most) <= 0) {
        return Ruling.letBe(turn.stopped(), this);
      } else if (nanos <= most.nanos() / 2 * 3) {
        Turn limited = turn.by(turn.session().with(new DowntimeLimit(most)));
        return new Ruling(limited, new Deadline(most, ran.plus(TO_SWITCH_OVER)), TO_SWITCH_OVER);
      }
      return Ruling.letBe(
          turn.givenUp(
              "stalled: it would stand for %s, and 1.5 times the maximum downtime of %s is the most"
                  .formatted(downtime, most)),
          this);
    }
  }

  /** The limit is set; the switch-over has until {@code end} to begin. */
  private record Deadline(SimDuration limit, SimDuration end) implements Supervisor {

    @Override
    public Ruling rule(Turn turn, Sent sent, SimDuration ran) {
      boolean goesOn = turn.step() instanceof Step.Send || turn.step() instanceof Step.Wait;
      if (!goesOn) {
        return Ruling.letBe(turn, this);
      } else if (ran.compareTo(end) < 0) {
        return new Ruling(turn, this, end.minus(ran));
      }
      return Ruling.letBe(
          turn.givenUp(
              "stalled: within %s there was no moment to stop for %s"
                  .formatted(TO_SWITCH_OVER, limit)),
          this);
    }
  }
}
