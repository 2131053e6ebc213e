package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A tree as YAML text again: the scenario as it was run, overrides included. */
final class YamlText {

  private YamlText() {}

  static String of(Branch root) {
    var options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setWidth(120);
    return new Yaml(options).dump(plain(root));
  }

  static Map<String, Object> plain(Branch branch) {
    Map<String, Object> map = new LinkedHashMap<>();
    branch.entries().forEach((key, entry) -> map.put(key, plain(entry.value())));
    return map;
  }

  private static Object plain(Tree tree) {
    if (tree instanceof Branch branch) {
      return plain(branch);
    } else if (tree instanceof Items items) {
      List<Object> list = new ArrayList<>();
      items.items().forEach(item -> list.add(plain(item)));
      return list;
    }
    Leaf leaf = (Leaf) tree;
    boolean number = !leaf.quoted() && leaf.text().matches("-?(0|[1-9][0-9]{0,17})");
    if (number) {
      return Long.parseLong(leaf.text());
    }
    boolean truth = leaf.text().equals("true") || leaf.text().equals("false");
    return truth && !leaf.quoted() ? Boolean.valueOf(leaf.text()) : leaf.text();
  }
}
