package io.godwit.scenarios.file;

import io.godwit.model.precopy.Engines;
import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.scenarios.file.Values.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the ways to migrate go together, and with the guests. */
final class MigrationChecks {

  private static final List<String> POST_COPY = List.of("post-copy", "hybrid");

  /** Without these nothing can be said of the others. */
  private static final List<String> NEEDED =
      List.of("engine", "orchestrator", "orchestration", "memory.strategy", "retry");

  /** Set later, these count in every way that goes on at all. */
  private static final List<String> PLAIN = List.of("max-bandwidth", "downtime-limit");

  private final Binder binder;

  MigrationChecks(Binder binder) {
    this.binder = binder;
  }

  /** No guests with devices are moved by post-copy. */
  void postCopy(Values scenario) {
    for (Values vms : GuestChecks.groups(scenario)) {
      rules(scenario, vms).ifPresent(migration -> postCopy(vms, migration));
    }
  }

  /** Every key counts for some guests, in some run. */
  void effects(Values scenario) {
    var refused = new LinkedHashMap<Found, String>();
    var counted = new LinkedHashSet<Found>();
    for (Values vms : GuestChecks.groups(scenario)) {
      Optional<Values> migration = rules(scenario, vms);
      if (migration.isPresent()) {
        effects(migration.get(), new Choices(scenario).of(migration.get()), refused, counted);
      }
    }
    if (new Choices(scenario).variesParameters()) {
      return;
    }
    refused.forEach(
        (key, why) -> {
          if (!counted.contains(key)) {
            binder.problem(key, "it would have no effect: " + why);
          }
        });
  }

  /** Of a group; empty when something in it is wrong already. */
  private static Optional<Values> rules(Values scenario, Values vms) {
    return migration(scenario)
        .map(all -> ScenarioBuilder.ofGuests(scenario, vms))
        .filter(all -> NEEDED.stream().allMatch(path -> all.at(path).isPresent()));
  }

  private static void effects(
      Values migration, List<Way> ways, Map<Found, String> refused, Set<Found> counted) {
    Effects.given(migration)
        .forEach(
            path -> {
              Found key = migration.at(path).orElseThrow();
              Effects.obstacle(path, ways)
                  .ifPresentOrElse(why -> refused.putIfAbsent(key, why), () -> counted.add(key));
            });
    ScenarioChecks.block(migration, "memory").stream()
        .flatMap(memory -> ScenarioBuilder.blocks(memory, "changes").stream())
        .forEach(change -> changed(change, ways, refused, counted));
  }

  /** What is set later needs what it would need from the beginning. */
  private static void changed(
      Values change, List<Way> ways, Map<Found, String> refused, Set<Found> counted) {
    for (String parameter : TimetableBuilder.PARAMETERS) {
      Optional<Found> key = change.find(parameter).filter(any -> !PLAIN.contains(parameter));
      if (key.isPresent()) {
        Effects.obstacle("memory." + parameter, ways)
            .ifPresentOrElse(
                why -> refused.putIfAbsent(key.get(), why), () -> counted.add(key.get()));
      }
    }
  }

  /** A device that writes to a page that is not there yet would corrupt memory. */
  private void postCopy(Values vms, Values migration) {
    if (vms.items("devices").isEmpty()) {
      return;
    }
    var asked = new ArrayList<Found>();
    migration.at("memory.strategy").filter(way -> isAmong(way, POST_COPY)).ifPresent(asked::add);
    migration
        .at("orchestration.on-timeout-with-devices")
        .filter(way -> isAmong(way, POST_COPY))
        .ifPresent(asked::add);
    if (goesOnWithPostCopy(MigrationBuilder.orchestration(migration))) {
      asked.add(
          migration
              .at("orchestration.on-timeout")
              .or(() -> migration.at("orchestration.schedule"))
              .orElseGet(() -> migration.at("orchestrator").orElseThrow()));
    }
    for (Found way : asked) {
      binder.problem(
          way,
          "'%s' does not go with devices: they have no page faults (QEMU refuses it too);"
                  .formatted(way.value() instanceof String word ? word : "post-copy")
              + " use guests without devices, or another way");
    }
  }

  /** Whether an orchestrator would ask for it of a guest with devices, and has nothing else. */
  private static boolean goesOnWithPostCopy(Values orchestration) {
    String wanted = Action.POST_COPY.word();
    boolean inTime =
        orchestration.text("on-timeout").equals(wanted)
            && !orchestration.has("on-timeout-with-devices");
    return inTime
        || ScenarioBuilder.blocks(orchestration, "schedule").stream()
            .flatMap(measure -> measure.find("action").stream())
            .anyMatch(action -> action.value().equals(wanted));
  }

  /** What an engine cannot do, and measures that say too little. */
  void engine(Values scenario) {
    for (Values migration : blocksOfMigration(scenario)) {
      String engine =
          of(scenario, "engine").map(found -> (String) found.value()).findFirst().orElse("");
      if (engine.equals(Engines.SIMGRID.word())) {
        migration
            .at("memory.strategy")
            .filter(strategy -> !strategy.value().equals("pre-copy"))
            .ifPresent(
                strategy ->
                    binder.problem(
                        strategy,
                        "engine simgrid knows nothing of '%s'; use pre-copy, or another engine"
                            .formatted(strategy.value())));
      }
      measures(migration);
    }
  }

  private void measures(Values migration) {
    migration
        .at("orchestration.schedule")
        .ifPresent(
            any ->
                ScenarioBuilder.blocks(migration.block("orchestration"), "schedule")
                    .forEach(this::measure));
  }

  private void measure(Values measure) {
    long triggers = Stream.of("after", "rounds", "stalled").filter(measure::has).count();
    long deeds = Stream.of("downtime-limit", "action").filter(measure::has).count();
    if (triggers != 1 || deeds != 1) {
      binder.problem(
          measure.place(),
          measure.path(),
          "say when, by one of after, rounds and stalled, and what: downtime-limit or action");
    }
  }

  /** Each change changes something. */
  void changes(Values scenario) {
    blocksOfMigration(scenario).stream()
        .flatMap(values -> ScenarioChecks.block(values, "memory").stream())
        .forEach(
            memory ->
                ScenarioBuilder.blocks(memory, "changes").stream()
                    .filter(each -> TimetableBuilder.changesNothing(each))
                    .forEach(
                        each ->
                            binder.problem(
                                each.place(),
                                each.path(),
                                "it changes nothing; say one or more of "
                                    + String.join(", ", TimetableBuilder.PARAMETERS))));
  }

  private static boolean isAmong(Found word, List<String> words) {
    return words.contains((String) word.value());
  }

  private static Stream<Found> of(Values scenario, String key) {
    return migration(scenario).flatMap(values -> values.find(key)).stream();
  }

  /** What is said of all guests, and of groups. */
  private static List<Values> blocksOfMigration(Values scenario) {
    return Stream.concat(Stream.of(scenario), GuestChecks.groups(scenario).stream())
        .flatMap(values -> migration(values).stream())
        .toList();
  }

  private static Optional<Values> migration(Values scenario) {
    return ScenarioChecks.block(scenario, "migration");
  }
}
