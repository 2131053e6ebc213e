package io.godwit.scenarios.shelf;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Exact;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A shelf as a table, for people. */
public final class ShelfText {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
  private static final int NAMED_OTHERS = 5;

  private record Line(String name, ShelfEntry entry) {}

  private final Shelf shelf;
  private final ZoneId zone;
  private final StringBuilder page = new StringBuilder();

  private ShelfText(Shelf shelf, ZoneId zone) {
    this.shelf = shelf;
    this.zone = zone;
  }

  /**
   * One line a run, the oldest first.
   *
   * @param tree forks below what they were forked from, and the runs of a comparison below it
   */
  public static String of(Shelf shelf, boolean tree, ZoneId zone) {
    return new ShelfText(shelf, zone).write(tree);
  }

  private String write(boolean tree) {
    var lines = new ArrayList<Line>();
    for (ShelfEntry entry : shelf.entries()) {
      if (!tree) {
        lines.add(new Line(entry.name(), entry));
      } else if (origin(entry).isEmpty()) {
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

  /** The entry here, or the part of one, that this one was forked from. */
  private Optional<ShelfEntry> origin(ShelfEntry entry) {
    return entry.lineage().flatMap(lineage -> at(lineage.origin(entry.path())));
  }

  private Optional<ShelfEntry> at(Path path) {
    return shelf.entries().stream()
        .flatMap(entry -> entry.all().stream())
        .filter(entry -> entry.path().toAbsolutePath().normalize().equals(path))
        .findFirst();
  }

  private void grow(ShelfEntry entry, String branch, String indent, List<Line> lines) {
    lines.add(new Line(branch + entry.name(), entry));
    var below = new ArrayList<>(entry.parts());
    for (ShelfEntry each : shelf.entries()) {
      if (origin(each).filter(entry::equals).isPresent()) {
        below.add(each);
      }
    }
    for (int i = 0; i < below.size(); i++) {
      boolean last = i == below.size() - 1;
      grow(below.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "), lines);
    }
  }

  private void table(List<Line> lines) {
    int name = Math.max(3, lines.stream().mapToInt(line -> line.name().length()).max().orElse(0));
    int scenario =
        Math.max(
            8, lines.stream().mapToInt(line -> line.entry().scenario().length()).max().orElse(0));
    String form = "%-" + name + "s  %-" + scenario + "s  %6s  %-10s %11s %12s %10s  %-16s  %s";
    line(form, "run", "scenario", "seed", "verdict", "events", "virtual", "size", "recorded", "");
    for (Line each : lines) {
      ShelfEntry entry = each.entry();
      line(
          form,
          each.name(),
          entry.scenario(),
          entry.seed().map(String::valueOf).orElse("-"),
          entry.verdict(),
          entry
              .events()
              .map(count -> String.format(Locale.ROOT, "%,d", count))
              .orElse(parts(entry)),
          entry.virtualSeconds().map(s -> String.format(Locale.ROOT, "%,.1f s", s)).orElse("-"),
          new ByteCount(entry.bytes()),
          WHEN.format(entry.recorded().atZone(zone)),
          remark(entry));
    }
  }

  private static String parts(ShelfEntry entry) {
    return entry.isComparison() ? entry.parts().size() + " runs" : "-";
  }

  private static String remark(ShelfEntry entry) {
    return entry
        .lineage()
        .map(
            lineage ->
                "forked from %s at %s"
                    .formatted(lineage.forkedFrom(), Exact.text(lineage.forkedAt())))
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
    page.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
