package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.Engines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Sync by sync, a configuration as it is predicted and as each repeat of it went. */
public final class SyncReport {

  private static final String EACH = "   %8s %7s %5s";

  private final String name;
  private final List<String> heads = new ArrayList<>();
  private final List<SortedMap<Integer, DirtySync>> columns = new ArrayList<>();

  private SyncReport(String name) {
    this.name = name;
  }

  /** Of {@code name} in {@code files}; the other parameters are those of {@link Oracle#of}. */
  public static String of(
      List<Path> files, Optional<Path> inputs, Optional<Engines> engine, String name)
      throws BadRecord {
    var report = new SyncReport(name);
    SortedSet<String> known = new TreeSet<>();
    for (Path file : files) {
      for (Trial measured : MeasurementFile.trials(file, inputs)) {
        Trial trial = engine.map(measured::withEngine).orElse(measured);
        trial.migrations().forEach(each -> known.add(each.inputs().name()));
        report.add(trial);
      }
    }
    if (report.columns.isEmpty()) {
      throw new BadRecord(
          "%s: no record has this name; there are %s".formatted(name, String.join(", ", known)));
    }
    return report.text();
  }

  /** The first repeat's prediction stands for all. */
  private void add(Trial trial) throws BadRecord {
    for (int i = 0; i < trial.migrations().size(); i++) {
      Measurement each = trial.migrations().get(i);
      if (!each.inputs().name().equals(name)) {
        continue;
      }
      refuseDifferences(each);
      if (columns.isEmpty()) {
        heads.add("predicted");
        columns.add(Prediction.syncs(trial, i, trial.bed()));
      }
      heads.add("repeat " + each.inputs().repeat());
      columns.add(each.syncs());
    }
  }

  private static void refuseDifferences(Measurement each) throws BadRecord {
    if (!each.inputs().aids().deltaCache().isZero()) {
      throw new BadRecord(
          each.inputs().label()
              + ": pages that go as differences (xbzrle) cannot be told from bytes; ask for another");
    }
  }

  private String text() {
    var text = new StringBuilder();
    var first = new StringBuilder(" ".repeat(4));
    var second = new StringBuilder("sync");
    for (String head : heads) {
      first.append(format("   %-22s", head));
      second.append(format(EACH, "at s", "pages", "thr."));
    }
    line(text, first);
    line(text, second);
    SortedSet<Integer> counts = new TreeSet<>();
    columns.forEach(column -> counts.addAll(column.keySet()));
    for (int count : counts) {
      var row = new StringBuilder(format("%4d", count));
      columns.forEach(column -> row.append(cell(column.get(count))));
      line(text, row);
    }
    return text.toString();
  }

  private static String cell(DirtySync sync) {
    return sync == null
        ? format(EACH, "", "", "")
        : format(
            EACH,
            format("%.3f", sync.atSeconds()),
            sync.found(),
            sync.throttlePercent() == 0 ? "" : sync.throttlePercent() + " %");
  }

  private static void line(StringBuilder text, StringBuilder line) {
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.US, format, values);
  }
}
