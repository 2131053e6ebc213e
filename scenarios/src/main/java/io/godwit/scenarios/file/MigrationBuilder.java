package io.godwit.scenarios.file;

import io.godwit.model.fleet.RetryPolicy;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.migration.Rollbacks;
import io.godwit.model.precopy.ConvergenceAids.Compression;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.MaxBandwidth;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.PreCopySettings.SwitchOver;
import io.godwit.model.precopy.Step;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Switch;
import io.godwit.model.strategy.Orchestrators;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.strategy.Timetable;
import io.godwit.model.strategy.Tuning;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Scenario.Calls;
import io.godwit.scenarios.file.Scenario.MigrationRules;
import java.util.ArrayList;
import java.util.Optional;

/** Turns the checked values of {@code migration} into its rules. */
final class MigrationBuilder {

  private MigrationBuilder() {}

  static MigrationRules migration(Values values, Protocol protocol) {
    Values memory = values.block("memory");
    Values retry = values.block("retry");
    return new MigrationRules(
        ScenarioBuilder.constant(Engines.values(), Engines::word, values.text("engine")),
        ScenarioBuilder.constant(Strategies.values(), Strategies::word, memory.text("strategy")),
        tuning(memory),
        timetable(memory),
        ScenarioBuilder.constant(
            Orchestrators.values(), Orchestrators::word, values.text("orchestrator")),
        PreCopySettings.DEFAULT
            .withDowntimeLimit(ScenarioBuilder.duration(memory, "downtime-limit"))
            .withMaxBandwidth(
                memory.has("max-bandwidth")
                    ? ScenarioBuilder.rate(memory, "max-bandwidth")
                    : Step.UNLIMITED)
            .withMaxRounds(memory.count("max-rounds"))
            .withPatience(memory.count("patience"))
            .withOnNoConvergence(
                ScenarioBuilder.constant(
                    NoConvergence.values(), NoConvergence::word, memory.text("on-no-convergence")))
            .with(switchOver(memory)),
        ScenarioBuilder.constant(
            ContextStrategies.values(),
            ContextStrategies::word,
            values.block("device-context").text("strategy")),
        new RetryPolicy(
            retry.count("attempts"),
            ScenarioBuilder.duration(retry, "backoff"),
            retry.count("factor")),
        ScenarioBuilder.duration(retry, "timeout-per-gib"),
        calls(values.block("calls")),
        ScenarioBuilder.duration(values, "device-skew"),
        protocol.is(Switch.STOP_BEFORE_FREEZE, "yes"),
        ScenarioBuilder.constant(
            Rollbacks.values(), Rollbacks::word, protocol.choice(Switch.ROLLBACK)));
  }

  private static Timetable timetable(Values memory) {
    var entries = new ArrayList<Timetable.Entry>();
    for (Values change : ScenarioBuilder.blocks(memory, "changes")) {
      SimDuration after = ScenarioBuilder.duration(change, "after");
      if (change.has("max-bandwidth")) {
        entries.add(
            new Timetable.Entry(
                after, new MaxBandwidth(ScenarioBuilder.rate(change, "max-bandwidth"))));
      }
      if (change.has("downtime-limit")) {
        entries.add(
            new Timetable.Entry(
                after, new DowntimeLimit(ScenarioBuilder.duration(change, "downtime-limit"))));
      }
    }
    return new Timetable(entries);
  }

  private static SwitchOver switchOver(Values memory) {
    return new SwitchOver(
        memory.has("avail-switchover-bandwidth")
            ? Optional.of(ScenarioBuilder.rate(memory, "avail-switchover-bandwidth"))
            : Optional.empty(),
        memory.has("max-postcopy-bandwidth")
            ? ScenarioBuilder.rate(memory, "max-postcopy-bandwidth")
            : Step.UNLIMITED,
        ByteCount.ZERO);
  }

  private static Calls calls(Values values) {
    return new Calls(
        ScenarioBuilder.duration(values, "remote"),
        ScenarioBuilder.duration(values, "fleet"),
        values.text("network").equals("fabric"));
  }

  private static Tuning tuning(Values memory) {
    Values throttle = memory.block("throttle");
    Values compression = memory.block("compression");
    Values stall = memory.block("stall");
    return new Tuning(
        Throttling.steps(
            throttle.count("initial"),
            throttle.count("increment"),
            throttle.count("max"),
            throttle.count("trigger")),
        ScenarioBuilder.rate(memory, "dirty-limit"),
        ScenarioBuilder.size(memory, "xbzrle-cache"),
        memory.number("page-delta"),
        new Compression(compression.count("ratio"), ScenarioBuilder.rate(compression, "rate")),
        memory.count("channels"),
        new Tuning.Stall(
            ScenarioBuilder.duration(stall, "patience"),
            stall.count("margin"),
            ScenarioBuilder.duration(stall, "max-downtime")));
  }
}
