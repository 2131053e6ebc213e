package io.godwit.model.strategy;

import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.ThrottlingRule;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.SupervisedSession;
import io.godwit.model.precopy.Supervisor;
import io.godwit.model.precopy.Turn;
import io.godwit.model.strategy.Orchestrators.Rules;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * Raises the downtime limit step by step, and acts when the time is up or nothing moves.
 *
 * @param step of the downtime limit that holds now, from 0
 * @param progressAt when a byte was last sent
 * @param acted whether the time was up before
 */
record Orchestrator(Rules rules, ByteCount memory, int step, SimDuration progressAt, boolean acted)
    implements Supervisor {

  private static final SimDuration POLL = SimDuration.ofMillis(500);

  /** QEMU's own bound on its downtime-limit. */
  private static final SimDuration MOST_DOWNTIME = SimDuration.ofSeconds(2000);

  private static final long GIB = 1L << 30;
  private static final long LEAST_GIB = 2;

  static Turn watch(Turn first, Rules rules, ByteCount memory, Tuning tuning) {
    var watcher = new Orchestrator(rules, memory, 0, SimDuration.ZERO, false);
    Turn begun =
        rules.steps() > 0
            ? first.by(first.session().with(new DowntimeLimit(watcher.limit())))
            : first;
    return SupervisedSession.begin(
        rules.autoConverge()
            ? begun.by(begun.session().with(new ThrottlingRule(tuning.throttling())))
            : begun,
        watcher);
  }

  @Override
  public Ruling rule(Turn turn, Sent sent, SimDuration ran) {
    if (!(turn.step() instanceof Step.Send) && !(turn.step() instanceof Step.Wait)) {
      return Ruling.letBe(turn, this);
    }
    SimDuration moved = sent.bytes().isZero() && !ran.isZero() ? progressAt : ran;
    if (ran.minus(moved).compareTo(rules.progressTimeout()) > 0) {
      return Ruling.letBe(turn.givenUp("nothing sent for " + rules.progressTimeout()), this);
    } else if (!acted && ran.compareTo(timeout()) > 0) {
      return Ruling.letBe(act(turn), new Orchestrator(rules, memory, step, moved, true));
    }
    return raised(turn, moved, ran);
  }

  private Ruling raised(Turn turn, SimDuration moved, SimDuration ran) {
    if (rules.steps() == 0) {
      return new Ruling(turn, new Orchestrator(rules, memory, step, moved, acted), POLL);
    }
    int due = (int) Math.min(rules.steps(), ran.nanos() / stepLength().nanos());
    var next = new Orchestrator(rules, memory, due, moved, acted);
    Turn limited =
        due > step ? turn.by(turn.session().with(new DowntimeLimit(next.limit()))) : turn;
    return new Ruling(limited, next, POLL);
  }

  private Turn act(Turn turn) {
    return switch (rules.action()) {
      case ABORT -> turn.givenUp("not converged within " + timeout());
      case STOP_GUEST -> turn.stopped();
      case POST_COPY -> turn.leftBehind();
      case SWITCH_OVER -> turn.by(turn.session().with(new DowntimeLimit(alwaysEnough())));
    };
  }

  private SimDuration alwaysEnough() {
    SimDuration twice = timeout().times(2);
    return twice.compareTo(MOST_DOWNTIME) < 0 ? twice : MOST_DOWNTIME;
  }

  private SimDuration timeout() {
    return rules.timeoutPerUnit().times(rules.units(memory));
  }

  /** Nova's delay is for each GiB, of which a guest has two or more. */
  private SimDuration stepLength() {
    return rules.stepPerGib().times(Math.max(LEAST_GIB, (memory.bytes() + GIB - 1) / GIB));
  }

  /** Nova's ramp: the base and the offset of a step, both in whole milliseconds. */
  private SimDuration limit() {
    long most = rules.downtime().nanos();
    long base = most / rules.steps();
    return SimDuration.ofNanos(base + (most - base) / rules.steps() * step);
  }
}
