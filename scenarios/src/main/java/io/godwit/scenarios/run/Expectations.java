package io.godwit.scenarios.run;

import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.model.unit.ByteCount;
import io.godwit.scenarios.file.Expectation;
import io.godwit.scenarios.file.Selector;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Holds a summary against what its scenario expects. */
final class Expectations {

  private static final double NANOS_PER_MILLI = 1e6;

  private Expectations() {}

  /** Where single migrations are not at hand: a selection of them has nothing to measure. */
  static List<Judgement> judgeAll(List<Expectation> expectations, Summary summary) {
    return judge(expectations, summary, new RunProjection());
  }

  static List<Judgement> judge(List<Expectation> expectations, Summary summary, RunProjection run) {
    return expectations.stream().map(each -> judge(each, summary, run)).toList();
  }

  private static Judgement judge(Expectation expectation, Summary summary, RunProjection run) {
    Optional<Summary> part =
        expectation
            .scope()
            .filter(Expectation.Scope::isSelection)
            .map(scope -> selected(scope.selector(), summary, run))
            .or(() -> Parts.of(expectation.scope(), summary));
    OptionalDouble value =
        part.map(some -> MetricValues.of(expectation.metric(), some))
            .orElse(OptionalDouble.empty());
    if (value.isEmpty()) {
      return new Judgement(expectation.text(), "missed", "nothing to measure");
    }
    boolean met = expectation.holds(value.getAsDouble());
    return new Judgement(
        expectation.text(),
        met ? "met" : "missed",
        "it is " + shown(expectation, value.getAsDouble()),
        met && tellsOfAMiss(expectation, value.getAsDouble(), part.get()));
  }

  private static Summary selected(Selector of, Summary summary, RunProjection run) {
    return summary.of(run, row -> of.takes(row.vm(), row.source(), row.destination()));
  }

  /**
   * Whether a scenario that expects this expects guests to stay: it names a shortfall and there is
   * one, or a number of completed migrations that all of them together would not be.
   */
  private static boolean tellsOfAMiss(Expectation expectation, double value, Summary summary) {
    return switch (expectation.metric()) {
      case MIGRATIONS_COMPLETED -> !expectation.holds((double) summary.migrations().planned());
      case MIGRATIONS_FAILED,
          MIGRATIONS_ROLLED_BACK,
          MIGRATIONS_LOST,
          VMS_LOST,
          HOSTS_SPARED,
          GUESTS_LEFT,
          GUESTS_LATE ->
          value > 0;
      case SPREAD ->
          summary.plans().stream()
              .flatMap(plan -> plan.spread().stream())
              .anyMatch(spread -> !spread.isReached());
      default -> false;
    };
  }

  private static String shown(Expectation expectation, double base) {
    if (expectation.metric().isSize()) {
      return new ByteCount(StrictMath.round(base)).toString();
    } else if (expectation.metric().isPercent()) {
      return String.format(Locale.US, "%.1f%%", base);
    }
    return expectation.metric().isDuration()
        ? String.format(Locale.US, "%.3f ms", base / NANOS_PER_MILLI)
        : String.format(Locale.US, "%.0f", base);
  }
}
