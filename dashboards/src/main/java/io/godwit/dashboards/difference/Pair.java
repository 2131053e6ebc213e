package io.godwit.dashboards.difference;

import io.godwit.dashboards.projection.MigrationRow;
import java.util.Arrays;
import java.util.Optional;

/** One migration in both runs, or in one of them. */
record Pair(String migration, Optional<MigrationRow> left, Optional<MigrationRow> right) {

  /** Whether anything that is compared differs. */
  boolean differs() {
    if (left.isEmpty() || right.isEmpty()) {
      return true;
    }
    return !left.get().outcome().equals(right.get().outcome())
        || !left.get().destination().equals(right.get().destination())
        || Arrays.stream(Measure.values())
            .anyMatch(measure -> !of(measure, left).equals(of(measure, right)));
  }

  /** By how much the downtimes differ, in milliseconds; all of it where only one has any. */
  double downtimeGap() {
    return Math.abs(
        of(Measure.DOWNTIME, right).orElse(0.0) - of(Measure.DOWNTIME, left).orElse(0.0));
  }

  static Optional<Double> of(Measure measure, Optional<MigrationRow> row) {
    return row.flatMap(measure::of);
  }
}
