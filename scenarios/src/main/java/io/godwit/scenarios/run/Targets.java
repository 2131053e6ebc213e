package io.godwit.scenarios.run;

import io.godwit.dashboards.metrics.RunTargets;
import io.godwit.dashboards.metrics.RunTargets.Budget;
import io.godwit.model.fleet.Plan;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.Metric;
import io.godwit.scenarios.file.Scenario;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a scenario wants of its run, for alerts. */
public final class Targets {

  /** The share of guests that may stand longer than what is expected of each of these. */
  private static final Map<Metric, Double> TOLERATED =
      Map.of(
          Metric.DOWNTIME_P90, 0.1,
          Metric.DOWNTIME_P99, 0.01,
          Metric.DOWNTIME_P999, 0.001,
          Metric.DOWNTIME_MAX, 0.0);

  /** What is tolerated beyond a limit that was only set and of which nothing is expected. */
  private static final double USUALLY_TOLERATED = 0.01;

  private Targets() {}

  /** Of a plan that follows another, nobody knows beforehand when it is to be over. */
  public static RunTargets of(Scenario scenario) {
    var deadlines = new TreeMap<Integer, SimTime>();
    for (int number = 0; number < scenario.plans().size(); number++) {
      Plan plan = scenario.plans().get(number);
      if (plan.deadline().isPresent() && plan.after().isEmpty()) {
        deadlines.put(number, plan.at().plus(plan.deadline().get()));
      }
    }
    return new RunTargets(budget(scenario), deadlines);
  }

  /**
   * The strictest that is expected of the tail of all downtimes; else the longest that any guest is
   * allowed.
   */
  private static Optional<Budget> budget(Scenario scenario) {
    return scenario.expectations().stream()
        .filter(each -> each.scope().isEmpty())
        .filter(each -> TOLERATED.containsKey(each.metric()) && each.isUpperBound())
        .min(Comparator.comparing(Expectation::base))
        .map(each -> new Budget(SimDuration.ofNanos(each.base()), TOLERATED.get(each.metric())))
        .or(
            () ->
                scenario.vms().stream()
                    .map(group -> group.migration().preCopy().downtimeLimit())
                    .max(Comparator.naturalOrder())
                    .map(limit -> new Budget(limit, USUALLY_TOLERATED)));
  }
}
