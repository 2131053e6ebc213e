package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.model.unit.SimDuration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One of the migrations with the longest downtime, and the phase that took most of it.
 *
 * @param totalSeconds of the attempt that completed; empty where none did
 */
public record Worst(
    String migration,
    String vm,
    String source,
    String destination,
    double downtimeMillis,
    Optional<Double> totalSeconds,
    int rounds,
    String reason) {

  private static final int MOST = 10;

  static List<Worst> of(Collection<MigrationRow> rows) {
    return rows.stream()
        .filter(row -> row.downtime().isPresent())
        .sorted(
            Comparator.<MigrationRow>comparingLong(
                    row -> row.longestDowntime().orElseThrow().nanos())
                .reversed()
                .thenComparing(MigrationRow::migration))
        .limit(MOST)
        .map(Worst::of)
        .toList();
  }

  private static Worst of(MigrationRow row) {
    SimDuration longest = row.longestDowntime().orElseThrow();
    String reason =
        row.completed() && row.downtime().equals(Optional.of(longest))
            ? row.longestDowntimePhase()
                .map(phase -> phase.word() + " took " + row.in(phase))
                .orElse("")
            : row.reason();
    return new Worst(
        row.migration(),
        row.vm(),
        row.source(),
        row.destination(),
        longest.toMillis(),
        row.total().map(SimDuration::toSeconds),
        row.rounds(),
        reason);
  }
}
