package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Faults that are like another one of the file, by its name, but for what they say themselves. */
final class NamedFaults {

  private NamedFaults() {}

  /** Changes {@code root}; a name that no earlier fault has stays, for the checks to tell. */
  static void resolve(Branch root) {
    Tree.Entry faults = root.entries().get(ScenarioBlock.FAULTS.name());
    if (faults == null || !(faults.value() instanceof Items items)) {
      return;
    }
    Map<String, Branch> byName = new LinkedHashMap<>();
    for (Tree item : items.items()) {
      if (item instanceof Branch fault) {
        Optional<Branch> model = word(fault, FaultBlock.LIKE.name()).map(byName::get);
        model.ifPresent(other -> fill(fault, other));
        word(fault, FaultBlock.NAME.name()).ifPresent(name -> byName.putIfAbsent(name, fault));
      }
    }
  }

  private static Optional<String> word(Branch fault, String key) {
    return Optional.ofNullable(fault.entries().get(key))
        .map(Tree.Entry::value)
        .filter(Leaf.class::isInstance)
        .map(value -> ((Leaf) value).text());
  }

  private static void fill(Branch fault, Branch other) {
    fault.entries().remove(FaultBlock.LIKE.name());
    other
        .entries()
        .forEach(
            (key, entry) -> {
              if (!key.equals(FaultBlock.NAME.name())) {
                fault.entries().putIfAbsent(key, entry);
              }
            });
  }
}
