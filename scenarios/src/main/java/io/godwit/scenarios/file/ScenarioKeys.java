package io.godwit.scenarios.file;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The paths of all keys of a scenario that hold one value, of lists those of the first item. */
public final class ScenarioKeys {

  private ScenarioKeys() {}

  /** Such as {@code plan[0].limits.total}, in the order of the reference. */
  public static List<String> paths() {
    var paths = new ArrayList<String>();
    collect(ScenarioBlock.SECTION, "", (path, type) -> paths.add(path));
    return paths;
  }

  /** Settings of those that hold one of some words, such as {@code migration.engine=qemu-10}. */
  public static List<String> words() {
    var settings = new ArrayList<String>();
    collect(
        ScenarioBlock.SECTION,
        "",
        (path, type) -> words(type).forEach(word -> settings.add(path + '=' + word)));
    return settings;
  }

  private static List<String> words(ValueType<?> type) {
    if (type instanceof ValueType.Word<?> word) {
      return word.words();
    }
    return type instanceof ValueType.YesOrNo ? List.of("true", "false") : List.of();
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

  private static void collect(Section section, String path, BiConsumer<String, ValueType<?>> into) {
    for (Key<?> key : section.keys()) {
      if (!key.name().equals(Includes.KEY)) {
        collect(key.type(), Binder.join(path, key.name()), into);
      }
    }
  }

  private static void collect(
      ValueType<?> type, String path, BiConsumer<String, ValueType<?>> into) {
    if (type instanceof ValueType.Block block) {
      collect(block.section(), path, into);
    } else if (type instanceof ValueType.ListOf<?> list) {
      collect(list.item(), path + "[0]", into);
    } else {
      into.accept(path, type);
    }
  }
}
