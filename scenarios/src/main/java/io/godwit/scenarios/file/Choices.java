package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Tree.Place.COMMAND_LINE;

import io.godwit.model.precopy.Engines;
import io.godwit.model.strategy.Strategies;
import io.godwit.scenarios.file.Values.Found;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ways to migrate that a scenario comes to in any run of its comparison: a key that counts in
 * one of them is of use. Whoever tries another strategy on the command line need not tidy the file
 * up for it.
 */
final class Choices {

  private static final String STRATEGY = "memory.strategy";

  private final Values scenario;

  Choices(Values scenario) {
    this.scenario = scenario;
  }

  /** All of guests with these rules. */
  List<Way> of(Values migration) {
    var ways = new ArrayList<Way>();
    for (String engine : words("engine", migration)) {
      for (String strategy : words(STRATEGY, migration)) {
        for (String orchestrator : words("orchestrator", migration)) {
          ways.add(
              new Way(
                  ScenarioBuilder.constant(Engines.values(), Engines::word, engine),
                  ScenarioBuilder.constant(Strategies.values(), Strategies::word, strategy),
                  orchestrator,
                  migration));
        }
      }
    }
    return ways;
  }

  /** Whether the comparison gives orchestrators other parameters, so that more may count. */
  boolean variesParameters() {
    return axes()
        .anyMatch(
            axis ->
                axis.find("key").stream().anyMatch(Choices::isParameter)
                    || sets(axis).anyMatch(Choices::isParameter));
  }

  private static boolean isParameter(Found path) {
    return ((String) path.value()).contains("migration.orchestration.");
  }

  private Set<String> words(String path, Values migration) {
    var words = new LinkedHashSet<String>();
    words.add((String) migration.at(path).orElseThrow().value());
    ValueType type = type(path);
    if (path.equals(STRATEGY) && migration.at(path).orElseThrow().place().equals(COMMAND_LINE)) {
      words.addAll(((ValueType.Word) type).words());
    }
    changes("migration." + path).stream()
        .filter(word -> ((ValueType.Word) type).words().contains(word))
        .forEach(words::add);
    return words;
  }

  private static ValueType type(String path) {
    Section section = MigrationSections.migration();
    String[] keys = path.split("\\.", -1);
    for (int i = 0; i < keys.length - 1; i++) {
      section = ((ValueType.Block) section.key(keys[i]).orElseThrow().type()).section();
    }
    return section.key(keys[keys.length - 1]).orElseThrow().type();
  }

  /** What the comparison's axes set {@code path} to. */
  private List<String> changes(String path) {
    var changes = new ArrayList<String>();
    axes()
        .forEach(
            axis -> {
              if (axis.find("key").filter(key -> key.value().equals(path)).isPresent()) {
                axis.items("values").forEach(value -> changes.add((String) value.value()));
              }
              sets(axis)
                  .map(set -> ((String) set.value()).split("=", 2))
                  .filter(parts -> parts.length == 2 && parts[0].strip().equals(path))
                  .forEach(parts -> changes.add(parts[1].strip()));
            });
    return changes;
  }

  private Stream<Values> axes() {
    return ScenarioChecks.block(scenario, "compare").stream()
        .flatMap(compare -> ScenarioBuilder.blocks(compare, "axes").stream());
  }

  private static Stream<Found> sets(Values axis) {
    return ScenarioBuilder.blocks(axis, "choices").stream()
        .flatMap(choice -> choice.items("set").stream());
  }
}
