package io.godwit.scenarios.search;

import io.godwit.model.fleet.CancelOne;
import io.godwit.model.fleet.CancelPlan;
import io.godwit.model.fleet.MigrateOne;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.PlanAction;
import io.godwit.model.fleet.Storm;
import io.godwit.scenarios.file.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an operator tries first where nobody says what to vary: how many migrations of a plan run at
 * once, and how many of them leave one host.
 */
public final class UsualKnobs {

  /** From a sixteenth of what the plan has to four times as many. */
  private static final int FEWER = 16;

  private static final int MORE = 4;
  private static final int MOST = 1_000_000;

  private UsualKnobs() {}

  /**
   * Those of the first plan that moves several guests.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static List<Knob> of(Scenario scenario) {
    List<Plan> plans = scenario.plans();
    int first =
        IntStream.range(0, plans.size())
            .filter(plan -> movesSeveral(plans.get(plan).action()))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no plan moves several guests; say what to vary, such as"
                            + " --vary 'migration.memory.max-bandwidth=1..20 Gbit/s'"));
    var knobs = new ArrayList<Knob>();
    String limits = "plan[" + first + "].limits.";
    int total = plans.get(first).limits().total();
    knobs.add(range(limits + "total", Math.max(1, total / FEWER), Math.min(MOST / MORE, total)));
    knobs.add(
        range(
            limits + "per-source",
            1,
            Math.min(MOST / MORE, plans.get(first).limits().perSource())));
    return knobs;
  }

  private static boolean movesSeveral(PlanAction action) {
    return !(action instanceof MigrateOne
        || action instanceof CancelOne
        || action instanceof CancelPlan
        || action instanceof Storm);
  }

  private static Knob range(String path, int least, int now) {
    return Knob.parse(path + '=' + least + ".." + Math.max(least + 1, now * MORE));
  }
}
