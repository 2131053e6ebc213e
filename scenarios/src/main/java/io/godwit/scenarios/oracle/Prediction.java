package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.LoneLink;
import io.godwit.model.precopy.LoneLink.Estimate;
import io.godwit.model.precopy.LoneLink.Outcome;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.OptionalDouble;

/** What an engine makes of a migration, from its inputs alone. */
final class Prediction {

  private Prediction() {}

  /**
   * The engine's course, read off after {@code patience} where it has not ended before: somebody
   * who watches for 30 s cannot tell what would have happened after 40.
   */
  static Result of(Inputs inputs, TestBed bed, SimDuration patience) {
    Turn first =
        inputs
            .engine()
            .on(bed.host())
            .begin(inputs.memory(), inputs.writes(bed), inputs.settings(), SimTime.ZERO);
    Estimate estimate = new LoneLink(bed.link(), patience).drive(first);
    boolean stopped = estimate.outcome() == Outcome.STOPPED;
    SimDuration copying = estimate.running().plus(estimate.stopped()).plus(estimate.followed());
    return new Result(
        stopped,
        bed.setup().plus(copying).toMillis(),
        estimate.rounds().size() + uncountedSyncs(inputs, stopped),
        estimate.sent().bytes(),
        stopped
            ? OptionalDouble.of(bed.stop().plus(estimate.stopped()).toMillis())
            : OptionalDouble.empty());
  }

  /** QEMU counts a sync at the setup and one at the stop, neither of which ends a round. */
  private static long uncountedSyncs(Inputs inputs, boolean stopped) {
    if (!inputs.engine().isQemu()) {
      return 0;
    }
    return stopped ? 2 : 1;
  }
}
