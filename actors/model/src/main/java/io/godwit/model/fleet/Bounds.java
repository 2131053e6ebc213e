package io.godwit.model.fleet;

import io.godwit.model.unit.ByteRate;
import java.util.function.ToIntFunction;

/**
 * The limits that hold for the migrations of one plan: its own and those of the fleet. What they
 * count is what is under way of any plan; only the totals count each their own.
 */
record Bounds(Limits plan, Limits fleet) {

  int perSource() {
    return least(Limits::perSource);
  }

  int perDestination() {
    return least(Limits::perDestination);
  }

  int perUplink() {
    return least(Limits::perUplink);
  }

  ByteRate minRate() {
    boolean fleetAsksMore = fleet.minRate().compareTo(plan.minRate()) > 0;
    return fleetAsksMore ? fleet.minRate() : plan.minRate();
  }

  private int least(ToIntFunction<Limits> limit) {
    return Math.min(limit.applyAsInt(plan), limit.applyAsInt(fleet));
  }

  boolean lookAtLinks() {
    return plan.looksAtLinks() || fleet.looksAtLinks();
  }

  /** The key in a scenario file of the limit that holds a migration back. */
  String key(Hold hold) {
    return switch (hold) {
      case TOTAL -> hold.of("limits");
      case FLEET_TOTAL -> hold.of("fleet.limits");
      case PER_SOURCE -> whose(hold, Limits::perSource);
      case PER_DESTINATION -> whose(hold, Limits::perDestination);
      case PER_UPLINK -> whose(hold, Limits::perUplink);
      case MIN_RATE -> hold.of(minRate().equals(plan.minRate()) ? "limits" : "fleet.limits");
      case ROOM, APART -> hold.word();
    };
  }

  private String whose(Hold hold, ToIntFunction<Limits> limit) {
    boolean fleets = limit.applyAsInt(fleet) < limit.applyAsInt(plan);
    return hold.of(fleets ? "fleet.limits" : "limits");
  }
}
