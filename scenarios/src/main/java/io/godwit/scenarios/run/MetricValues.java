package io.godwit.scenarios.run;

import io.godwit.dashboards.report.Distribution;
import io.godwit.dashboards.report.PlanResult;
import io.godwit.dashboards.report.Summary;
import io.godwit.dashboards.report.Turnover;
import io.godwit.model.unit.ByteCount;
import io.godwit.scenarios.file.Metric;
import io.godwit.scenarios.file.ShownMetric;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What a run comes to, metric by metric. */
public final class MetricValues {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  /** From here on, seconds read better than milliseconds. */
  private static final double LONG_NANOS = 10e9;

  private MetricValues() {}

  /**
   * In base units: nanoseconds, bytes, or a plain count; empty when there is nothing to measure.
   */
  public static OptionalDouble of(Metric metric, Summary summary) {
    Summary.Migrations migrations = summary.migrations();
    return switch (metric) {
      case DURATION ->
          summary.took().stream()
              .mapToDouble(took -> took.untilSeconds() * NANOS_PER_SECOND)
              .findFirst();
      case DOWNTIME_P50 -> millis(summary.downtimeMillis(), Distribution::p50);
      case DOWNTIME_P90 -> millis(summary.downtimeMillis(), Distribution::p90);
      case DOWNTIME_P99 -> millis(summary.downtimeMillis(), Distribution::p99);
      case DOWNTIME_P999 -> millis(summary.downtimeMillis(), Distribution::p999);
      case DOWNTIME_MAX -> millis(summary.downtimeMillis(), Distribution::max);
      case DOWNTIME_MEAN -> millis(summary.downtimeMillis(), Distribution::mean);
      case SLOWDOWN_MEAN -> millis(summary.slowdownMillis(), Distribution::mean);
      case SLOWDOWN_MAX -> millis(summary.slowdownMillis(), Distribution::max);
      case AWAY_P50 -> seconds(summary.awaySeconds(), Distribution::p50);
      case AWAY_MAX -> seconds(summary.awaySeconds(), Distribution::max);
      case TOTAL_P50 -> seconds(summary.totalSeconds(), Distribution::p50);
      case TOTAL_P99 -> seconds(summary.totalSeconds(), Distribution::p99);
      case TOTAL_MAX -> seconds(summary.totalSeconds(), Distribution::max);
      case TOTAL_MEAN -> seconds(summary.totalSeconds(), Distribution::mean);
      case ROUNDS_MAX -> scaled(summary.rounds(), Distribution::max, 1);
      case MIGRATIONS_PLANNED -> count(migrations.planned());
      case MIGRATIONS_COMPLETED -> count(migrations.completed());
      case MIGRATIONS_FAILED -> count(migrations.failed());
      case MIGRATIONS_ROLLED_BACK -> count(migrations.rolledBack());
      case MIGRATIONS_LOST -> count(migrations.lost());
      case MIGRATIONS_CANCELLED -> count(migrations.cancelled());
      case GUESTS_LEFT -> count(summary.plans().stream().mapToLong(PlanResult::missed).sum());
      case GUESTS_LATE -> count(summary.plans().stream().mapToLong(PlanResult::late).sum());
      case MIGRATIONS_RETRIED -> count(migrations.retried());
      case VMS_LOST -> count(summary.vms().lost());
      case GUESTS_ARRIVED -> count(summary.turnover().stream().mapToLong(Turnover::arrived).sum());
      case GUESTS_REFUSED -> count(summary.turnover().stream().mapToLong(Turnover::refused).sum());
      case GUESTS_DEPARTED -> count(summary.turnover().stream().mapToLong(Turnover::left).sum());
      case PEAK_CONCURRENT -> count(summary.peakConcurrent());
      case PAGE_FAULTS -> count(summary.pageFaults());
      case BYTES_MEMORY -> count(summary.bytes().memory());
      case BYTES_CONTEXT -> count(summary.bytes().deviceContext());
      case HOSTS_UPGRADED ->
          count(summary.plans().stream().mapToLong(PlanResult::hostsUpgraded).sum());
      case HOSTS_SPARED ->
          count(summary.plans().stream().mapToLong(plan -> plan.hostsSpared().size()).sum());
      case HOSTS_BACK ->
          summary.plans().stream()
              .flatMap(plan -> plan.upgradedUntilSeconds().stream())
              .mapToDouble(seconds -> seconds * NANOS_PER_SECOND)
              .max();
      case SPREAD ->
          summary.plans().stream()
              .flatMap(plan -> plan.spread().stream())
              .mapToDouble(PlanResult.Spread::after)
              .max();
      case BACKGROUND_MISSED ->
          count(
              summary.background().stream()
                  .mapToLong(each -> each.wantedBytes() - each.carriedBytes())
                  .map(missed -> Math.max(0, missed))
                  .sum());
      case INVARIANTS_BROKEN ->
          count(
              summary.invariants().stream().filter(each -> each.result().equals("broken")).count());
    };
  }

  /** The same of the part of a run that {@code shown} is about; empty when there is none such. */
  public static OptionalDouble of(ShownMetric shown, Summary summary) {
    return Parts.value(shown, summary);
  }

  /** A value for people, with a unit; durations have so many digits after the point. */
  public static String shown(Metric metric, OptionalDouble value, int digits) {
    return value.isEmpty() ? "-" : shown(metric, value.getAsDouble(), digits, value.getAsDouble());
  }

  /** In the unit that {@code beside} has, which it is shown with. */
  static String shown(Metric metric, double base, int digits, double beside) {
    if (metric.isSize()) {
      return new ByteCount(StrictMath.round(base)).toString();
    } else if (metric.isPercent()) {
      return String.format(Locale.US, "%.1f%%", base);
    } else if (!metric.isDuration()) {
      return String.format(Locale.US, "%,.0f", base);
    }
    return beside >= LONG_NANOS
        ? String.format(Locale.US, "%,." + digits + "f s", base / NANOS_PER_SECOND)
        : String.format(Locale.US, "%,." + digits + "f ms", base / NANOS_PER_MILLI);
  }

  private static OptionalDouble count(long value) {
    return OptionalDouble.of((double) value);
  }

  private static OptionalDouble millis(
      Optional<Distribution> distribution, ToDoubleFunction<Distribution> of) {
    return scaled(distribution, of, NANOS_PER_MILLI);
  }

  private static OptionalDouble seconds(
      Optional<Distribution> distribution, ToDoubleFunction<Distribution> of) {
    return scaled(distribution, of, NANOS_PER_SECOND);
  }

  private static OptionalDouble scaled(
      Optional<Distribution> distribution, ToDoubleFunction<Distribution> of, double factor) {
    return distribution.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(of.applyAsDouble(distribution.get()) * factor);
  }
}
