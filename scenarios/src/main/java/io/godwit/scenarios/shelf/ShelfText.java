package io.godwit.scenarios.shelf;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.Exact;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A shelf as a table, for people. */
public final class ShelfText {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final int NAMED_OTHERS = 5;

  private record Line(String name, ShelfEntry entry, String remark) {}

  private final Shelf shelf;
  private final ZoneId zone;
  private final int widest;
  private final StringBuilder page = new StringBuilder();

  private ShelfText(Shelf shelf, ZoneId zone, int widest) {
    this.widest = widest;
    this.shelf = shelf;
    this.zone = zone;
  }

  /**
   * One line a run, the oldest first.
   *
   * @param tree forks below what they were forked from, and the runs of a comparison below it
   * @param widest how many columns there are; what does not find room is left out
   */
  public static String of(Shelf shelf, boolean tree, ZoneId zone, int widest) {
    return new ShelfText(shelf, zone, widest).write(tree);
  }

  private String write(boolean tree) {
    var lines = new ArrayList<Line>();
    for (ShelfEntry entry : shelf.entries()) {
      if (!tree) {
        lines.add(new Line(entry.name(), entry, remark(entry)));
      } else if (shelf.origin(entry).isEmpty()) {
        grow(entry, "", "", lines);
      }
    }
    if (lines.isEmpty()) {
      line("no runs in %s", shelf.folder());
    } else {
      table(lines);
    }
    others();
    return page.toString();
  }

  private void grow(ShelfEntry entry, String branch, String indent, List<Line> lines) {
    lines.add(new Line(branch + entry.name(), entry, remark(entry)));
    var below = new ArrayList<>(entry.parts());
    for (ShelfEntry each : shelf.entries()) {
      if (shelf.origin(each).filter(entry::equals).isPresent()) {
        below.add(each);
      }
    }
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      grow(below.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), lines);
    }
  }

  private void table(List<Line> lines) {
    var columns = new ArrayList<>(List.of(Column.values()));
    if (lines.stream().allMatch(each -> Column.REMARK.of(each, zone).isEmpty())) {
      columns.remove(Column.REMARK);
    }
    for (Column dispensable : Column.IN_ORDER_OF_NEED) {
      if (width(columns, lines) > widest) {
        columns.remove(dispensable);
      }
    }
    row(columns, lines, Column::title);
    for (Line each : lines) {
      row(columns, lines, column -> column.of(each, zone));
    }
  }

  private void row(List<Column> columns, List<Line> lines, Function<Column, String> cell) {
    var row = new StringJoiner("  ");
    for (Column column : columns) {
      String text = cell.apply(column);
      String space = " ".repeat(Math.max(0, width(column, lines) - text.length()));
      row.add(column.toTheRight() ? space + text : text + space);
    }
    String line = row.toString().stripTrailing();
    page.append(line.length() <= widest ? line : line.substring(0, widest - 1) + '~').append('\n');
  }

  private int width(List<Column> columns, List<Line> lines) {
    return columns.stream().mapToInt(column -> width(column, lines) + 2).sum() - 2;
  }

  private int width(Column column, List<Line> lines) {
    int cells = lines.stream().mapToInt(each -> column.of(each, zone).length()).max().orElse(0);
    return Math.max(column.title().length(), cells);
  }

  /** What is said of a run, from left to right. */
  private enum Column {
    RUN("run", false, (line, zone) -> line.name()),
    SCENARIO("scenario", false, (line, zone) -> line.entry().scenario()),
    SEED("seed", true, (line, zone) -> line.entry().seed().map(String::valueOf).orElse("-")),
    VERDICT("verdict", false, (line, zone) -> line.entry().verdict()),
    EVENTS("events", true, (line, zone) -> events(line.entry())),
    VIRTUAL("virtual", true, (line, zone) -> virtual(line.entry())),
    SIZE("size", true, (line, zone) -> new ByteCount(line.entry().bytes()).toString()),
    RECORDED("recorded", false, (line, zone) -> WHEN.format(line.entry().recorded().atZone(zone))),
    REMARK("", false, (line, zone) -> line.remark());

    /** What goes first where not all find room. */
    private static final List<Column> IN_ORDER_OF_NEED =
        List.of(SCENARIO, SEED, VIRTUAL, RECORDED, EVENTS, REMARK);

    private final String title;
    private final boolean toTheRight;

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
    private final BiFunction<Line, ZoneId, String> cell;

    Column(String title, boolean toTheRight, BiFunction<Line, ZoneId, String> cell) {
      this.title = title;
      this.toTheRight = toTheRight;
      this.cell = cell;
    }

    String title() {
      return title;
    }

    boolean toTheRight() {
      return toTheRight;
    }

    String of(Line line, ZoneId zone) {
      return cell.apply(line, zone);
    }
  }

  private static String events(ShelfEntry entry) {
    return entry.events().map(count -> String.format(Locale.US, "%,d", count)).orElse(parts(entry));
  }

  private static String virtual(ShelfEntry entry) {
    return entry.virtualSeconds().map(s -> String.format(Locale.US, "%,.1f s", s)).orElse("-");
  }

  private static String parts(ShelfEntry entry) {
    return entry.isComparison() ? Counted.of(entry.parts().size(), "run") : "-";
  }

  private String remark(ShelfEntry entry) {
    return entry
        .lineage()
        .map(
            lineage ->
                "forked from %s%s at %s"
                    .formatted(
                        shelf.isOrphan(entry) ? "another " : "",
                        lineage.forkedFrom(),
                        Exact.text(lineage.forkedAt())))
        .orElse(entry.trouble());
  }

  private void others() {
    if (!shelf.others().isEmpty()) {
      List<String> named = shelf.others().stream().limit(NAMED_OTHERS).toList();
      int more = shelf.others().size() - named.size();
      line("");
      line("no runs: %s%s", String.join(", ", named), more > 0 ? " and " + more + " more" : "");
    }
  }

  private void line(String format, Object... values) {
    page.append(String.format(Locale.US, format, values).stripTrailing()).append('\n');
  }
}
