package io.godwit.scenarios.serve;

import io.godwit.scenarios.run.ComparisonRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of runs, of which certain files may be seen, and nothing else anywhere. */
final class RunShelf {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,200}");

  /** What may be seen of a run, and what it is. */
  private static final Map<String, String> FILES =
      Map.of(
          "report.html", "text/html; charset=utf-8",
          "summary.json", "application/json",
          "comparison.json", "application/json",
          "migrations.csv", "text/csv; charset=utf-8",
          "metrics.prom", "text/plain; charset=utf-8",
          "scenario.yaml", "text/plain; charset=utf-8");

  /** More than that nobody lists. */
  private static final int MOST = 1000;

  /** A file that may be seen. */
  record Seen(Path path, String type) {}

  /** A run, and which of its files are there. */
  record Entry(String name, List<String> files) {}

  private final Path root;

  RunShelf(Path root) {
    this.root = root;
  }

  /** The file of this name of a run; empty when there is none, or none that may be seen. */
  Optional<Seen> file(List<String> run, String file) throws IOException {
    String type = FILES.get(file);
    if (type == null || run.isEmpty() || run.size() > 2 || !run.stream().allMatch(this::isName)) {
      return Optional.empty();
    }
    Path path = root.resolve(String.join("/", run)).resolve(file);
    boolean inside = Files.isRegularFile(path) && path.toRealPath().startsWith(root.toRealPath());
    return inside ? Optional.of(new Seen(path, type)) : Optional.empty();
  }

  private boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The runs, the newest first; those of a comparison are named with it. */
  List<Entry> entries() throws IOException {
    var entries = new ArrayList<Entry>();
    for (Path folder : folders(root)) {
      add(entries, folder, folder.getFileName().toString());
      if (ComparisonRun.isIn(folder)) {
        for (Path run : folders(folder)) {
          add(entries, run, folder.getFileName() + "/" + run.getFileName());
        }
      }
    }
    return entries;
  }

  private static void add(List<Entry> entries, Path folder, String name) {
    List<String> files =
        FILES.keySet().stream()
            .filter(file -> Files.isRegularFile(folder.resolve(file)))
            .sorted()
            .toList();
    if (!files.isEmpty()) {
      entries.add(new Entry(name, files));
    }
  }

  private List<Path> folders(Path in) throws IOException {
    if (!Files.isDirectory(in)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
          .filter(path -> isName(path.getFileName().toString()))
          .sorted(Comparator.comparing((Path path) -> path.toFile().lastModified()).reversed())
          .limit(MOST)
          .toList();
    }
  }
}
