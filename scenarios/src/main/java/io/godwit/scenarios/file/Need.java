package io.godwit.scenarios.file;

import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.QemuRules.Difference;
import io.godwit.model.strategy.Strategies;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a key of {@code migration} needs to count: an engine, a strategy or an orchestrator that
 * reads it.
 *
 * @param why a way does not have it, and what to do
 */
record Need(Predicate<Way> met, Function<Way, String> why) {

  static final Need GOES_ON =
      new Need(
          way -> !way.strategy().stopsAtOnce(),
          way ->
              "strategy %s leaves nothing to wait for; use another, or leave it out"
                  .formatted(way.strategy().word()));

  static final Need HAS_THRESHOLD =
      new Need(
          way -> way.strategy().waitsForTheRest(),
          way ->
              "strategy %s does not wait for the rest to fit; use another, or leave it out"
                  .formatted(way.strategy().word()));

  static final Need MAY_POST_COPY =
      new Need(
          Way::mayPostCopy,
          way ->
              "nothing goes on with post-copy here; use strategy post-copy or hybrid, set"
                  + " migration.orchestration.on-timeout: post-copy, or leave it out");

  static final Need ENDS_ROUNDS =
      new Need(
          way -> !way.engine().isBare(),
          way ->
              "engine %s goes on until the rest fits; use another, or leave it out"
                  .formatted(way.engine().word()));

  static Need only(Strategies strategy) {
    return new Need(
        way -> way.strategy() == strategy,
        way ->
            "only strategy %s reads it, and this is %s; use that, or leave it out"
                .formatted(strategy.word(), way.strategy().word()));
  }

  static Need knownTo(Difference difference) {
    String engines =
        Arrays.stream(Engines.values())
            .filter(each -> each.has(difference))
            .map(Engines::word)
            .collect(Collectors.joining(", "));
    return new Need(
        way -> way.engine().has(difference),
        way -> "only %s know it; use one of them, or leave it out".formatted(engines));
  }
}
