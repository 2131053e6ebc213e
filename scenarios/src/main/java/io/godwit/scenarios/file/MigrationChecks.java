package io.godwit.scenarios.file;

import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.QemuRules.Difference;
import io.godwit.model.strategy.Orchestrators;
import io.godwit.scenarios.file.Values.Found;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the ways to migrate go together, and with the guests. */
final class MigrationChecks {

  private static final List<String> POST_COPY = List.of("post-copy", "hybrid");

  private final Binder binder;

  MigrationChecks(Binder binder) {
    this.binder = binder;
  }

  /** A device that writes to a page that is not there yet would corrupt memory. */
  void postCopy(Values scenario) {
    boolean devices =
        scenario.items("vms").stream()
            .anyMatch(vm -> !((Values) vm.value()).items("devices").isEmpty());
    if (!devices) {
      return;
    }
    Stream<Found> strategy = ofMemory(scenario, "strategy").filter(way -> isAmong(way, POST_COPY));
    Stream<Found> orchestrator = of(scenario, "orchestrator").filter(MigrationChecks::asksForIt);
    Stream.concat(strategy, orchestrator)
        .forEach(
            way ->
                binder.problem(
                    way,
                    "'%s' does not go with devices: they have no page faults (QEMU refuses it too);"
                            .formatted(way.value())
                        + " use guests without devices, or another way"));
  }

  private static boolean asksForIt(Found orchestrator) {
    return Arrays.stream(Orchestrators.values())
        .filter(Orchestrators::asksForPostCopy)
        .anyMatch(each -> each.word().equals(orchestrator.value()));
  }

  /** What only some engines know. */
  void engine(Values scenario) {
    String engine =
        of(scenario, "engine").map(found -> (String) found.value()).findFirst().orElse("");
    String promised =
        Arrays.stream(Engines.values())
            .filter(each -> each.has(Difference.SWITCHOVER_BANDWIDTH))
            .map(Engines::word)
            .collect(Collectors.joining(", "));
    if (!List.of(promised.split(", ")).contains(engine)) {
      ofMemory(scenario, "avail-switchover-bandwidth")
          .forEach(
              key ->
                  binder.problem(
                      key,
                      "only %s know it; use one of them, or leave it out".formatted(promised)));
    }
    if (engine.equals(Engines.SIMGRID.word())) {
      ofMemory(scenario, "strategy")
          .filter(strategy -> !strategy.value().equals("pre-copy"))
          .forEach(
              strategy ->
                  binder.problem(
                      strategy,
                      "engine simgrid knows nothing of '%s'; use pre-copy, or another engine"
                          .formatted(strategy.value())));
    }
  }

  /** Each change changes something. */
  void changes(Values scenario) {
    migration(scenario)
        .flatMap(values -> ScenarioChecks.block(values, "memory"))
        .ifPresent(
            memory ->
                ScenarioBuilder.blocks(memory, "changes").stream()
                    .filter(each -> !each.has("max-bandwidth") && !each.has("downtime-limit"))
                    .forEach(
                        each ->
                            binder.problem(
                                each.place(),
                                each.path(),
                                "it changes nothing; say max-bandwidth, downtime-limit or both")));
  }

  private static boolean isAmong(Found word, List<String> words) {
    return words.contains((String) word.value());
  }

  private static Stream<Found> of(Values scenario, String key) {
    return migration(scenario).flatMap(values -> values.find(key)).stream();
  }

  private static Stream<Found> ofMemory(Values scenario, String key) {
    return migration(scenario)
        .flatMap(values -> ScenarioChecks.block(values, "memory"))
        .flatMap(memory -> memory.find(key))
        .stream();
  }

  private static Optional<Values> migration(Values scenario) {
    return ScenarioChecks.block(scenario, "migration");
  }
}
