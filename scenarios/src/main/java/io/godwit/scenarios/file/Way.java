package io.godwit.scenarios.file;

import io.godwit.model.precopy.Engines;
import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.model.strategy.Strategies;
import java.util.stream.Stream;

/**
 * A way to migrate, as far as it decides what other keys mean.
 *
 * @param values of {@code migration}, as they hold for some guests
 */
record Way(Engines engine, Strategies strategy, Orchestrators orchestrator, Values values) {

  /** The parameters that hold. */
  Values orchestration() {
    return orchestrator.parameters().overlaid(values.get(MigrationBlock.ORCHESTRATION));
  }

  Stream<Values> measures() {
    return orchestration().list(OrchestrationBlock.SCHEDULE).stream();
  }

  boolean mayPostCopy() {
    return strategy.postCopies()
        || orchestration().get(OrchestrationBlock.ON_TIMEOUT) == Action.POST_COPY
        || measures().anyMatch(MeasureBlock::isPostCopy);
  }

  /** Whether the orchestrator leaves the downtime limit as it is, to begin with. */
  boolean keepsLimit() {
    return !risesInSteps() && measures().limit(1).noneMatch(MeasureBlock::setsFirstLimit);
  }

  private boolean risesInSteps() {
    return orchestration().has(OrchestrationBlock.DOWNTIME_STEPS);
  }

  String limitedBy() {
    return risesInSteps()
        ? "orchestrator %s sets the limit itself, in steps; set migration.orchestration.downtime instead"
            .formatted(orchestrator.word())
        : "orchestrator %s sets the limit itself; write a migration.orchestration.schedule instead"
            .formatted(orchestrator.word());
  }

  /** Whether anything but an orchestrator finds that it does not converge. */
  boolean mayNotConverge() {
    Values memory = values.get(MigrationBlock.MEMORY);
    boolean counted =
        memory.given(MemoryBlock.MAX_ROUNDS).isPresent()
            || memory.given(MemoryBlock.PATIENCE).isPresent();
    boolean byRounds = engine.countsRounds() || (engine.isQemu() && counted);
    return byRounds || !MigrationBlock.isInCharge(values, orchestrator);
  }

  String decides() {
    return "orchestrator %s decides what follows; set migration.orchestration.on-timeout instead"
        .formatted(orchestrator.word());
  }
}
