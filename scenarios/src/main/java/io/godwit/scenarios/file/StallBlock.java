package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.PERCENT;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.strategy.Tuning;
import io.godwit.model.unit.SimDuration;

/** When a migration counts as stalled, and what it may then cost. */
final class StallBlock {

  static final Section SECTION = new Section("stall");

  private static final Key<SimDuration> PATIENCE =
      SECTION.withDefault("patience", POSITIVE_DURATION, "40 s", "without progress (KubeVirt's)");

  private static final Key<Long> MARGIN =
      SECTION.withDefault("margin", PERCENT, "4%", "less is no progress (KubeVirt's)");

  private static final Key<SimDuration> MAX_DOWNTIME =
      SECTION.withDefault(
          "max-downtime", POSITIVE_DURATION, "900 ms", "half as much again is the most");

  private StallBlock() {}

  static Tuning.Stall build(Values stall) {
    return new Tuning.Stall(stall.get(PATIENCE), stall.count(MARGIN), stall.get(MAX_DOWNTIME));
  }
}
