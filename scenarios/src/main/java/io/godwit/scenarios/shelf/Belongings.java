package io.godwit.scenarios.shelf;

import io.godwit.scenarios.run.ComparisonRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What Godwit itself puts into the folder of a run; anything else is somebody's own. */
final class Belongings {

  private static final Set<String> OF_A_RUN =
      Set.of(
          "scenario.yaml",
          "events.db",
          "events.db.new",
          "events.db-journal",
          "events.db-wal",
          "events.db-shm",
          "summary.json",
          "migrations.csv",
          "metrics.prom",
          "report.html",
          "checkpoints",
          ".draft",
          ".lock");

  private Belongings() {}

  /** Something in the folder of {@code entry}, or of one of its parts, that is none of ours. */
  static Optional<Path> stranger(ShelfEntry entry) {
    if (!entry.isComparison()) {
      return stranger(entry.path(), OF_A_RUN);
    }
    Set<String> parts =
        entry.parts().stream()
            .map(part -> part.path().getFileName().toString())
            .collect(Collectors.toSet());
    parts.addAll(ComparisonRun.FILES);
    return stranger(entry.path(), parts)
        .or(() -> entry.parts().stream().flatMap(part -> stranger(part).stream()).findFirst());
  }

  private static Optional<Path> stranger(Path folder, Set<String> known) {
    return Shelf.content(folder).stream()
        .filter(path -> !known.contains(path.getFileName().toString()) || isOdd(path))
        .findFirst();
  }

  /** A link is ours only where {@code latest} is one. */
  private static boolean isOdd(Path path) {
    return Files.isSymbolicLink(path) && !path.getFileName().toString().equals("latest");
  }
}
