package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;

import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.YesOrNo;

/** What holds for all plans together. */
final class FleetBlock {

  static final Section SECTION = new Section("fleet");

  static final Key<Values> LIMITS =
      SECTION.block(
          "limits",
          LimitsBlock.OF_FLEET,
          "how many migrations of all plans run at once; those of each plan hold beside them");

  static final Key<Boolean> TO_OLDER_ENGINES =
      SECTION.withDefault(
          "to-older-engines",
          new YesOrNo(),
          "false",
          "whether guests may go to a host whose engine is older than that of theirs");

  static final Key<SimDuration> DETECTION =
      SECTION.withDefault(
          "detection",
          POSITIVE_DURATION,
          "60 s",
          "without a sign of life from a host, until it counts as failed (an assumption)");

  private FleetBlock() {}
}
