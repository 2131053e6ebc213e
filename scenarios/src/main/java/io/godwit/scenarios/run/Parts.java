package io.godwit.scenarios.run;

import io.godwit.dashboards.report.Summary;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.ShownMetric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run's summary as far as one plan or one group of guests goes. */
final class Parts {

  private Parts() {}

  /**
   * What {@code scope} is about, all of it without one; empty when no plan has begun, or no guest
   * moved, of its name.
   */
  static Optional<Summary> of(Optional<Expectation.Scope> scope, Summary summary) {
    return scope.isEmpty() ? Optional.of(summary) : part(scope.get(), summary);
  }

  private static Optional<Summary> part(Expectation.Scope scope, Summary summary) {
    return scope.kind().equals("plan")
        ? summary.plans().stream()
            .filter(plan -> scope.isOf(plan.plan(), plan.name()))
            .findFirst()
            .map(plan -> summary.of(plan.figures(), List.of(plan)))
        : summary.groups().stream()
            .filter(group -> group.group().equals(scope.name()))
            .findFirst()
            .map(group -> summary.of(group.figures(), List.of()));
  }

  /** What a comparison shows of a run; empty when there is nothing to measure. */
  static OptionalDouble value(ShownMetric shown, Summary summary) {
    return of(shown.scope(), summary)
        .map(part -> MetricValues.of(shown.metric(), part))
        .orElse(OptionalDouble.empty());
  }
}
