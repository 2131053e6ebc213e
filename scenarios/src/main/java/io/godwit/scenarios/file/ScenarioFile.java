package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A scenario file that was read and checked.
 *
 * @param hints what is no mistake, and yet should be said
 * @param groups by the name of a group of guests: what says where they are at first
 * @param text the YAML that was run, with what it includes and the overrides of the command line
 */
public record ScenarioFile(
    Scenario scenario, String text, List<Problem> hints, Map<String, Spot> groups) {

  /** What messages call a text, the file that it is, and the folder that its paths start from. */
  private record Origin(String name, Path file, Path folder) {
    static Origin of(Path path) {
      return new Origin(path.toString(), path, path.resolveSibling(""));
    }
  }

  /** At the top of a file keys of this kind hold what anchors name, and nothing reads them. */
  private static final String SHARED = "x-";

  /**
   * Reads the file at {@code path}.
   *
   * @param settings overrides of the form {@code path=value}, applied in order
   * @throws ScenarioProblems with every problem of the file and the overrides
   */
  public static ScenarioFile read(Path path, List<String> settings) throws ScenarioProblems {
    return parse(Origin.of(path), TextSource.of(path), settings, true);
  }

  /**
   * The same, where keys may stand that nothing reads: in a scenario that was run already, perhaps
   * by an older version, and in one run of a comparison, of which another one reads them.
   */
  public static ScenarioFile readAnyway(Path path, List<String> settings) throws ScenarioProblems {
    return parse(Origin.of(path), TextSource.of(path), settings, false);
  }

  /** As {@link #read}, for a text that is called {@code file} in messages. */
  public static ScenarioFile parse(String file, String text, List<String> settings)
      throws ScenarioProblems {
    return parse(new Origin(file, Path.of(file), Path.of("")), text, settings, true);
  }

  /** What the scenario at {@code path} says that it is about; nothing else of it is looked at. */
  public static String about(Path path) throws ScenarioProblems {
    Branch root = YamlReader.read(Origin.of(path).name(), TextSource.of(path));
    return String.valueOf(YamlText.plain(root).getOrDefault(ScenarioBlock.ABOUT.name(), ""));
  }

  /** The text of the file at {@code path}, which need not be a scenario. */
  public static String text(Path path) throws ScenarioProblems {
    return TextSource.of(path);
  }

  /** As {@link #text(Path)}, for what {@code in} gives until its end. */
  public static String text(String name, InputStream in) throws ScenarioProblems {
    return TextSource.of(name, in);
  }

  /** Of what a text would say, see {@link #tree}, without the text: its problems have no places. */
  public static ScenarioFile of(String name, Map<String, Object> tree) throws ScenarioProblems {
    Branch root = YamlText.tree(tree);
    return checked(new Origin(name, Path.of(name), Path.of("")), root, List.of(), true, "");
  }

  private static ScenarioFile parse(
      Origin origin, String text, List<String> settings, boolean everyKeyCounts)
      throws ScenarioProblems {
    return checked(origin, YamlReader.read(origin.name(), text), settings, everyKeyCounts, text);
  }

  /** A scenario that is right, with changes that may make a wrong one of it. */
  static void changed(Path path, String text, List<String> settings) throws ScenarioProblems {
    parse(Origin.of(path), text, settings, false);
  }

  private static ScenarioFile checked(
      Origin origin, Branch root, List<String> settings, boolean everyKeyCounts, String text)
      throws ScenarioProblems {
    boolean includes = Includes.resolve(root, origin.file(), origin.folder());
    Overrides.apply(root, settings);
    boolean traced = TraceFiles.putInto(root, origin.name(), origin.folder());
    NamedFaults.resolve(root);
    boolean nested = NestedKeys.lift(root);
    root.entries().keySet().removeIf(key -> key.startsWith(SHARED));
    var binder = new Binder(origin.name());
    Values values = binder.bind(ScenarioBlock.SECTION, root, "");
    values
        .find(ScenarioBlock.INCLUDE)
        .ifPresent(late -> binder.problem(late, "name the files in the scenario, not in --set"));
    ScenarioBlock.check(binder, values);
    if (everyKeyCounts) {
      Effects.check(binder, values);
    }
    if (!binder.problems().isEmpty()) {
      throw new ScenarioProblems(binder.problems());
    }
    if (everyKeyCounts && values.has(ScenarioBlock.COMPARE)) {
      ComparedChoices.check(origin.name(), values, YamlText.of(root));
    }
    Scenario scenario = ScenarioBlock.build(values);
    boolean asWritten = settings.isEmpty() && !includes && !traced && !nested;
    return new ScenarioFile(
        scenario,
        asWritten ? text : YamlText.of(root),
        List.copyOf(binder.hints()),
        GuestBlock.spots(binder, values));
  }

  /** As {@link #read}, for what {@code in} gives until its end, called {@code name} in messages. */
  public static ScenarioFile read(String name, InputStream in, List<String> settings)
      throws ScenarioProblems {
    return parse(name, TextSource.of(name, in), settings);
  }

  /** What the text says: maps, lists, texts, whole numbers and booleans, as the file has them. */
  public Map<String, Object> tree() {
    try {
      return YamlText.plain(YamlReader.read(scenario.name(), text));
    } catch (ScenarioProblems unreadable) {
      throw new IllegalStateException("a scenario that was read cannot be read", unreadable);
    }
  }
}
