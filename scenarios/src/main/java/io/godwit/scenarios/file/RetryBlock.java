package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.fleet.RetryPolicy;
import io.godwit.model.migration.Recovery;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.YesOrNo;
import io.godwit.scenarios.file.Values.Found;

/** What follows a failed attempt. */
final class RetryBlock {

  static final Section SECTION = new Section("retry");

  static final Key<Long> ATTEMPTS =
      SECTION.withDefault("attempts", new Whole(1, 1_000), "3", "at most, the first included");

  private static final Key<SimDuration> BACKOFF =
      SECTION.withDefault("backoff", POSITIVE_DURATION, "20 s", "before the second attempt");

  private static final Key<Long> FACTOR =
      SECTION.withDefault("factor", new Whole(1, 100), "2", "by which the backoff grows each time");

  private static final Key<Boolean> ELSEWHERE =
      SECTION.withDefault(
          "elsewhere",
          new YesOrNo(),
          "true",
          "whether another host than the one where it failed is tried, if any has room");

  private static final Key<SimDuration> MAX_BACKOFF =
      SECTION.withDefault(
          "max-backoff", POSITIVE_DURATION, "24 h", "that it grows to (an assumption)");

  private static final Key<Long> JITTER =
      SECTION.withDefault(
          "jitter", PERCENT, "0%", "of the wait, added at most, drawn for each further attempt");

  private static final Key<Long> BUDGET =
      SECTION.optional(
          "budget",
          new Whole(0, 1_000_000_000),
          "further attempts at all guests of the run together; without it any number");

  static final Key<SimDuration> TIMEOUT_PER_GIB =
      SECTION.withDefault(
          "timeout-per-gib",
          POSITIVE_DURATION,
          "150 s",
          "of guest memory, for an attempt before its guest stops",
          Need.GOES_ON,
          new Need(
              way -> !MigrationBlock.isInCharge(way.values(), way.orchestrator()),
              way ->
                  "orchestrator %s ends attempts itself; set migration.orchestration.timeout-per-gib or"
                          .formatted(way.orchestrator().word())
                      + " timeout instead"));

  private RetryBlock() {}

  static RetryPolicy build(Values retry) {
    return new RetryPolicy(
        retry.count(ATTEMPTS),
        retry.get(BACKOFF),
        retry.count(FACTOR),
        retry.get(ELSEWHERE),
        retry.get(MAX_BACKOFF),
        retry.count(JITTER),
        retry.or(BUDGET, Long.MAX_VALUE));
  }

  /** How a paused post-copy is taken up again. */
  static Recovery recovery(Values retry) {
    return new Recovery(retry.count(ATTEMPTS) - 1, retry.get(BACKOFF), retry.count(FACTOR));
  }

  static void check(Binder binder, Values retry) {
    if (retry.has(BACKOFF, MAX_BACKOFF)
        && retry.get(MAX_BACKOFF).compareTo(retry.get(BACKOFF)) < 0) {
      Found most = retry.find(MAX_BACKOFF).orElseThrow();
      binder.problem(
          most.given() ? most : retry.find(BACKOFF).orElseThrow(),
          "the backoff begins with more than it may grow to; write a backoff of at most"
              + " max-backoff");
    }
  }
}
