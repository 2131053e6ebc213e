package io.godwit.scenarios.search;

import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.Metric;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.ShownMetric;
import java.util.List;
import java.util.Optional;

/**
 * What is sought.
 *
 * @param metric what is to become least, or most
 * @param most whether more of it is better
 * @param bounds what must hold besides; a run must also be as its scenario expects
 */
public record Goal(ShownMetric metric, boolean most, List<Expectation> bounds) {

  private static final String MOST = "most ";
  private static final String LEAST = "least ";

  public Goal {
    bounds = List.copyOf(bounds);
  }

  /**
   * A metric such as {@code duration}, of which the least is sought, or {@code most
   * migrations.completed}; and bounds such as {@code downtime.p99 <= 300 ms}.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static Goal parse(String goal, List<String> bounds) {
    String text = goal.strip();
    boolean most = text.startsWith(MOST);
    String word =
        text.substring(most ? MOST.length() : text.startsWith(LEAST) ? LEAST.length() : 0);
    ShownMetric metric = named(word.strip());
    return new Goal(metric, most, bounds.stream().map(Goal::bound).toList());
  }

  private static ShownMetric named(String word) {
    try {
      return ShownMetric.of(word);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("--goal " + unknown.getMessage(), unknown);
    }
  }

  private static Expectation bound(String text) {
    try {
      Expectation bound = Expectation.of(text);
      if (bound.scope().filter(Expectation.Scope::isSelection).isPresent()) {
        throw new IllegalArgumentException(
            "'%s' selects migrations; bounds are of the whole run, one plan or one group"
                .formatted(text));
      }
      return bound;
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("--subject-to " + wrong.getMessage(), wrong);
    }
  }

  /**
   * The same, of a scenario that has every plan and every group that it names: of others nothing
   * would ever be measured.
   *
   * @throws IllegalArgumentException that names one that is not there
   */
  public Goal of(Scenario scenario) {
    requirePart("--goal", metric, scenario);
    bounds.forEach(bound -> requirePart("--subject-to", ShownMetric.of(bound), scenario));
    return this;
  }

  private static void requirePart(String option, ShownMetric of, Scenario scenario) {
    if (of.scope().filter(scope -> !scenario.has(scope)).isPresent()) {
      Expectation.Scope scope = of.scope().get();
      throw new IllegalArgumentException(
          "%s %s: there is no %s '%s'".formatted(option, of.word(), scope.kind(), scope.name()));
    }
  }

  /** What is weighed against the goal: what the first bound is about, or the tail of downtimes. */
  ShownMetric other() {
    ShownMetric tail = ShownMetric.of(Metric.DOWNTIME_P99);
    Optional<ShownMetric> bounded = bounds.stream().map(ShownMetric::of).findFirst();
    return bounded
        .filter(each -> !each.equals(metric))
        .orElse(metric.equals(tail) ? ShownMetric.of(Metric.DURATION) : tail);
  }

  /** Whether less of the {@link #other} is better; unless its bound says otherwise, it is. */
  boolean otherIsLeast() {
    return bounds.stream()
        .filter(bound -> ShownMetric.of(bound).equals(other()))
        .findFirst()
        .map(Expectation::isUpperBound)
        .orElse(true);
  }

  /** A value of the goal's metric, turned so that less is better. */
  double cost(double value) {
    return most ? -value : value;
  }

  @Override
  public String toString() {
    return (most ? MOST : LEAST) + metric.word();
  }
}
