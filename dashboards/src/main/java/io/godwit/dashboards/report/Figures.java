package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The figures of some of a run's migrations: of those of one plan, or of one group of guests.
 *
 * @param took from the first request to the last settlement, or to the end of the record
 */
public record Figures(
    Optional<Summary.Took> took,
    Summary.Migrations migrations,
    Optional<Distribution> downtimeMillis,
    Optional<Distribution> slowdownMillis,
    Optional<Distribution> awaySeconds,
    Optional<Distribution> totalSeconds,
    Optional<Distribution> rounds,
    long pageFaults,
    Summary.Moved bytes,
    Optional<TimeSpent> timeSpent) {

  /** In which the fleet refuses whatever it does refuse, one message each. */
  private static final SimDuration AT_ONCE = SimDuration.ofMillis(1);

  /** Those of {@code rows}, in a record that ends at {@code end}. */
  static Figures of(Collection<MigrationRow> rows, SimTime end) {
    List<MigrationRow> completed = rows.stream().filter(MigrationRow::completed).toList();
    Optional<Summary.Took> took = took(rows, end);
    return new Figures(
        took,
        new Summary.Migrations(
            rows.size(),
            completed.size(),
            outcome(rows, "failed"),
            outcome(rows, "rolled-back"),
            outcome(rows, "lost"),
            outcome(rows, "cancelled"),
            rows.stream().mapToLong(row -> Math.max(0, row.attempts() - 1)).sum()),
        millis(rows, row -> row.downtimes().stream()),
        millis(rows, row -> Stream.of(row.slowdown())),
        away(rows),
        Distribution.of(
            completed.stream()
                .flatMap(row -> row.total().stream())
                .map(SimDuration::toSeconds)
                .toList()),
        Distribution.of(stood(completed).stream().map(row -> (double) row.rounds()).toList()),
        rows.stream().mapToLong(MigrationRow::pageFaults).sum(),
        new Summary.Moved(
            rows.stream().mapToLong(MigrationRow::allMemorySentBytes).sum(),
            rows.stream().mapToLong(MigrationRow::allContextSentBytes).sum()),
        took.flatMap(any -> TimeSpent.of(rows)));
  }

  /** Whoever was started anew did not stand in any phase, and was copied in no round. */
  static List<MigrationRow> stood(List<MigrationRow> completed) {
    return completed.stream().filter(row -> !row.downtimes().isEmpty()).toList();
  }

  /** The same where {@code link} was the busiest. */
  Figures over(Optional<LinkUsage> link) {
    double seconds = took.map(Summary.Took::seconds).orElse(0.0);
    return new Figures(
        took,
        migrations,
        downtimeMillis,
        slowdownMillis,
        awaySeconds,
        totalSeconds,
        rounds,
        pageFaults,
        bytes,
        timeSpent.map(spent -> spent.over(link.stream().toList(), seconds)));
  }

  private static Optional<Summary.Took> took(Collection<MigrationRow> rows, SimTime end) {
    Optional<SimTime> from =
        rows.stream().map(MigrationRow::plannedAt).min(Comparator.naturalOrder());
    Optional<SimTime> until =
        rows.stream().map(row -> row.settledAt().orElse(end)).max(Comparator.naturalOrder());
    return from.map(
            first ->
                new Summary.Took(
                    first.nanos() / 1e9,
                    until.orElseThrow().nanos() / 1e9,
                    until.orElseThrow().since(first).toSeconds()))
        .filter(
            any ->
                any.seconds() > AT_ONCE.toSeconds()
                    || rows.stream().anyMatch(row -> row.attempts() > 0));
  }

  /** How long those were away that were started anew. */
  private static Optional<Distribution> away(Collection<MigrationRow> rows) {
    return Distribution.of(
        rows.stream().flatMap(row -> row.away().stream()).map(SimDuration::toSeconds).toList());
  }

  private static long outcome(Collection<MigrationRow> rows, String word) {
    return rows.stream().filter(row -> row.outcome().equals(word)).count();
  }

  static Optional<Distribution> millis(
      Collection<MigrationRow> rows, Function<MigrationRow, Stream<SimDuration>> durations) {
    return Distribution.of(rows.stream().flatMap(durations).map(SimDuration::toMillis).toList());
  }
}
