package io.godwit.scenarios.run;

import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioProblems;

/** Whether every guest of a scenario finds a host before the run begins. */
public final class Placing {

  /** Of more guests whoever only checks a file would have to wait for that. */
  private static final long MOST_GUESTS = 100_000;

  private Placing() {}

  /** Refuses a scenario of which a guest finds no host, though all together fit. */
  public static void check(String name, Scenario scenario) throws ScenarioProblems {
    if (scenario.vms().stream().mapToLong(Scenario.VmGroup::count).sum() > MOST_GUESTS) {
      return;
    }
    try {
      Composition.of(scenario, "");
    } catch (IllegalArgumentException noRoom) {
      throw ScenarioProblems.of(name, noRoom.getMessage());
    }
  }
}
