package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.MigrationRow;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One line per migration (RFC 4180); numbers with a fixed number of decimals, empty for unknown.
 */
public final class MigrationsCsv {

  /** A column: its name, what it holds (for the reference), and how it is read. */
  private record Column(String name, String about, Function<MigrationRow, String> value) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("migration", "name of the migration", MigrationRow::migration),
          new Column("vm", "the guest that moved", MigrationRow::vm),
          new Column("source", "host that it left", MigrationRow::source),
          new Column(
              "destination", "host of the last attempt, empty if none", MigrationRow::destination),
          new Column(
              "outcome",
              "completed, failed, rolled-back, lost or cancelled",
              MigrationRow::outcome),
          new Column("attempts", "how many were made", row -> String.valueOf(row.attempts())),
          new Column(
              "memory_bytes", "memory of the guest", row -> String.valueOf(row.memoryBytes())),
          new Column("devices", "devices that moved", row -> String.valueOf(row.devices())),
          new Column("planned_s", "virtual time of the request", row -> seconds(row.plannedAt())),
          new Column(
              "started_s",
              "virtual time at which the first attempt began",
              row -> row.startedAt().map(MigrationsCsv::seconds).orElse("")),
          new Column(
              "settled_s",
              "virtual time of the outcome",
              row -> row.settledAt().map(MigrationsCsv::seconds).orElse("")),
          new Column("total_ms", "duration of the completed attempt", row -> millis(row.total())),
          new Column(
              "downtime_ms",
              "how long the guest stood, the last time",
              row -> millis(row.downtime())),
          phase(Phase.VCPU_STOP),
          phase(Phase.DEVICE_STOP),
          phase(Phase.FREEZE),
          phase(Phase.CONTEXT_READ),
          phase(Phase.FINAL_MEMORY),
          phase(Phase.CONTEXT_WRITE),
          phase(Phase.RESUME),
          new Column(
              "slowdown_ms",
              "processor time lost while running: throttled, or waiting for pages",
              row -> millis(Optional.of(row.slowdown()))),
          new Column(
              "throttle_percent",
              "the most that was taken from the guest's processors",
              row -> String.valueOf(row.peakThrottlePercent())),
          new Column(
              "page_faults",
              "pages touched in post-copy before they came",
              row -> String.valueOf(row.pageFaults())),
          new Column("rounds", "pre-copy rounds", row -> String.valueOf(row.rounds())),
          new Column(
              "memory_sent_bytes",
              "memory on the wire, in the last attempt",
              row -> String.valueOf(row.memorySentBytes())),
          new Column(
              "context_sent_bytes",
              "device context on the wire, in the last attempt",
              row -> String.valueOf(row.contextSentBytes())),
          new Column(
              "work_ms",
              "what the guest got done from the request to the outcome, in time of processors of"
                  + " speed 100",
              row -> millis(Optional.of(row.work()))),
          new Column(
              "waiting_ms",
              "from the request to the first attempt, and before each further one",
              row -> millis(sum(row.spent().waiting()))),
          new Column(
              "waited_for",
              "what most of that was for: the key of a limit, room, apart, retry or turn",
              row -> largest(row.spent().waiting())),
          new Column(
              "copying_ms",
              "all of its memory once, or what followed it; in all attempts",
              row -> millis(sum(row.spent().copying()))),
          new Column(
              "copied_by",
              "what held that down most: a link, max-bandwidth, stream or host",
              row -> largest(row.spent().copying())),
          new Column(
              "converging_ms",
              "copying again what was written meanwhile; in all attempts",
              row -> millis(row.spent().converging())),
          new Column(
              "standing_ms",
              "in all downtimes of all attempts",
              row -> millis(row.spent().standing())),
          new Column("reason", "why the last failed attempt failed", MigrationRow::reason));

  private MigrationsCsv() {}

  private static Column phase(Phase phase) {
    return new Column(
        phase.word().replace('-', '_') + "_ms",
        "part of the downtime: phase " + phase.word(),
        row -> row.downtime().isPresent() ? millis(Optional.of(row.in(phase))) : "");
  }

  private static SimDuration sum(Map<String, SimDuration> parts) {
    return parts.values().stream().reduce(SimDuration.ZERO, SimDuration::plus);
  }

  private static String largest(Map<String, SimDuration> parts) {
    return parts.entrySet().stream()
        .reduce((a, b) -> b.getValue().compareTo(a.getValue()) > 0 ? b : a)
        .map(Map.Entry::getKey)
        .orElse("");
  }

  private static final long NANOS_PER_MILLI = 1_000_000;

  public static void write(Collection<MigrationRow> rows, Appendable to) throws IOException {
    line(COLUMNS.stream().map(Column::name).toList(), to);
    for (MigrationRow row : rows) {
      line(COLUMNS.stream().map(column -> quoted(column.value().apply(row))).toList(), to);
    }
  }

  private static void line(List<String> cells, Appendable to) throws IOException {
    to.append(String.join(",", cells)).append("\r\n");
  }

  /** A markdown table of all columns, for the reference. */
  public static String reference() {
    var table = new StringBuilder("| column | meaning |\n| --- | --- |\n");
    COLUMNS.forEach(
        column ->
            table
                .append("| `")
                .append(column.name())
                .append("` | ")
                .append(column.about())
                .append(" |\n"));
    return table.toString();
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  private static String seconds(SimTime time) {
    return String.format(Locale.US, "%.6f", time.nanos() / 1e9);
  }

  private static String millis(Optional<SimDuration> duration) {
    return duration.map(MigrationsCsv::millis).orElse("");
  }

  /** To the nanosecond; a formatter would take a fortieth of a large run's time. */
  private static String millis(SimDuration duration) {
    String fraction = String.valueOf(NANOS_PER_MILLI + duration.nanos() % NANOS_PER_MILLI);
    return duration.nanos() / NANOS_PER_MILLI + "." + fraction.substring(1);
  }
}
