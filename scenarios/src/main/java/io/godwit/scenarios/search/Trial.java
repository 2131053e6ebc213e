package io.godwit.scenarios.search;

import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.PlanResult;
import io.godwit.dashboards.report.Summary;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.ShownMetric;
import io.godwit.scenarios.run.MetricValues;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One setting of the knobs and what the run with it came to.
 *
 * @param settings as {@code --set} has them
 * @param value of the goal's metric, in base units; where there is none, the setting is not allowed
 * @param other of the metric that it is weighed against
 * @param sound whether the run kept every invariant, reached the goal of every plan, and showed
 *     what its scenario expects
 * @param misses why this setting is not allowed; empty when it is
 * @param excess by how much it passes the bounds, in parts of them; it ranks those not allowed
 */
public record Trial(
    List<String> settings,
    OptionalDouble value,
    OptionalDouble other,
    boolean sound,
    List<String> misses,
    double excess) {

  private static final String NOTHING = "nothing to measure";

  public Trial {
    settings = List.copyOf(settings);
    misses = List.copyOf(misses);
  }

  /** What came of a run that was carried out. */
  static Trial of(List<String> settings, Goal goal, Summary summary) {
    var misses = new ArrayList<String>();
    double excess = 0;
    for (Expectation bound : goal.bounds()) {
      OptionalDouble value = MetricValues.of(ShownMetric.of(bound), summary);
      if (value.isEmpty() || !bound.holds(value.getAsDouble())) {
        misses.add(
            bound.text()
                + (value.isEmpty()
                    ? ": there was " + NOTHING
                    : ": it is " + MetricValues.shown(bound.metric(), value, 1)));
        excess += value.isEmpty() ? 1 : bound.excess(value.getAsDouble());
      }
    }
    OptionalDouble sought = MetricValues.of(goal.metric(), summary);
    if (sought.isEmpty()) {
      misses.add(goal.metric().word() + ": there was " + NOTHING);
      excess += 1;
    }
    for (Judgement judgement : judgements(summary)) {
      misses.add(judgement.name() + ": " + judgement.detail());
      excess += 1;
    }
    for (PlanResult plan : missed(summary)) {
      misses.add(plan.label() + ' ' + plan.shortfall().orElseThrow());
      excess += plan.shortBy();
    }
    return new Trial(
        settings,
        sought,
        MetricValues.of(goal.other(), summary),
        judgements(summary).isEmpty() && missed(summary).isEmpty(),
        misses,
        excess);
  }

  /** Guests that stay where they are make a drain short, and do not empty anything. */
  private static List<PlanResult> missed(Summary summary) {
    return summary.plans().stream().filter(PlanResult::failed).toList();
  }

  private static List<Judgement> judgements(Summary summary) {
    var failed = new ArrayList<Judgement>();
    summary.invariants().stream().filter(Judgement::failed).forEach(failed::add);
    summary.expectations().stream().filter(Judgement::failed).forEach(failed::add);
    return failed;
  }

  /** A setting with which there is no run at all. */
  static Trial impossible(List<String> settings, String why) {
    return new Trial(
        settings,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        false,
        List.of(why),
        Double.POSITIVE_INFINITY);
  }

  boolean allowed() {
    return misses.isEmpty();
  }

  /** Both values for people, and why the setting is not allowed if it is not. */
  public String worth(Goal goal) {
    String values =
        "%s %s, %s %s"
            .formatted(
                goal.metric().word(),
                MetricValues.shown(goal.metric().metric(), value, 1),
                goal.other().word(),
                MetricValues.shown(goal.other().metric(), other, 1));
    return allowed() ? values : values + "; not allowed, " + String.join("; ", misses);
  }

  /**
   * Whether this one is to be preferred to {@code than}; of equals the one that was first stays.
   */
  boolean isBetter(Trial than, Goal goal) {
    if (allowed() != than.allowed()) {
      return allowed();
    } else if (!allowed() && excess != than.excess) {
      return excess < than.excess;
    } else if (value.isEmpty() || than.value.isEmpty()) {
      return value.isPresent() && than.value.isEmpty();
    }
    double here = goal.cost(value.getAsDouble());
    double there = goal.cost(than.value.getAsDouble());
    return here != there ? here < there : otherCost(goal) < than.otherCost(goal);
  }

  /** Turned so that less is better; what was not measured is worst. */
  double otherCost(Goal goal) {
    double sign = goal.otherIsLeast() ? 1 : -1;
    return other.isPresent() ? sign * other.getAsDouble() : Double.POSITIVE_INFINITY;
  }
}
