package io.godwit.scenarios.shelf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Removes folders of runs: links as links, and last what says that a folder is a run. */
final class Removal {

  private static final List<String> MARKS =
      List.of("events.db", "comparison.json", "comparison.yaml");
  private static final String LATEST = "latest";

  private Removal() {}

  /** Whoever is interrupted finds what is left to be a run still, and prunes it again. */
  static void of(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        if (!isDirectory(path) && !isMark(folder, path)) {
          Files.delete(path);
        }
      }
      for (Path path : deepestFirst) {
        if (isDirectory(path) && !path.equals(folder)) {
          Files.delete(path);
        }
      }
      for (String mark : MARKS) {
        Files.deleteIfExists(folder.resolve(mark));
      }
      Files.delete(folder);
    } catch (IOException failed) {
      throw new ShelfException(
          folder,
          "it cannot be removed (%s)".formatted(failed.getMessage()),
          "check its permissions, and prune again");
    }
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static boolean isMark(Path folder, Path path) {
    return path.getParent().equals(folder) && MARKS.contains(path.getFileName().toString());
  }

  /** A link to what is gone points to {@code newest} from now on, or goes too. */
  static void mendLatest(Path runs, Optional<Path> newest) {
    Path latest = runs.resolve(LATEST);
    if (!Files.isSymbolicLink(latest) || Files.exists(latest)) {
      return;
    }
    try {
      Files.delete(latest);
      if (newest.isPresent()) {
        Files.createSymbolicLink(latest, newest.get().getFileName());
      }
    } catch (IOException failed) {
      throw new ShelfException(
          latest, "the link to a run that is gone stays", "remove it yourself");
    }
  }
}
