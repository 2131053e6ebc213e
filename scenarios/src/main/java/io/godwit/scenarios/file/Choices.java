package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Tree.Place.COMMAND_LINE;

import io.godwit.model.precopy.Engines;
import io.godwit.model.strategy.Strategies;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The ways to migrate that a scenario comes to in any run of its comparison: a key that counts in
 * one of them is of use. Whoever tries another strategy on the command line need not tidy the file
 * up for it.
 */
final class Choices {

  private final Values scenario;

  Choices(Values scenario) {
    this.scenario = scenario;
  }

  /** All of guests with these rules. */
  List<Way> of(Values migration) {
    var ways = new ArrayList<Way>();
    for (Engines engine : varied("", MigrationBlock.ENGINE, migration)) {
      for (Strategies strategy : strategies(migration.get(MigrationBlock.MEMORY))) {
        for (Orchestrators orchestrator : varied("", MigrationBlock.ORCHESTRATOR, migration)) {
          ways.add(new Way(engine, strategy, orchestrator, migration));
        }
      }
    }
    return ways;
  }

  private Set<Strategies> strategies(Values memory) {
    Key<Strategies> key = MemoryBlock.STRATEGY;
    if (memory.given(key).filter(found -> found.place().equals(COMMAND_LINE)).isEmpty()) {
      return varied(MigrationBlock.MEMORY.name() + '.', key, memory);
    }
    var all = new LinkedHashSet<>(List.of(memory.get(key)));
    all.addAll(List.of(Strategies.values()));
    return all;
  }

  /** Whether the comparison gives orchestrators other parameters, so that more may count. */
  boolean variesParameters() {
    return CompareBlock.allChanges(scenario)
        .anyMatch(change -> change.path().contains("migration.orchestration."));
  }

  /** Whether the comparison, or the command line, has guests write in other ways. */
  boolean variesModels() {
    return CompareBlock.allChanges(scenario)
            .anyMatch(change -> change.path().endsWith("dirtying.model"))
        || GuestBlock.groups(scenario).stream()
            .flatMap(vms -> vms.maybe(GuestBlock.DIRTYING).stream())
            .flatMap(dirtying -> dirtying.given(DirtyingBlock.MODEL).stream())
            .anyMatch(found -> found.place().equals(COMMAND_LINE));
  }

  /** What a key is, and what the comparison makes of it. */
  private <T> Set<T> varied(String within, Key<T> key, Values values) {
    var constants = new LinkedHashSet<>(List.of(values.get(key)));
    var type = (ValueType.Word<T>) key.type();
    String path = "migration." + within + key.name();
    CompareBlock.allChanges(scenario)
        .filter(change -> change.path().equals(path))
        .map(CompareBlock.Change::to)
        .filter(type.words()::contains)
        .map(type::read)
        .forEach(constants::add);
    return constants;
  }
}
