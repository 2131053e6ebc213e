package io.godwit.scenarios.run;

import io.godwit.model.fleet.NoHostFound;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.file.Spot;

/** Whether every guest of a scenario finds a host before the run begins. */
public final class Placing {

  /** Of more guests whoever only checks a file would have to wait for that. */
  private static final long MOST_GUESTS = 100_000;

  private Placing() {}

  /** Refuses a scenario of which a guest finds no host, though all together fit. */
  public static void check(ScenarioFile file) throws ScenarioProblems {
    Scenario scenario = file.scenario();
    if (scenario.vms().stream().mapToLong(Scenario.VmGroup::count).sum() > MOST_GUESTS) {
      return;
    }
    try {
      Composition.of(scenario, "");
    } catch (NoHostFound none) {
      throw refusal(file, none);
    }
  }

  /** The same, where it stands in the file. */
  public static ScenarioProblems refusal(ScenarioFile file, NoHostFound none) {
    String group = none.vm().substring(0, none.vm().lastIndexOf('-'));
    var nowhere = new Spot(file.scenario().name(), 0, 0, group);
    return file.groups().getOrDefault(group, nowhere).refusing(none.getMessage());
  }
}
