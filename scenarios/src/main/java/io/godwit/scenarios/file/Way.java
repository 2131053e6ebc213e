package io.godwit.scenarios.file;

import io.godwit.model.precopy.Engines;
import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.model.strategy.Strategies;
import io.godwit.scenarios.file.Values.Found;
import java.util.stream.Stream;

/**
 * A way to migrate, as far as it decides what other keys mean.
 *
 * @param orchestrator its word
 * @param values of {@code migration}, as they hold for some guests
 */
record Way(Engines engine, Strategies strategy, String orchestrator, Values values) {

  /** The parameters that hold. */
  Values orchestration() {
    return Orchestrators.of(orchestrator).parameters().overlaid(values.block("orchestration"));
  }

  boolean orchestrates(String... anyOf) {
    for (String parameter : anyOf) {
      if (orchestration().has(parameter)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the guest stops before anything else could be done. */
  boolean stopsAtOnce() {
    return strategy == Strategies.STOP_AND_COPY || strategy == Strategies.POST_COPY;
  }

  boolean mayPostCopy() {
    String wanted = Action.POST_COPY.word();
    return strategy == Strategies.POST_COPY
        || strategy == Strategies.HYBRID
        || orchestration().text("on-timeout").equals(wanted)
        || measures("action").anyMatch(action -> action.value().equals(wanted));
  }

  boolean looksAtRounds() {
    return measures("rounds").findAny().isPresent() || measures("stalled").findAny().isPresent();
  }

  private Stream<Found> measures(String key) {
    return ScenarioBuilder.blocks(orchestration(), "schedule").stream()
        .flatMap(measure -> measure.find(key).stream());
  }

  /** Whether the orchestrator leaves the downtime limit as it is, to begin with. */
  boolean keepsLimit() {
    boolean first =
        ScenarioBuilder.blocks(orchestration(), "schedule").stream()
            .limit(1)
            .anyMatch(
                measure ->
                    measure.has("downtime-limit")
                        && measure.has("after")
                        && measure.number("after") == 0);
    return !orchestrates("downtime-steps") && !first;
  }

  String limitedBy() {
    return orchestrates("downtime-steps")
        ? "orchestrator %s sets the limit itself, in steps; set migration.orchestration.downtime instead"
            .formatted(orchestrator)
        : "orchestrator %s sets the limit itself; write a migration.orchestration.schedule instead"
            .formatted(orchestrator);
  }

  /** Whether anything but an orchestrator finds that it does not converge. */
  boolean mayNotConverge() {
    boolean counted =
        values.at("memory.max-rounds").filter(Found::given).isPresent()
            || values.at("memory.patience").filter(Found::given).isPresent();
    boolean byRounds = engine == Engines.TEXTBOOK || (engine.isQemu() && counted);
    return byRounds || !MigrationBuilder.isInCharge(values, orchestrator);
  }

  String decides() {
    return "orchestrator %s decides what follows; set migration.orchestration.on-timeout instead"
        .formatted(orchestrator);
  }
}
