package io.godwit.scenarios.search;

import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.Metric;
import java.util.List;
import java.util.Optional;

/**
 * What is sought.
 *
 * @param metric what is to become least, or most
 * @param most whether more of it is better
 * @param bounds what must hold besides; a run must also be as its scenario expects
 */
public record Goal(Metric metric, boolean most, List<Expectation> bounds) {

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
    Metric metric = named(word.strip());
    return new Goal(metric, most, bounds.stream().map(Goal::bound).toList());
  }

  private static Metric named(String word) {
    try {
      return Metric.named(word);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException("--goal " + unknown.getMessage(), unknown);
    }
  }

  private static Expectation bound(String text) {
    try {
      return Expectation.of(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("--subject-to " + wrong.getMessage(), wrong);
    }
  }

  /** What is weighed against the goal: what the first bound is about, or the tail of downtimes. */
  Metric other() {
    Optional<Metric> bounded = bounds.stream().map(Expectation::metric).findFirst();
    return bounded
        .filter(each -> each != metric)
        .orElse(metric == Metric.DOWNTIME_P99 ? Metric.DURATION : Metric.DOWNTIME_P99);
  }

  /** Whether less of the {@link #other} is better; unless its bound says otherwise, it is. */
  boolean otherIsLeast() {
    return bounds.stream()
        .filter(bound -> bound.metric() == other())
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
