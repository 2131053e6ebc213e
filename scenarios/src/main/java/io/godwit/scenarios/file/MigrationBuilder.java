package io.godwit.scenarios.file;

import io.godwit.model.dma.Untracked;
import io.godwit.model.fleet.RetryPolicy;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.migration.MigrationPolicy;
import io.godwit.model.migration.MigrationSettings.DriverHabits;
import io.godwit.model.migration.Phase;
import io.godwit.model.migration.Recovery;
import io.godwit.model.migration.Rollbacks;
import io.godwit.model.migration.Timeouts;
import io.godwit.model.option.Frontend;
import io.godwit.model.option.Option;
import io.godwit.model.option.ResumeTogether;
import io.godwit.model.option.StopBeforeFreeze;
import io.godwit.model.option.SwitchoverAck;
import io.godwit.model.precopy.ConvergenceAids.Compression;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.PreCopySettings.SwitchOver;
import io.godwit.model.precopy.Step;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.strategy.RoundLimit;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.strategy.Tuning;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Scenario.Calls;
import io.godwit.scenarios.file.Scenario.GuestRules;
import io.godwit.scenarios.file.Scenario.MigrationRules;
import io.godwit.scenarios.file.Values.Found;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns the checked values of {@code migration} into its rules. */
final class MigrationBuilder {

  /** Devices stop while the guest's processors still run. */
  static final String DEVICES_FIRST = "devices-first";

  /** Somebody looks whether a guest fits its destination before anything moves. */
  static final String CHECK_BEFORE = "before";

  private MigrationBuilder() {}

  /** Longer than any run. */
  private static final SimDuration NEVER = SimDuration.ofSeconds(1_000_000L);

  static MigrationRules migration(Values values, Protocol protocol) {
    return new MigrationRules(
        engine(values),
        calls(values.block("calls")),
        ScenarioBuilder.duration(values, "device-skew"),
        values.text("order").equals(DEVICES_FIRST),
        protocol.is(StopBeforeFreeze.YES),
        ScenarioBuilder.constant(
            Rollbacks.values(), Rollbacks::word, protocol.word(Option.ROLLBACK)),
        ScenarioBuilder.constant(Untracked.values(), Untracked::word, values.text("untracked")),
        values.text("check").equals(CHECK_BEFORE),
        new DriverHabits(
            protocol.is(ResumeTogether.YES),
            protocol.is(SwitchoverAck.ON),
            protocol.is(Frontend.VFIO)));
  }

  /** Of a group of guests; {@code values} are those of all, with the group's own in their place. */
  static GuestRules guests(Values values, boolean devices) {
    Values memory = values.block("memory");
    Values orchestration = orchestration(values);
    Strategies strategy = strategy(values);
    RetryPolicy retry = retry(values.block("retry"));
    return new GuestRules(
        strategy,
        tuning(memory),
        TimetableBuilder.timetable(memory),
        rounds(values),
        OrchestrationBuilder.orchestration(orchestration, devices),
        preCopy(memory),
        retry,
        policy(values, strategy, retry),
        ScenarioBuilder.constant(
            SizeEstimates.values(),
            SizeEstimates::word,
            values.block("device-context").text("size-estimate")));
  }

  private static MigrationPolicy policy(Values values, Strategies strategy, RetryPolicy retry) {
    Values orchestration = orchestration(values);
    boolean recovers = orchestration.text("postcopy-recover").equals("retry");
    return new MigrationPolicy(
        strategy.word(),
        ScenarioBuilder.constant(
            ContextStrategies.values(),
            ContextStrategies::word,
            values.block("device-context").text("strategy")),
        isInCharge(values, values.text("orchestrator"))
            ? NEVER
            : ScenarioBuilder.duration(values.block("retry"), "timeout-per-gib"),
        noConvergence(values.block("memory")),
        ScenarioBuilder.duration(orchestration, "keepalive"),
        recovers
            ? new Recovery(retry.attempts() - 1, retry.backoff(), retry.factor())
            : Recovery.NEVER,
        timeouts(values.block("timeouts")),
        List.of());
  }

  private static SortedMap<String, SimDuration> timeouts(Values values) {
    var limits = new TreeMap<String, SimDuration>();
    Stream.concat(Arrays.stream(Phase.values()).map(Phase::word), Stream.of(Timeouts.SWITCH_OVER))
        .filter(values::has)
        .forEach(what -> limits.put(what, ScenarioBuilder.duration(values, what)));
    return limits;
  }

  /** The parameters of the orchestrator, with those that are given in their place. */
  static Values orchestration(Values values) {
    return Orchestrators.of(values.text("orchestrator"))
        .parameters()
        .overlaid(values.block("orchestration"));
  }

  /** Whether an orchestrator ends attempts itself, so that no other timeout should. */
  static boolean isInCharge(Values values, String orchestrator) {
    Values own = values.block("orchestration");
    return !orchestrator.equals(Orchestrators.NONE.word())
        || own.has("timeout")
        || own.has("timeout-per-gib");
  }

  static Engines engine(Values values) {
    return ScenarioBuilder.constant(Engines.values(), Engines::word, values.text("engine"));
  }

  static Strategies strategy(Values values) {
    return ScenarioBuilder.constant(
        Strategies.values(), Strategies::word, values.block("memory").text("strategy"));
  }

  private static RetryPolicy retry(Values retry) {
    return new RetryPolicy(
        retry.count("attempts"),
        ScenarioBuilder.duration(retry, "backoff"),
        retry.count("factor"),
        retry.yes("elsewhere"),
        ScenarioBuilder.duration(retry, "max-backoff"),
        retry.count("jitter"),
        retry.has("budget") ? retry.number("budget") : Long.MAX_VALUE);
  }

  private static NoConvergence noConvergence(Values memory) {
    return ScenarioBuilder.constant(
        NoConvergence.values(), NoConvergence::word, memory.text("on-no-convergence"));
  }

  private static PreCopySettings preCopy(Values memory) {
    return PreCopySettings.DEFAULT
        .withDowntimeLimit(ScenarioBuilder.duration(memory, "downtime-limit"))
        .withMaxBandwidth(
            memory.has("max-bandwidth")
                ? ScenarioBuilder.rate(memory, "max-bandwidth")
                : Step.UNLIMITED)
        .withMaxRounds(memory.count("max-rounds"))
        .withPatience(memory.count("patience"))
        .withOnNoConvergence(noConvergence(memory))
        .with(switchOver(memory));
  }

  /** The textbook counts for itself; QEMU does not, so that only what was asked for counts. */
  private static RoundLimit rounds(Values values) {
    Values memory = values.block("memory");
    boolean counts = engine(values).isQemu();
    return RoundLimit.of(
        counts ? given(memory, "max-rounds") : Integer.MAX_VALUE,
        counts ? given(memory, "patience") : Integer.MAX_VALUE,
        noConvergence(memory));
  }

  private static int given(Values memory, String key) {
    return memory.find(key).filter(Found::given).isPresent()
        ? memory.count(key)
        : Integer.MAX_VALUE;
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

  static Throttling throttling(Values throttle) {
    return Throttling.steps(
        throttle.count("initial"),
        throttle.count("increment"),
        throttle.count("max"),
        throttle.count("trigger"));
  }

  private static Tuning tuning(Values memory) {
    Values compression = memory.block("compression");
    Values stall = memory.block("stall");
    return new Tuning(
        throttling(memory.block("throttle")),
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
