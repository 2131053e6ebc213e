package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.RATE;

import io.godwit.model.fleet.Limits;
import io.godwit.model.unit.ByteRate;
import io.godwit.scenarios.file.ValueType.Whole;

/** How many migrations run at once, of a plan or of all. */
final class LimitsBlock {

  private static final Whole AT_ONCE = new Whole(1, 1_000_000);

  /** Of a plan. */
  static final Section SECTION = new Section("limits");

  /** Of all plans together. */
  static final Section OF_FLEET = new Section("fleet-limits");

  private static final Key<Long> PER_SOURCE =
      SECTION.withDefault(
          "per-source",
          AT_ONCE,
          "2",
          "leaving one host, of whichever plan; who is started anew leaves none");

  private static final Key<Long> PER_DESTINATION =
      SECTION.withDefault("per-destination", AT_ONCE, "2", "arriving at one host, likewise");

  static final Key<Long> TOTAL = SECTION.withDefault("total", AT_ONCE, "64", "of the plan");

  static {
    OF_FLEET.later(PER_SOURCE, "leaving one host; without it only plans limit that");
    OF_FLEET.later(PER_DESTINATION, "arriving at one host, likewise");
    OF_FLEET.later(TOTAL, "of all plans together");
  }

  private static final Key<Long> PER_UPLINK =
      SECTION.optional(
          "per-uplink", AT_ONCE, "crossing one uplink of a rack in one direction; else any number");

  private static final Key<ByteRate> MIN_RATE =
      SECTION.optional(
          "min-rate",
          RATE,
          "a migration begins only where every link on its way has so much left, and holds it");

  static {
    OF_FLEET.add(PER_UPLINK);
    OF_FLEET.add(MIN_RATE);
  }

  private LimitsBlock() {}

  /** A limit that is not there limits nothing. */
  static Limits build(Values limits) {
    return new Limits(
        count(limits, PER_SOURCE),
        count(limits, PER_DESTINATION),
        count(limits, TOTAL),
        count(limits, PER_UPLINK),
        limits.or(MIN_RATE, ByteRate.ZERO));
  }

  /** Of a plan: its own, else the orchestrator's if it has one. */
  static Limits build(Values own, Values orchestration) {
    Limits limits = build(own);
    return new Limits(
        orOf(orchestration, OrchestrationBlock.PARALLEL_PER_SOURCE, own, PER_SOURCE),
        orOf(orchestration, OrchestrationBlock.PARALLEL_PER_DESTINATION, own, PER_DESTINATION),
        orOf(orchestration, OrchestrationBlock.PARALLEL, own, TOTAL),
        limits.perUplink(),
        limits.minRate());
  }

  private static int orOf(Values orchestration, Key<Long> its, Values own, Key<Long> key) {
    return own.given(key).isEmpty() && orchestration.has(its)
        ? orchestration.count(its)
        : count(own, key);
  }

  private static int count(Values limits, Key<Long> key) {
    return limits.has(key) ? limits.count(key) : Limits.NONE;
  }
}
