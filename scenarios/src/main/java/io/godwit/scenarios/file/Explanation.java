package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Tree.Branch;
import io.godwit.scenarios.file.Tree.Items;
import io.godwit.scenarios.file.Tree.Leaf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a scenario does not say and is taken all the same, line by line. */
public final class Explanation {

  private final List<String> lines = new ArrayList<>();

  private Explanation() {}

  /** Of a scenario that is valid. */
  public static String of(ScenarioFile file) throws ScenarioProblems {
    Branch root = YamlReader.read(file.scenario().name(), file.text());
    var explanation = new Explanation();
    explanation.defaults(ScenarioBlock.SECTION, root, "");
    return String.join("\n", explanation.lines) + "\n";
  }

  private void defaults(Section section, Branch branch, String path) {
    for (Key<?> key : section.keys()) {
      String keyPath = Binder.join(path, key.name());
      Tree.Entry entry = branch.entries().get(key.name());
      if (key.name().equals(MigrationBlock.ORCHESTRATION.name())) {
        orchestration(branch, keyPath);
      } else if (key.type() instanceof ValueType.Block block) {
        if (entry != null || key.fallback().isPresent()) {
          defaults(block.section(), block(Optional.ofNullable(entry), branch), keyPath);
        }
      } else if (entry != null) {
        items(key.type(), entry.value(), keyPath);
      } else {
        key.fallback().ifPresent(text -> line(keyPath, text, key.about()));
      }
    }
  }

  private static Branch block(Optional<Tree.Entry> entry, Branch outer) {
    return entry.map(found -> (Branch) found.value()).orElseGet(() -> new Branch(outer.place()));
  }

  private void items(ValueType<?> type, Tree tree, String path) {
    if (type instanceof ValueType.ListOf<?> list
        && list.item() instanceof ValueType.Block block
        && tree instanceof Items items) {
      for (int i = 0; i < items.items().size(); i++) {
        defaults(block.section(), (Branch) items.items().get(i), path + "[" + i + "]");
      }
    }
  }

  /** What the orchestrator's name stands for, and what the scenario has put in its place. */
  private void orchestration(Branch migration, String path) {
    Optional<Tree.Entry> named =
        Optional.ofNullable(migration.entries().get(MigrationBlock.ORCHESTRATOR.name()));
    boolean ofGroup = path.startsWith("vms") || path.startsWith("arrivals");
    if (ofGroup && named.isEmpty()) {
      return;
    }
    String name =
        named.map(entry -> ((Leaf) entry.value()).text()).orElse(Orchestrators.NONE.word());
    Map<String, Tree> parameters = new LinkedHashMap<>(Orchestrators.of(name).written());
    block(
            Optional.ofNullable(migration.entries().get(MigrationBlock.ORCHESTRATION.name())),
            migration)
        .entries()
        .keySet()
        .forEach(parameters::remove);
    Section section = OrchestrationBlock.SECTION;
    parameters.forEach(
        (key, tree) ->
            line(
                Binder.join(path, key),
                written(tree),
                "orchestrator %s: %s".formatted(name, section.key(key).orElseThrow().about())));
  }

  private static String written(Tree tree) {
    if (tree instanceof Items items) {
      return items.items().stream()
          .map(Explanation::written)
          .collect(Collectors.joining(", ", "[", "]"));
    } else if (tree instanceof Branch branch) {
      return branch.entries().entrySet().stream()
          .map(entry -> entry.getKey() + ": " + written(entry.getValue().value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return ((Leaf) tree).text();
  }

  private void line(String path, String value, String about) {
    String kind = about.contains("assumption") ? "assumed" : "default";
    lines.add(String.format(Locale.US, "  %-7s  %-46s  %-14s  %s", kind, path, value, about));
  }
}
