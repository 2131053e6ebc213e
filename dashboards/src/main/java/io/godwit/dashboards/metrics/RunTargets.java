package io.godwit.dashboards.metrics;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Map;
import java.util.Optional;

/**
 * What a scenario wants, which its events do not say: alerts hold a run against it.
 *
 * @param downtime how long guests may stand; empty where nobody said
 * @param deadlines by the number of a plan, the virtual time at which it is to be over
 */
public record RunTargets(Optional<Budget> downtime, Map<Integer, SimTime> deadlines) {

  /** Of a scenario that wants nothing. */
  public static final RunTargets NONE = new RunTargets(Optional.empty(), Map.of());

  /**
   * How long a guest may stand.
   *
   * @param tolerated the share of those that may stand longer, 0 to 1
   */
  public record Budget(SimDuration longest, double tolerated) {}
}
