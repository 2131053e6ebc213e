package io.godwit.scenarios.shelf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is kept in a folder of runs. Links are not followed: what they point to is elsewhere, and
 * somebody else's.
 *
 * @param entries the oldest first
 * @param others names of what is no run
 */
public record Shelf(Path folder, List<ShelfEntry> entries, List<String> others) {

  public Shelf {
    entries = List.copyOf(entries);
    others = List.copyOf(others);
  }

  /** Looks through {@code folder}; throws {@link ShelfException} when there is none. */
  public static Shelf of(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Files.exists(folder)
          ? new ShelfException(folder, "this is a file", "name a folder of runs")
          : new ShelfException(
              folder, "there is no such folder", "'godwit run' makes one, or name another");
    }
    var entries = new ArrayList<ShelfEntry>();
    var others = new ArrayList<String>();
    for (Path path : content(folder)) {
      if (Files.isSymbolicLink(path)) {
        continue;
      }
      ShelfReader.read(path, path.getFileName().toString())
          .ifPresentOrElse(entries::add, () -> others.add(path.getFileName().toString()));
    }
    entries.sort(Comparator.comparing(ShelfEntry::recorded).thenComparing(ShelfEntry::name));
    return new Shelf(folder, entries, others);
  }

  /** What is in a folder, in the order of the names. */
  static List<Path> content(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException failed) {
      throw new ShelfException(folder, "it cannot be listed", "check its permissions");
    }
  }

  /** The bytes of all files in a folder and below, links not followed. */
  static long bytes(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(Shelf::size)
          .sum();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A file that goes away meanwhile has none. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException gone) {
      return 0;
    }
  }

  /** A run here that was forked from this one, or from a part of it. */
  public Optional<ShelfEntry> forkOf(ShelfEntry entry) {
    return runs()
        .filter(run -> !entry.all().contains(run))
        .filter(run -> entry.all().stream().anyMatch(run::isForkOf))
        .findFirst();
  }

  /** The run here that this one was forked from. */
  Optional<ShelfEntry> origin(ShelfEntry entry) {
    return runs().filter(entry::isForkOf).findFirst();
  }

  /** Whether another run stands where the one stood that this one was forked from. */
  boolean isOrphan(ShelfEntry entry) {
    return origin(entry).isEmpty() && runs().anyMatch(entry::namesAsParent);
  }

  private Stream<ShelfEntry> runs() {
    return entries.stream().flatMap(entry -> entry.all().stream());
  }
}
