package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.SIZE;

import io.godwit.model.precopy.Step;
import io.godwit.model.strategy.Orchestration;
import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.model.strategy.Orchestration.Ramp;
import io.godwit.model.strategy.Orchestration.Size;
import io.godwit.model.strategy.Orchestration.Timeout;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import java.util.List;

/** The parameters of an orchestrator; those that are not given are its own. */
final class OrchestrationBlock {

  static final Section SECTION = new Section("orchestration");

  static final Word<Action> ACTIONS = Word.of(Action.values(), Action::word);

  private static final Whole AT_ONCE = new Whole(1, 1_000_000);

  private static final String RETRIES = "retry";

  private static final Need HAS_TIMEOUT =
      new Need(
          way ->
              way.orchestration()
                  .hasAny(OrchestrationBlock.TIMEOUT, OrchestrationBlock.TIMEOUT_PER_GIB),
          way ->
              "orchestrator %s has no timeout; set migration.orchestration.timeout or timeout-per-gib, or"
                      .formatted(way.orchestrator().word())
                  + " leave it out");

  private static final Need HAS_RAMP =
      new Need(
          way ->
              way.orchestration()
                  .has(
                      OrchestrationBlock.DOWNTIME,
                      OrchestrationBlock.DOWNTIME_STEPS,
                      OrchestrationBlock.DOWNTIME_DELAY),
          way ->
              "a limit that rises needs downtime, downtime-steps and downtime-delay; set all"
                  + " three, or memory.downtime-limit for one that stays");

  private static final Need COUNTS_MEMORY =
      new Need(
          way ->
              way.orchestration()
                  .hasAny(OrchestrationBlock.TIMEOUT_PER_GIB, OrchestrationBlock.DOWNTIME_STEPS),
          way ->
              "orchestrator %s counts no memory; set migration.orchestration.timeout-per-gib, or leave it out"
                  .formatted(way.orchestrator().word()));

  static final Key<SimDuration> TIMEOUT =
      SECTION.optional(
          "timeout",
          POSITIVE_DURATION,
          "of an attempt's copying, whatever the guest",
          Need.GOES_ON);

  static final Key<SimDuration> TIMEOUT_PER_GIB =
      SECTION.optional(
          "timeout-per-gib",
          POSITIVE_DURATION,
          "of guest memory; of two timeouts the shorter",
          Need.GOES_ON);

  private static final Key<ByteCount> GIB =
      SECTION.optional(
          "gib",
          SIZE,
          "what it calls a GiB; guests are rounded up to whole ones",
          Need.GOES_ON,
          COUNTS_MEMORY);

  private static final Key<ByteCount> LEAST_MEMORY =
      SECTION.optional("least-memory", SIZE, "no guest counts less", Need.GOES_ON, COUNTS_MEMORY);

  static final Key<Action> ON_TIMEOUT =
      SECTION.optional("on-timeout", ACTIONS, "what follows a timeout", Need.GOES_ON, HAS_TIMEOUT);

  static final Key<Action> ON_TIMEOUT_WITH_DEVICES =
      SECTION.optional(
          "on-timeout-with-devices",
          ACTIONS,
          "the same for guests with devices, which no post-copy moves; else as on-timeout, or"
              + " abort in place of post-copy",
          Need.GOES_ON,
          HAS_TIMEOUT);

  private static final Key<SimDuration> PROGRESS_TIMEOUT =
      SECTION.optional(
          "progress-timeout",
          POSITIVE_DURATION,
          "without a byte, that ends an attempt",
          Need.GOES_ON);

  private static final Key<SimDuration> DOWNTIME =
      SECTION.optional(
          "downtime",
          POSITIVE_DURATION,
          "limit at the last of downtime-steps",
          Need.HAS_THRESHOLD,
          HAS_RAMP);

  static final Key<Long> DOWNTIME_STEPS =
      SECTION.optional(
          "downtime-steps",
          new Whole(1, 10_000),
          "even ones, by which the limit rises",
          Need.HAS_THRESHOLD,
          HAS_RAMP);

  private static final Key<SimDuration> DOWNTIME_DELAY =
      SECTION.optional(
          "downtime-delay",
          POSITIVE_DURATION,
          "between two steps, for each GiB of memory",
          Need.HAS_THRESHOLD,
          HAS_RAMP);

  static final Key<List<Values>> SCHEDULE =
      SECTION.optional(
          "schedule",
          ListOf.of(MeasureBlock.SECTION, 1),
          "what is done one after the other, by time or by rounds",
          Need.GOES_ON);

  private static final Key<SimDuration> POLL =
      SECTION.optional(
          "poll",
          POSITIVE_DURATION,
          "between two looks at rounds; one measure at each",
          Need.GOES_ON,
          new Need(
              way -> way.measures().anyMatch(MeasureBlock::looksAtRounds),
              way -> "it is for a schedule by rounds; write one, or leave it out"));

  static final Key<Boolean> AUTO_CONVERGE =
      SECTION.optional(
          "auto-converge",
          new YesOrNo(),
          "whether it throttles guests from the beginning",
          new Need(
              way -> !way.engine().isBare(),
              way ->
                  "engine %s throttles no guest; use another, or leave it out"
                      .formatted(way.engine().word())));

  static final Key<SimDuration> KEEPALIVE =
      SECTION.optional(
          "keepalive",
          POSITIVE_DURATION,
          "without a byte, after which the connection is given up: ends an attempt, undoes it"
              + " while the guest stands, pauses post-copy");

  private static final Key<String> POSTCOPY_RECOVER =
      SECTION.optional(
          "postcopy-recover",
          Word.of(RETRIES, "never"),
          "whether a paused post-copy is taken up again, as often and as late as retry says",
          Need.MAY_POST_COPY);

  static final Key<Long> PARALLEL =
      SECTION.optional("parallel", AT_ONCE, "migrations at once, where a plan says none");

  static final Key<Long> PARALLEL_PER_SOURCE =
      SECTION.optional("parallel-per-source", AT_ONCE, "the same of those leaving a host");

  static final Key<Long> PARALLEL_PER_DESTINATION =
      SECTION.optional("parallel-per-destination", AT_ONCE, "the same of those arriving at one");

  private OrchestrationBlock() {}

  /** Its rules for guests with or without passed-through devices. */
  static Orchestration build(Values values, boolean devices) {
    return new Orchestration(
        new Timeout(
            values.or(TIMEOUT, Step.FOR_EVER),
            values.or(TIMEOUT_PER_GIB, Step.FOR_EVER),
            new Size(values.get(GIB), values.get(LEAST_MEMORY)),
            onTimeout(values, devices)),
        values.or(PROGRESS_TIMEOUT, Step.FOR_EVER),
        values.has(DOWNTIME_STEPS)
            ? new Ramp(
                values.get(DOWNTIME), values.count(DOWNTIME_STEPS), values.get(DOWNTIME_DELAY))
            : Ramp.FLAT,
        values.list(SCHEDULE).stream()
            .map(measure -> MeasureBlock.build(measure, devices))
            .toList(),
        values.get(POLL),
        values.get(AUTO_CONVERGE));
  }

  /** What follows a timeout of a guest; one with devices is never moved by post-copy. */
  private static Action onTimeout(Values values, boolean devices) {
    return devices && values.has(ON_TIMEOUT_WITH_DEVICES)
        ? values.get(ON_TIMEOUT_WITH_DEVICES)
        : withOrWithout(devices, values.get(ON_TIMEOUT));
  }

  static Action withOrWithout(boolean devices, Action action) {
    return devices && action == Action.POST_COPY ? Action.ABORT : action;
  }

  static boolean recovers(Values values) {
    return values.get(POSTCOPY_RECOVER).equals(RETRIES);
  }

  /** Whether it would ask for post-copy of a guest with devices, and has nothing else. */
  static boolean insistsOnPostCopy(Values values) {
    boolean inTime =
        values.get(ON_TIMEOUT) == Action.POST_COPY && !values.has(ON_TIMEOUT_WITH_DEVICES);
    return inTime || values.list(SCHEDULE).stream().anyMatch(MeasureBlock::isPostCopy);
  }
}
