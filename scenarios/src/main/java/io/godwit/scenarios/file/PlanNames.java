package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Which plan a scenario means by a name: its own, plan-0 or 0 and so on, or what it drains. */
final class PlanNames {

  private final List<Values> plans;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** By place: the plans that drain or upgrade it. */
  private final Map<String, List<Integer>> emptying = new LinkedHashMap<>();

  private final Set<Integer> inCircles;

  private PlanNames(List<Values> plans) {
    this.plans = plans;
    for (int plan = 0; plan < plans.size(); plan++) {
      numbers.putIfAbsent("plan-" + plan, plan);
      if (plans.get(plan).has(PlanBlock.NAME)) {
        numbers.putIfAbsent(plans.get(plan).get(PlanBlock.NAME), plan);
      }
      for (Key<String> action : List.of(PlanBlock.DRAIN, PlanBlock.UPGRADE)) {
        if (plans.get(plan).has(action)) {
          String target = plans.get(plan).get(action);
          emptying.computeIfAbsent(target, any -> new ArrayList<>()).add(plan);
        }
      }
    }
    for (int plan = 0; plan < plans.size(); plan++) {
      numbers.putIfAbsent(String.valueOf(plan), plan);
    }
    this.inCircles = inCircles();
  }

  static PlanNames of(Values scenario) {
    return new PlanNames(scenario.list(ScenarioBlock.PLAN));
  }

  /** The number of the plan of this name; empty when there is none. */
  OptionalInt number(String name) {
    return numbers.containsKey(name) ? OptionalInt.of(numbers.get(name)) : OptionalInt.empty();
  }

  /** The plans that a cancellation of {@code target} ends; none when it is no plan's. */
  List<Integer> ended(String target) {
    var ended = new ArrayList<Integer>();
    number(target).ifPresent(ended::add);
    ended.addAll(emptying.getOrDefault(target, List.of()));
    return ended;
  }

  /** Whether a plan waits for itself, by way of others perhaps. */
  boolean waitsForItself(int plan) {
    return inCircles.contains(plan);
  }

  /** Each plan waits for one at most: whoever follows them comes to an end, or goes in a circle. */
  private Set<Integer> inCircles() {
    int[] walks = new int[plans.size()];
    var circles = new LinkedHashSet<Integer>();
    for (int first = 0; first < plans.size(); first++) {
      int walk = first + 1;
      OptionalInt plan = OptionalInt.of(first);
      while (plan.isPresent() && walks[plan.getAsInt()] == 0) {
        walks[plan.getAsInt()] = walk;
        plan = before(plan.getAsInt());
      }
      if (plan.isPresent() && walks[plan.getAsInt()] == walk) {
        for (OptionalInt at = plan; circles.add(at.getAsInt()); at = before(at.getAsInt())) {}
      }
    }
    return circles;
  }

  private OptionalInt before(int plan) {
    Values values = plans.get(plan);
    return values.has(PlanBlock.AFTER) ? number(values.get(PlanBlock.AFTER)) : OptionalInt.empty();
  }
}
