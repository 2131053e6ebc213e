package io.godwit.scenarios.run;

import io.godwit.dashboards.report.Distribution;
import io.godwit.dashboards.report.Judgement;
import io.godwit.dashboards.report.Summary;
import io.godwit.scenarios.file.Expectation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Holds a summary against what its scenario expects. */
final class Expectations {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private Expectations() {}

  static List<Judgement> judge(List<Expectation> expectations, Summary summary) {
    return expectations.stream().map(expectation -> judge(expectation, summary)).toList();
  }

  private static Judgement judge(Expectation expectation, Summary summary) {
    OptionalDouble value = value(expectation, summary);
    if (value.isEmpty()) {
      return new Judgement(expectation.text(), "missed", "nothing to measure");
    }
    boolean met = expectation.holds(value.getAsDouble());
    return new Judgement(
        expectation.text(),
        met ? "met" : "missed",
        "it is " + shown(expectation, value.getAsDouble()));
  }

  private static String shown(Expectation expectation, double base) {
    return expectation.metric().isDuration()
        ? String.format(Locale.ROOT, "%.3f ms", base / NANOS_PER_MILLI)
        : String.format(Locale.ROOT, "%.0f", base);
  }

  /** In base units: nanoseconds, or a plain count. */
  private static OptionalDouble value(Expectation expectation, Summary summary) {
    Summary.Migrations migrations = summary.migrations();
    return switch (expectation.metric()) {
      case DURATION -> OptionalDouble.of(summary.virtualSeconds() * NANOS_PER_SECOND);
      case DOWNTIME_P50 -> millis(summary.downtimeMillis(), Distribution::p50);
      case DOWNTIME_P90 -> millis(summary.downtimeMillis(), Distribution::p90);
      case DOWNTIME_P99 -> millis(summary.downtimeMillis(), Distribution::p99);
      case DOWNTIME_P999 -> millis(summary.downtimeMillis(), Distribution::p999);
      case DOWNTIME_MAX -> millis(summary.downtimeMillis(), Distribution::max);
      case TOTAL_P50 -> seconds(summary.totalSeconds(), Distribution::p50);
      case TOTAL_P99 -> seconds(summary.totalSeconds(), Distribution::p99);
      case TOTAL_MAX -> seconds(summary.totalSeconds(), Distribution::max);
      case MIGRATIONS_PLANNED -> count(migrations.planned());
      case MIGRATIONS_COMPLETED -> count(migrations.completed());
      case MIGRATIONS_FAILED -> count(migrations.failed());
      case MIGRATIONS_ROLLED_BACK -> count(migrations.rolledBack());
      case MIGRATIONS_RETRIED -> count(migrations.retried());
      case VMS_LOST -> count(summary.vms().lost());
      case PEAK_CONCURRENT -> count(summary.peakConcurrent());
    };
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
