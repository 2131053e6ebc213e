package io.godwit.scenarios.file;

import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.QemuRules.Difference;
import io.godwit.model.strategy.Strategies;
import io.godwit.scenarios.file.Values.Found;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes a key of {@code migration} count: which engine, strategy or orchestrator reads it. A
 * key that none of them reads is refused, for whoever wrote it expects something of it.
 */
final class Effects {

  /** What a key needs, in words, and whether a way to migrate has it. */
  private record Need(Predicate<Way> met, Function<Way, String> why) {}

  /** A key, by its path below {@code migration}, and everything that it needs. */
  private record Rule(String path, List<Need> needs) {}

  private static final String ORCHESTRATION = "orchestration";

  private static final Need GOES_ON =
      new Need(
          way -> !way.stopsAtOnce(),
          way ->
              "strategy %s leaves nothing to wait for; use another, or leave it out"
                  .formatted(way.strategy().word()));

  private static final Need HAS_THRESHOLD =
      new Need(
          way -> !way.stopsAtOnce() && way.strategy() != Strategies.CLAIRVOYANT,
          way ->
              "strategy %s does not wait for the rest to fit; use another, or leave it out"
                  .formatted(way.strategy().word()));

  private static final Need MAY_POST_COPY =
      new Need(
          Way::mayPostCopy,
          way ->
              "nothing goes on with post-copy here; use strategy post-copy or hybrid, set"
                  + " migration.orchestration.on-timeout: post-copy, or leave it out");

  private static final Need HAS_TIMEOUT =
      new Need(
          way -> way.orchestrates("timeout", "timeout-per-gib"),
          way ->
              "orchestrator %s has no timeout; set migration.orchestration.timeout or timeout-per-gib, or"
                      .formatted(way.orchestrator())
                  + " leave it out");

  private static final Need HAS_RAMP =
      new Need(
          way ->
              way.orchestrates("downtime")
                  && way.orchestrates("downtime-steps")
                  && way.orchestrates("downtime-delay"),
          way ->
              "a limit that rises needs downtime, downtime-steps and downtime-delay; set all"
                  + " three, or memory.downtime-limit for one that stays");

  private static final List<Rule> RULES =
      List.of(
          rule("memory.downtime-limit", HAS_THRESHOLD, new Need(Way::keepsLimit, Way::limitedBy)),
          rule(
              "memory.max-bandwidth",
              new Need(
                  way -> way.strategy() != Strategies.POST_COPY || !way.engine().isQemu(),
                  way ->
                      "memory that follows the guest has a limit of its own; set"
                          + " max-postcopy-bandwidth instead")),
          rule(
              "memory.avail-switchover-bandwidth",
              knownTo(Difference.SWITCHOVER_BANDWIDTH),
              HAS_THRESHOLD),
          rule("memory.max-postcopy-bandwidth", MAY_POST_COPY),
          rule(
              "device-context.size-estimate",
              new Need(
                  way -> way.engine().isQemu(),
                  way ->
                      "engine %s counts nothing for devices; use a qemu engine, or leave it out"
                          .formatted(way.engine().word())),
              HAS_THRESHOLD),
          rule("memory.changes", GOES_ON),
          rule("memory.max-rounds", HAS_THRESHOLD, endsRounds()),
          rule("memory.patience", HAS_THRESHOLD, endsRounds()),
          rule("memory.on-no-convergence", GOES_ON, new Need(Way::mayNotConverge, Way::decides)),
          rule(
              "memory.throttle",
              new Need(
                  way ->
                      way.strategy() == Strategies.AUTO_CONVERGE
                          || way.orchestration().yes("auto-converge"),
                  way ->
                      "nothing throttles guests here; use strategy auto-converge, set"
                          + " migration.orchestration.auto-converge: true, or leave it out")),
          rule("memory.dirty-limit", only(Strategies.DIRTY_LIMIT)),
          rule("memory.xbzrle-cache", only(Strategies.XBZRLE)),
          rule("memory.page-delta", only(Strategies.XBZRLE)),
          rule("memory.compression", only(Strategies.COMPRESSION)),
          rule("memory.channels", only(Strategies.MULTIFD)),
          rule("memory.stall", only(Strategies.STALL_DETECTOR)),
          rule(
              "retry.timeout-per-gib",
              GOES_ON,
              new Need(
                  way -> !MigrationBuilder.isInCharge(way.values(), way.orchestrator()),
                  way ->
                      "orchestrator %s ends attempts itself; set migration.orchestration.timeout-per-gib or"
                              .formatted(way.orchestrator())
                          + " timeout instead")),
          rule(ORCHESTRATION + ".timeout", GOES_ON),
          rule(ORCHESTRATION + ".timeout-per-gib", GOES_ON),
          rule(ORCHESTRATION + ".gib", GOES_ON, countsMemory()),
          rule(ORCHESTRATION + ".least-memory", GOES_ON, countsMemory()),
          rule(ORCHESTRATION + ".on-timeout", GOES_ON, HAS_TIMEOUT),
          rule(ORCHESTRATION + ".on-timeout-with-devices", GOES_ON, HAS_TIMEOUT),
          rule(ORCHESTRATION + ".progress-timeout", GOES_ON),
          rule(ORCHESTRATION + ".downtime", HAS_THRESHOLD, HAS_RAMP),
          rule(ORCHESTRATION + ".downtime-steps", HAS_THRESHOLD, HAS_RAMP),
          rule(ORCHESTRATION + ".downtime-delay", HAS_THRESHOLD, HAS_RAMP),
          rule(ORCHESTRATION + ".schedule", GOES_ON),
          rule(
              ORCHESTRATION + ".poll",
              GOES_ON,
              new Need(
                  Way::looksAtRounds,
                  way -> "it is for a schedule by rounds; write one, or leave it out")),
          rule(
              ORCHESTRATION + ".auto-converge",
              GOES_ON,
              new Need(
                  way -> way.engine() != Engines.SIMGRID,
                  way -> "engine simgrid throttles no guest; use another, or leave it out")),
          rule(ORCHESTRATION + ".postcopy-recover", MAY_POST_COPY));

  private static Rule rule(String path, Need... needs) {
    return new Rule(path, List.of(needs));
  }

  private static Need only(Strategies strategy) {
    return new Need(
        way -> way.strategy() == strategy,
        way ->
            "only strategy %s reads it, and this is %s; use that, or leave it out"
                .formatted(strategy.word(), way.strategy().word()));
  }

  private static Need knownTo(Difference difference) {
    String engines =
        Arrays.stream(Engines.values())
            .filter(each -> each.has(difference))
            .map(Engines::word)
            .collect(Collectors.joining(", "));
    return new Need(
        way -> way.engine().has(difference),
        way -> "only %s know it; use one of them, or leave it out".formatted(engines));
  }

  private static Need endsRounds() {
    return new Need(
        way -> way.engine() != Engines.SIMGRID,
        way -> "engine simgrid goes on until the rest fits; use another, or leave it out");
  }

  private static Need countsMemory() {
    return new Need(
        way -> way.orchestrates("timeout-per-gib", "downtime-steps"),
        way ->
            "orchestrator %s counts no memory; set migration.orchestration.timeout-per-gib, or leave it out"
                .formatted(way.orchestrator()));
  }

  /** Of a key that was given, why it has no effect; empty when it has one in any of the ways. */
  static Optional<String> obstacle(String path, List<Way> ways) {
    Optional<String> first = Optional.empty();
    for (Way way : ways) {
      Optional<String> why =
          RULES.stream()
              .filter(rule -> rule.path().equals(path))
              .flatMap(rule -> rule.needs().stream())
              .filter(need -> !need.met().test(way))
              .map(need -> need.why().apply(way))
              .findFirst();
      if (why.isEmpty()) {
        return Optional.empty();
      }
      first = first.or(() -> why);
    }
    return first;
  }

  /** The keys that were given and need something, below {@code migration}. */
  static Stream<String> given(Values migration) {
    return RULES.stream()
        .map(Rule::path)
        .filter(path -> migration.at(path).filter(Found::given).isPresent());
  }

  /** Every key that needs something. */
  static List<String> paths() {
    return RULES.stream().map(Rule::path).toList();
  }
}
