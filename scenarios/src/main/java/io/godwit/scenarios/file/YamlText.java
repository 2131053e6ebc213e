package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Entry;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import io.godwit.scenarios.file.Tree.Place;
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

  /** The tree that says the same, without places. */
  static Branch tree(Map<String, Object> map) {
    var branch = new Branch(Place.NOWHERE);
    map.forEach((key, value) -> branch.entries().put(key, new Entry(branch.place(), tree(value))));
    return branch;
  }

  @SuppressWarnings("unchecked") // a scenario is made of maps, lists and values
  private static Tree tree(Object value) {
    if (value instanceof Map<?, ?> map) {
      return tree((Map<String, Object>) map);
    } else if (value instanceof List<?> list) {
      var items = new Items(Place.NOWHERE);
      list.forEach(each -> items.items().add(tree(each)));
      return items;
    }
    return new Leaf(Place.NOWHERE, String.valueOf(value), value instanceof String);
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
