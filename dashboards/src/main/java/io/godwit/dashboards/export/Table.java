package io.godwit.dashboards.export;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The tidy tables of a run: a row is one thing, a column one value, and its name ends with its
 * unit. Times are virtual, since the run began.
 */
public enum Table {
  MIGRATIONS(
      "one row a migration",
      "migration|its name",
      "vm|the guest that it moves",
      "source|the host that the guest leaves",
      "destination|the host of the last attempt, empty if none",
      "planned_ns|when it was asked for",
      "settled_ns|when it was over, or the record ended",
      "outcome|completed, failed, rolled-back, lost, cancelled or unsettled",
      "attempts|how many were made"),
  ATTEMPTS(
      "one row an attempt",
      "migration|whose it is",
      "attempt|its number, from 1",
      "destination|host",
      "begin_ns|when it was let begin",
      "end_ns|when it was over",
      "outcome|completed, failed, rolled-back, lost or unsettled",
      "downtime_ns|how long the guest stood, empty if it did not",
      "memory_bytes|memory of the guest",
      "strategy|of the memory",
      "engine|profile that decides",
      "reason|why it did not complete"),
  PHASES(
      "one row a phase of an attempt",
      "migration|whose it is",
      "attempt|its number, from 1",
      "phase|reserve, pre-copy, vcpu-stop, ... or undo",
      "begin_ns|when it began",
      "end_ns|when it ended"),
  TRANSFERS(
      "one row a sending of memory within a phase: a round, the last memory, or what follows",
      "migration|whose it is",
      "attempt|its number, from 1",
      "transfer|what it was",
      "begin_ns|when it began",
      "end_ns|when it ended",
      "sent_bytes|on the wire"),
  COMMANDS(
      "one row an admin command, or a write to a status register",
      "migration|on whose behalf",
      "host|of the device",
      "member|the device",
      "opcode|of the command",
      "operation|what it is part of",
      "begin_ns|when it was submitted",
      "end_ns|when its answer was seen, or the record ended",
      "status|of the answer, empty if none came"),
  FLOWS(
      "one row a flow across the fabric that is over",
      "flow|its number",
      "asker|for whom",
      "source|host",
      "destination|host",
      "begin_ns|when it was started",
      "end_ns|when it was over",
      "memory_bytes|that arrived",
      "context_bytes|that arrived",
      "links|its way, separated by blanks"),
  LINKS(
      "one row a link that carried anything",
      "link|its name",
      "capacity_bytes_per_second|what all flows may have together",
      "carried_bytes|in the whole run",
      "full_ns|how long it was full",
      "peak_bytes_per_second|the most at once"),
  FAULTS("one row a disturbance", "at_ns|when", "target|what it struck", "kind|what it was");

  /** Numbers that have no unit. */
  private static final List<String> COUNTS = List.of("attempt", "attempts", "flow");

  /** A column and what it holds. */
  public record Column(String name, String about) {
    static Column of(String text) {
      int bar = text.indexOf('|');
      return new Column(text.substring(0, bar), text.substring(bar + 1));
    }

    /** Whether its values are whole numbers, where there are any; else they are texts. */
    boolean isNumber() {
      return COUNTS.contains(name) || name.matches(".*_(ns|bytes|bytes_per_second)");
    }
  }

  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
  private final List<Column> columns;

  Table(String about, String... columns) {
    this.about = about;
    this.columns = Stream.of(columns).map(Column::of).toList();
  }

  /** What its file is called, without an ending. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String about() {
    return about;
  }

  public List<Column> columns() {
    return columns;
  }

  /** All tables and their columns as markdown, for the reference. */
  public static String reference() {
    var page = new StringBuilder();
    for (Table table : values()) {
      page.append("### `%s`: %s\n\n".formatted(table.word(), table.about))
          .append("| column | meaning |\n| --- | --- |\n");
      table.columns.forEach(
          column -> page.append("| `%s` | %s |\n".formatted(column.name(), column.about())));
      page.append('\n');
    }
    return page.toString();
  }
}
