package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Takes over the keys of other files ({@code include: [racks.yaml, guests.yaml]}) that a file does
 * not have itself: blocks key by key, lists and values whole; of two files the later one counts.
 */
final class Includes {

  static final String KEY = "include";

  private static final int DEEPEST = 8;
  private static final int MOST_FILES = 32;

  /** The files that the one at hand is included in, the outermost first. */
  private final Deque<Path> within = new ArrayDeque<>();

  private int files;
  private int characters;

  private Includes() {}

  /**
   * Changes {@code root}, whose files are relative to {@code folder}; says whether it included any.
   */
  static boolean resolve(Branch root, Path file, Path folder) throws ScenarioProblems {
    var includes = new Includes();
    includes.within.addLast(file.toAbsolutePath().normalize());
    includes.take(root, folder);
    return includes.files > 0;
  }

  private void take(Branch branch, Path folder) throws ScenarioProblems {
    Tree.Entry entry = branch.entries().remove(KEY);
    if (entry != null) {
      List<Leaf> names = names(entry.value());
      for (int i = names.size() - 1; i >= 0; i--) {
        merge(branch, read(names.get(i), folder));
      }
    }
  }

  private static List<Leaf> names(Tree tree) throws ScenarioProblems {
    List<Tree> written = tree instanceof Items items ? items.items() : List.of(tree);
    var names = new ArrayList<Leaf>();
    for (Tree each : written) {
      if (!(each instanceof Leaf leaf) || leaf.text().isBlank()) {
        throw problem(each, each.kind() + " where the name of a file belongs, such as racks.yaml");
      }
      names.add(leaf);
    }
    return names;
  }

  private Branch read(Leaf name, Path folder) throws ScenarioProblems {
    Path path = path(name, folder);
    Path absolute = path.toAbsolutePath().normalize();
    if (within.contains(absolute)) {
      throw problem(name, "%s would include itself; take it out here".formatted(path));
    } else if (within.size() > DEEPEST) {
      throw problem(name, "files are included at most %d deep".formatted(DEEPEST));
    } else if (++files > MOST_FILES) {
      throw problem(name, "at most %d files are included in all".formatted(MOST_FILES));
    } else if (!Files.isRegularFile(path)) {
      throw problem(
          name,
          Files.exists(path)
              ? name.kind() + " is a directory or a device; name a file"
              : "there is no file %s; paths start where this file is".formatted(path));
    }
    String text = TextSource.of(path);
    characters += text.length();
    if (characters > TextSource.MOST_BYTES) {
      throw problem(
          name,
          "all files together have more than %,d bytes, the most that is read"
              .formatted(TextSource.MOST_BYTES));
    }
    Branch other = YamlReader.read(path.toString(), text);
    within.addLast(absolute);
    take(other, path.resolveSibling(""));
    within.removeLast();
    return other;
  }

  private static Path path(Leaf name, Path folder) throws ScenarioProblems {
    try {
      return folder.resolve(name.text()).normalize();
    } catch (InvalidPathException impossible) {
      throw problem(name, name.kind() + " cannot name a file");
    }
  }

  private static void merge(Branch branch, Branch other) {
    other
        .entries()
        .forEach(
            (key, entry) -> {
              Tree.Entry own = branch.entries().putIfAbsent(key, entry);
              if (own != null
                  && own.value() instanceof Branch under
                  && entry.value() instanceof Branch over) {
                merge(under, over);
              }
            });
  }

  private static ScenarioProblems problem(Tree at, String message) {
    Tree.Place place = at.place();
    return new ScenarioProblems(
        List.of(new Problem(place.file(), place.line(), place.column(), KEY, message)));
  }
}
