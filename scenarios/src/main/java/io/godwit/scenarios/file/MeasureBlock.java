package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.model.strategy.Orchestration.Deed;
import io.godwit.model.strategy.Orchestration.Measure;
import io.godwit.model.strategy.Orchestration.Trigger;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Whole;
import java.util.Optional;
import java.util.stream.Stream;

/** One thing that an orchestrator does, and when. */
final class MeasureBlock {

  static final Section SECTION = new Section("measure");

  private static final Key<SimDuration> AFTER =
      SECTION.optional("after", DURATION, "since the first copy began");

  private static final Key<Long> ROUNDS =
      SECTION.optional(
          "rounds", new Whole(1, 1_000_000), "once so many have ended (QEMU: dirty syncs)");

  private static final Key<Long> STALLED =
      SECTION.optional(
          "stalled", new Whole(1, 1_000_000), "once so many left no less than the best");

  private static final Key<SimDuration> DOWNTIME_LIMIT =
      SECTION.optional("downtime-limit", POSITIVE_DURATION, "from then on");

  private static final Key<Action> ACTION =
      SECTION.optional("action", OrchestrationBlock.ACTIONS, "what is done then");

  private MeasureBlock() {}

  static Measure build(Values measure, boolean devices) {
    return new Measure(
        trigger(measure),
        measure
            .maybe(ACTION)
            .<Deed>map(action -> new Deed.Act(OrchestrationBlock.withOrWithout(devices, action)))
            .orElseGet(() -> new Deed.SetDowntime(measure.get(DOWNTIME_LIMIT))));
  }

  private static Trigger trigger(Values measure) {
    if (measure.has(ROUNDS)) {
      return new Trigger.Rounds(measure.count(ROUNDS));
    } else if (measure.has(STALLED)) {
      return new Trigger.Stalled(measure.count(STALLED));
    }
    return new Trigger.After(measure.get(AFTER));
  }

  static boolean looksAtRounds(Values measure) {
    return measure.hasAny(ROUNDS, STALLED);
  }

  static boolean isPostCopy(Values measure) {
    return measure.maybe(ACTION).equals(Optional.of(Action.POST_COPY));
  }

  /** Whether it sets the downtime limit before anything is copied. */
  static boolean setsFirstLimit(Values measure) {
    return measure.has(DOWNTIME_LIMIT)
        && measure.maybe(AFTER).equals(Optional.of(SimDuration.ZERO));
  }

  static void check(Binder binder, Values measure) {
    long triggers = Stream.of(AFTER, ROUNDS, STALLED).filter(measure::has).count();
    long deeds = Stream.of(DOWNTIME_LIMIT, ACTION).filter(measure::has).count();
    boolean isRefused = measure.isAnyRefused(AFTER, ROUNDS, STALLED, DOWNTIME_LIMIT, ACTION);
    if (!isRefused && (triggers != 1 || deeds != 1)) {
      binder.problem(
          measure.place(),
          measure.path(),
          "say when, by one of after, rounds and stalled, and what: downtime-limit or action");
    }
  }
}
