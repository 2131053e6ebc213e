package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Which plan a scenario means by a name: its own, plan-0 and so on, or what it drains. */
final class PlanNames {

  private final List<Values> plans;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private PlanNames(List<Values> plans) {
    this.plans = plans;
    for (int plan = 0; plan < plans.size(); plan++) {
      numbers.putIfAbsent("plan-" + plan, plan);
      if (plans.get(plan).has("name")) {
        numbers.putIfAbsent(plans.get(plan).text("name"), plan);
      }
    }
  }

  static PlanNames of(Values scenario) {
    return new PlanNames(ScenarioBuilder.blocks(scenario, "plan"));
  }

  /** The number of the plan of this name; empty when there is none. */
  OptionalInt number(String name) {
    return numbers.containsKey(name) ? OptionalInt.of(numbers.get(name)) : OptionalInt.empty();
  }

  /** The plans that a cancellation of {@code target} ends; none when it is no plan's. */
  List<Integer> ended(String target) {
    var ended = new ArrayList<Integer>();
    number(target).ifPresent(ended::add);
    for (int plan = 0; plan < plans.size(); plan++) {
      for (String action : List.of("drain", "upgrade")) {
        if (plans.get(plan).has(action) && plans.get(plan).text(action).equals(target)) {
          ended.add(plan);
        }
      }
    }
    return ended;
  }

  /** Whether a plan waits for itself, by way of others perhaps. */
  boolean waitsForItself(int plan) {
    OptionalInt before = before(plan);
    for (int step = 0; step < plans.size() && before.isPresent(); step++) {
      if (before.getAsInt() == plan) {
        return true;
      }
      before = before(before.getAsInt());
    }
    return false;
  }

  private OptionalInt before(int plan) {
    Values values = plans.get(plan);
    return values.has("after") ? number(values.text("after")) : OptionalInt.empty();
  }
}
