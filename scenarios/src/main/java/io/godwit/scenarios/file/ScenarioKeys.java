package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.List;

/** The paths of all keys of a scenario that hold one value, of lists those of the first item. */
public final class ScenarioKeys {

  private ScenarioKeys() {}

  /** Such as {@code plan[0].limits.total}, in the order of the reference. */
  public static List<String> paths() {
    var paths = new ArrayList<String>();
    collect(ScenarioBlock.SECTION, "", paths);
    return paths;
  }

  /** The path of a setting, {@code path=value}. */
  public static String path(String setting) {
    return setting.split("=", 2)[0].strip();
  }

  /** Whether there is such a key, of whichever item of a list; it may hold others. */
  public static boolean has(String path) {
    String first = path.replaceAll("\\[[^\\]]*\\]", "[0]");
    return paths().stream()
        .anyMatch(
            key ->
                key.startsWith(first)
                    && (key.length() == first.length()
                        || ".[".indexOf(key.charAt(first.length())) >= 0));
  }

  private static void collect(Section section, String path, List<String> paths) {
    for (Key<?> key : section.keys()) {
      if (!key.name().equals(Includes.KEY)) {
        collect(key.type(), Binder.join(path, key.name()), paths);
      }
    }
  }

  private static void collect(ValueType<?> type, String path, List<String> paths) {
    if (type instanceof ValueType.Block block) {
      collect(block.section(), path, paths);
    } else if (type instanceof ValueType.ListOf<?> list) {
      collect(list.item(), path + "[0]", paths);
    } else {
      paths.add(path);
    }
  }
}
