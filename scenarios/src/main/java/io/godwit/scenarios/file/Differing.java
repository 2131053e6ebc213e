package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A key that scenarios do not agree about.
 *
 * @param path as {@code --set} takes it
 * @param values what each of them says; empty where it leaves the key out
 */
public record Differing(String path, List<Optional<String>> values) {

  /** Of scenarios as they were recorded, in the order in which the first that has a key says it. */
  public static List<Differing> between(List<String> texts) throws ScenarioProblems {
    var said = new ArrayList<Map<String, String>>();
    var paths = new LinkedHashMap<String, Boolean>();
    for (String text : texts) {
      var values = new LinkedHashMap<String, String>();
      putAll(values, "", YamlReader.read("scenario.yaml", text));
      values.keySet().forEach(path -> paths.put(path, true));
      said.add(values);
    }
    return paths.keySet().stream()
        .map(
            path ->
                new Differing(
                    path, said.stream().map(all -> Optional.ofNullable(all.get(path))).toList()))
        .filter(key -> key.values().stream().distinct().count() > 1)
        .toList();
  }

  private static void putAll(Map<String, String> values, String path, Tree tree) {
    if (tree instanceof Leaf leaf) {
      values.put(path, leaf.text());
    } else if (tree instanceof Branch branch) {
      String before = path.isEmpty() ? "" : path + '.';
      branch.entries().forEach((key, entry) -> putAll(values, before + key, entry.value()));
    } else if (tree instanceof Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        putAll(values, path + '[' + i + ']', items.items().get(i));
      }
    }
  }
}
