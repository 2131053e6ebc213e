package io.godwit.dashboards.difference;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.dashboards.report.Distribution;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;
import java.util.function.Function;

/** What of a migration is compared, as a number. */
enum Measure {
  DOWNTIME("downtime", "ms", row -> row.downtime().map(SimDuration::toMillis)),
  TOTAL("total time", "s", row -> row.total().map(SimDuration::toSeconds)),
  MEMORY("memory", "MiB", row -> sent(row, row.memorySentBytes() / (double) (1 << 20))),
  CONTEXT("context", "KiB", row -> sent(row, row.contextSentBytes() / 1024.0)),
  ROUNDS("rounds", "", row -> sent(row, row.rounds()));

  private final String word;
  private final String unit;

  @SuppressWarnings("ImmutableEnumChecker") // a function of a row
  private final Function<MigrationRow, Optional<Double>> value;

  Measure(String word, String unit, Function<MigrationRow, Optional<Double>> value) {
    this.word = word;
    this.unit = unit;
    this.value = value;
  }

  /** Only of migrations that were begun; a guest that is started anew is copied in none. */
  private static Optional<Double> sent(MigrationRow row, double value) {
    return row.startedAt().filter(at -> row.away().isEmpty()).map(at -> value);
  }

  String word() {
    return word;
  }

  /** With its unit, for a table. */
  String title() {
    return unit.isEmpty() ? word : word + " (" + unit + ")";
  }

  /** A name for programs, with the unit in it. */
  String key() {
    return switch (this) {
      case DOWNTIME -> "downtimeMillis";
      case TOTAL -> "totalSeconds";
      case MEMORY -> "memoryMebibytes";
      case CONTEXT -> "contextKibibytes";
      case ROUNDS -> "rounds";
    };
  }

  /** Empty where there is nothing to measure. */
  Optional<Double> of(MigrationRow row) {
    return value.apply(row);
  }

  Optional<Distribution> of(Side side) {
    return Distribution.of(
        side.run().migrations().stream().flatMap(row -> of(row).stream()).toList());
  }
}
