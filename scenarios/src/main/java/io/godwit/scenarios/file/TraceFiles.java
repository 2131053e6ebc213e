package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import io.godwit.scenarios.file.Tree.Place;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts traces that are in files of their own into the scenario: wherever a block says {@code
 * trace-file}, it gets a {@code trace} instead. So a run's own scenario needs no other file.
 *
 * <p>A trace file has one interval a line, as comma-separated values: what was measured in it, and
 * before that, if there are two columns, the time in seconds at which it began. With one column the
 * lines are a second each. A first line that is no number names the columns; it may call the last
 * one bytes instead of pages.
 */
final class TraceFiles {

  private static final int MOST_LINES = 100_000;
  private static final int MOST_BYTES = 4 << 20;
  private static final String KEY = DirtyingBlock.TRACE_FILE.name();

  private static final String TRACE = DirtyingBlock.TRACE.name();

  /** What a block with a trace calls the value of an interval, and its unit where none is named. */
  private enum Kind {
    DIRTYING(DirtyingBlock.DIRTIES, "pages"),
    BACKGROUND(BackgroundBlock.RATE_IN_IT, "bytes");

    private final String key;
    private final String unit;

    Kind(Key<?> key, String unit) {
      this.key = key.name();
      this.unit = unit;
    }

    String written(BigDecimal value, String column) {
      boolean pages = column.equals("pages");
      BigDecimal bytes = pages ? value.multiply(BigDecimal.valueOf(4096)) : value;
      String whole = bytes.setScale(0, RoundingMode.HALF_UP).toPlainString();
      return this == DIRTYING ? whole + " B" : whole + " B/s";
    }
  }

  private final Path folder;
  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private boolean changed;

  private TraceFiles(String file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  /**
   * Changes {@code root}; throws with every file that cannot be read.
   *
   * @param folder that the names of trace files are relative to
   * @return whether there was any
   */
  static boolean putInto(Branch root, String file, Path folder) throws ScenarioProblems {
    var files = new TraceFiles(file, folder);
    Stream.of(ScenarioBlock.VMS, ScenarioBlock.ARRIVALS)
        .flatMap(groups -> children(root, groups).stream())
        .forEach(group -> files.expand(group, GuestBlock.DIRTYING, Kind.DIRTYING));
    child(root, ScenarioBlock.DATACENTER)
        .flatMap(datacenter -> child(datacenter, DatacenterBlock.FABRIC))
        .ifPresent(
            fabric ->
                children(fabric, FabricBlock.BACKGROUND)
                    .forEach(each -> files.expand(each, Kind.BACKGROUND)));
    if (!files.problems.isEmpty()) {
      throw new ScenarioProblems(files.problems);
    }
    return files.changed;
  }

  private static Optional<Branch> child(Branch of, Key<?> key) {
    return Optional.ofNullable(of.entries().get(key.name()))
        .map(Tree.Entry::value)
        .filter(Branch.class::isInstance)
        .map(Branch.class::cast);
  }

  private static List<Branch> children(Branch of, Key<?> key) {
    Tree.Entry entry = of.entries().get(key.name());
    return entry != null && entry.value() instanceof Items items
        ? items.items().stream().filter(Branch.class::isInstance).map(Branch.class::cast).toList()
        : List.of();
  }

  private void expand(Branch parent, Key<?> key, Kind kind) {
    child(parent, key).ifPresent(block -> expand(block, kind));
  }

  private void expand(Branch block, Kind kind) {
    Tree.Entry entry = block.entries().get(KEY);
    if (entry == null || !(entry.value() instanceof Leaf name)) {
      return;
    }
    if (block.entries().containsKey(TRACE)) {
      problem(entry.key(), "there is a trace already; leave one of the two out");
      return;
    }
    try {
      Items trace = intervals(name, kind);
      block.entries().remove(KEY);
      block.entries().put(TRACE, new Tree.Entry(entry.key(), trace));
      changed = true;
    } catch (BadTrace bad) {
      problem(name.place(), bad.getMessage());
    }
  }

  private Items intervals(Leaf name, Kind kind) throws BadTrace {
    List<String> lines = lines(name.text());
    var trace = new Items(name.place());
    String column = kind.unit;
    var begins = new ArrayList<BigDecimal>();
    var values = new ArrayList<BigDecimal>();
    for (int i = 0; i < lines.size(); i++) {
      List<String> cells = cells(lines.get(i));
      if (lines.get(i).isBlank() || lines.get(i).startsWith("#")) {
        continue;
      } else if (begins.isEmpty() && values.isEmpty() && !isNumber(cells.get(cells.size() - 1))) {
        column = column(name.text(), cells.get(cells.size() - 1));
        continue;
      }
      if (cells.size() > 2) {
        throw new BadTrace(
            "%s:%d: %d columns; a line is a value, or a time in seconds and a value"
                .formatted(name.text(), i + 1, cells.size()));
      }
      values.add(number(name.text(), i + 1, cells.get(cells.size() - 1)));
      if (cells.size() == 2) {
        begins.add(number(name.text(), i + 1, cells.get(0)));
      }
    }
    if (values.isEmpty() || (!begins.isEmpty() && begins.size() != values.size())) {
      throw new BadTrace(
          name.text() + ": a trace is one value a line, or a time and a value in each line");
    }
    for (int i = 0; i < values.size(); i++) {
      trace
          .items()
          .add(interval(name.place(), length(name.text(), begins, i), values.get(i), kind, column));
    }
    return trace;
  }

  private static String column(String name, String header) throws BadTrace {
    String word = header.toLowerCase(Locale.ROOT);
    if (word.contains("byte") || word.equals("b/s")) {
      return "bytes";
    } else if (word.contains("page")) {
      return "pages";
    }
    throw new BadTrace(
        "%s: its last column is called '%s'; call it pages or bytes".formatted(name, header));
  }

  /** Until the next one begins; the last is as long as the one before it. */
  private static BigDecimal length(String name, List<BigDecimal> begins, int i) throws BadTrace {
    if (begins.size() < 2) {
      return BigDecimal.ONE;
    }
    int from = Math.min(i, begins.size() - 2);
    BigDecimal length = begins.get(from + 1).subtract(begins.get(from));
    if (length.signum() <= 0) {
      throw new BadTrace(
          "%s: times must rise, and %s s follows %s s"
              .formatted(name, begins.get(from + 1), begins.get(from)));
    }
    return length;
  }

  private static Branch interval(
      Place place, BigDecimal seconds, BigDecimal value, Kind kind, String column) {
    var interval = new Branch(place);
    String nanos =
        seconds.movePointRight(9).setScale(0, RoundingMode.HALF_UP).toPlainString() + " ns";
    interval
        .entries()
        .put(
            DirtyingBlock.INTERVAL_FOR.name(), new Tree.Entry(place, new Leaf(place, nanos, true)));
    interval
        .entries()
        .put(kind.key, new Tree.Entry(place, new Leaf(place, kind.written(value, column), true)));
    return interval;
  }

  private List<String> lines(String name) throws BadTrace {
    Path path = folder.resolve(name);
    try {
      if (!Files.isRegularFile(path)) {
        throw new BadTrace(
            Files.exists(path)
                ? "'%s' is a directory or a device; name a file".formatted(name)
                : "there is no file '%s' beside the scenario".formatted(name));
      } else if (Files.size(path) > MOST_BYTES) {
        throw new BadTrace("%s: more than %,d bytes".formatted(name, MOST_BYTES));
      }
      List<String> lines = Files.readAllLines(path);
      if (lines.size() > MOST_LINES) {
        throw new BadTrace("%s: more than %,d lines".formatted(name, MOST_LINES));
      }
      return lines;
    } catch (CharacterCodingException binary) {
      throw new BadTrace(name + ": not a text file");
    } catch (IOException failed) {
      throw new BadTrace("%s: cannot be read: %s".formatted(name, failed.getMessage()));
    }
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    for (String cell : line.split("[,;\\t]", -1)) {
      cells.add(cell.strip());
    }
    return cells;
  }

  private static boolean isNumber(String cell) {
    return cell.matches("-?[0-9]{1,15}(\\.[0-9]{1,12})?");
  }

  private static BigDecimal number(String name, int line, String cell) throws BadTrace {
    if (!isNumber(cell) || cell.startsWith("-")) {
      throw new BadTrace("%s:%d: '%s' is no number of 0 or more".formatted(name, line, cell));
    }
    return new BigDecimal(cell);
  }

  private void problem(Place at, String message) {
    problems.add(new Problem(file, at.line(), at.column(), KEY, message));
  }

  /** What is wrong with a file. */
  private static final class BadTrace extends Exception {
    private static final long serialVersionUID = 1L;

    BadTrace(String message) {
      super(message);
    }
  }
}
