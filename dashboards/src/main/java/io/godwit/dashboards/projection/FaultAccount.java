package io.godwit.dashboards.projection;

import io.godwit.model.unit.SimTime;

/**
 * What became of a fault of the scenario.
 *
 * @param name its number, kind and aim
 * @param hasStruck whether it struck anything
 * @param wasSpared whether chance alone had it strike nothing
 * @param detail when and what, or why not
 */
public record FaultAccount(String name, boolean hasStruck, boolean wasSpared, String detail) {

  static FaultAccount struck(String name, SimTime at, String what) {
    return new FaultAccount(name, true, false, "at %s: %s".formatted(at, what));
  }

  static FaultAccount never(String name, String why) {
    return new FaultAccount(name, false, false, why);
  }

  static FaultAccount spared(String name, String why) {
    return new FaultAccount(name, false, true, why);
  }
}
