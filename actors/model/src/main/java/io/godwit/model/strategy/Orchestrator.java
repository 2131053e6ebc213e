package io.godwit.model.strategy;

import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.ThrottlingRule;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.SupervisedSession;
import io.godwit.model.precopy.Supervisor;
import io.godwit.model.precopy.Turn;
import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.model.strategy.Orchestration.Deed;
import io.godwit.model.strategy.Orchestration.Measure;
import io.godwit.model.strategy.Orchestration.Trigger;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * Raises the downtime limit, and acts when the time is up, nothing moves or rounds do not help.
 *
 * @param memory of the guest
 * @param step of the ramp that holds now, from 0
 * @param acted whether the time was up before
 * @param ahead of the schedule
 * @param seen of the migration so far
 */
record Orchestrator(
    Orchestration rules,
    ByteCount memory,
    int step,
    boolean acted,
    List<Measure> ahead,
    Course seen)
    implements Supervisor {

  /** QEMU's own bound on its downtime-limit. */
  private static final SimDuration MOST_DOWNTIME = SimDuration.ofSeconds(2000);

  static Turn watch(Turn first, Orchestration rules, ByteCount memory, Tuning tuning) {
    var watcher = new Orchestrator(rules, memory, 0, false, rules.schedule(), Course.NONE);
    Turn begun = rules.ramp().steps() > 0 ? limited(first, rules.ramp().limit(0)) : first;
    return SupervisedSession.begin(
        rules.autoConverge()
            ? begun.by(begun.session().with(new ThrottlingRule(tuning.throttling())))
            : begun,
        watcher);
  }

  @Override
  public Ruling rule(Turn turn, Sent sent, SimDuration ran) {
    Orchestrator now = seeing(seen.plus(turn.rounds(), sent, ran));
    if (!(turn.step() instanceof Step.Send) && !(turn.step() instanceof Step.Wait)) {
      return Ruling.letBe(turn, now);
    } else if (ran.minus(now.seen.movedAt()).compareTo(rules.progressTimeout()) >= 0) {
      return Ruling.letBe(turn.givenUp("nothing sent for " + rules.progressTimeout()), now);
    } else if (!acted && ran.compareTo(timeout()) >= 0) {
      return Ruling.letBe(
          now.act(turn, rules.timeout().action(), "not converged within " + timeout()),
          now.with(step, true, ahead));
    }
    return now.raised(turn, ran).scheduled(ran);
  }

  private Orchestrator seeing(Course course) {
    return new Orchestrator(rules, memory, step, acted, ahead, course);
  }

  private Orchestrator with(int nextStep, boolean hasActed, List<Measure> left) {
    return new Orchestrator(rules, memory, nextStep, hasActed, left, seen);
  }

  /** A turn, and who watches the next one. */
  private record Watched(Turn turn, Orchestrator by) {

    /** Takes the measures that are due, one after the other. */
    Ruling scheduled(SimDuration ran) {
      Watched now = this;
      while (now.by.isDue(ran) && !(now.turn.step() instanceof Step.GiveUp)) {
        now = now.by.taken(now.turn, ran);
      }
      return new Ruling(now.turn, now.by, now.by.lookAgain(ran));
    }
  }

  private Watched raised(Turn turn, SimDuration ran) {
    if (rules.ramp().steps() == 0) {
      return new Watched(turn, this);
    }
    int due = (int) Math.min(rules.ramp().steps(), ran.nanos() / stepLength().nanos());
    return new Watched(
        due > step ? limited(turn, rules.ramp().limit(due)) : turn, with(due, acted, ahead));
  }

  private boolean isDue(SimDuration ran) {
    if (ahead.isEmpty()) {
      return false;
    }
    Trigger next = ahead.get(0).trigger();
    if (next instanceof Trigger.After after) {
      return after.time().compareTo(ran) <= 0;
    }
    int count =
        next instanceof Trigger.Rounds rounds
            ? seen.rounds() - rounds.count()
            : seen.stalled() - ((Trigger.Stalled) next).count();
    return count >= 0 && seen.maySeeRounds(ran, rules.poll());
  }

  private Watched taken(Turn turn, SimDuration ran) {
    Measure measure = ahead.get(0);
    boolean ofRounds = !(measure.trigger() instanceof Trigger.After);
    Orchestrator next =
        with(step, acted, ahead.subList(1, ahead.size()))
            .seeing(ofRounds ? seen.looked(ran) : seen);
    Turn changed =
        measure.deed() instanceof Deed.SetDowntime downtime
            ? limited(turn, downtime.limit())
            : act(turn, ((Deed.Act) measure.deed()).action(), "not converged " + soFar(ran));
    return new Watched(changed, next);
  }

  private String soFar(SimDuration ran) {
    return "in %s and %s".formatted(Counted.of(seen.rounds(), "round"), ran);
  }

  private Turn act(Turn turn, Action action, String why) {
    return switch (action) {
      case ABORT -> turn.givenUp(why);
      case PAUSE -> turn.stopped();
      case POST_COPY -> turn.leftBehind();
      case SWITCH_OVER -> limited(turn, alwaysEnough());
    };
  }

  private static Turn limited(Turn turn, SimDuration downtime) {
    return turn.by(turn.session().with(new DowntimeLimit(downtime)));
  }

  private SimDuration alwaysEnough() {
    boolean isShort = timeout().compareTo(SimDuration.ofNanos(MOST_DOWNTIME.nanos() / 2)) < 0;
    return isShort ? timeout().times(2) : MOST_DOWNTIME;
  }

  private SimDuration timeout() {
    return rules.timeout().of(memory);
  }

  private SimDuration stepLength() {
    return rules.timeout().step(rules.ramp().perUnit(), memory);
  }

  /** Until the next thing that may have to be done, whatever the engine does meanwhile. */
  private SimDuration lookAgain(SimDuration ran) {
    SimDuration wait = acted ? Step.FOR_EVER : until(timeout(), ran, Step.FOR_EVER);
    if (!rules.progressTimeout().equals(Step.FOR_EVER)) {
      wait = until(seen.movedAt().plus(rules.progressTimeout()), ran, wait);
    }
    if (step < rules.ramp().steps()) {
      wait = until(stepLength().times(step + 1), ran, wait);
    }
    if (!ahead.isEmpty()) {
      Trigger next = ahead.get(0).trigger();
      wait =
          until(
              next instanceof Trigger.After after ? after.time() : ran.plus(rules.poll()),
              ran,
              wait);
    }
    return wait;
  }

  private static SimDuration until(SimDuration time, SimDuration ran, SimDuration otherwise) {
    SimDuration left = SimDuration.ofNanos(Math.max(1, time.nanos() - ran.nanos()));
    return left.compareTo(otherwise) < 0 ? left : otherwise;
  }
}
