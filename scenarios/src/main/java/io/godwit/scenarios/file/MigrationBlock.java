package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;

import io.godwit.model.dma.Untracked;
import io.godwit.model.migration.MigrationPolicy;
import io.godwit.model.migration.MigrationSettings;
import io.godwit.model.migration.MigrationSettings.DriverHabits;
import io.godwit.model.migration.PhaseFault;
import io.godwit.model.migration.Recovery;
import io.godwit.model.migration.Rollbacks;
import io.godwit.model.option.Frontend;
import io.godwit.model.option.Option;
import io.godwit.model.option.ResumeTogether;
import io.godwit.model.option.StopBeforeFreeze;
import io.godwit.model.option.SwitchoverAck;
import io.godwit.model.precopy.Engines;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.strategy.Orchestration.Action;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.Scenario.GuestRules;
import io.godwit.scenarios.file.Scenario.MigrationRules;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How migrations are done. */
final class MigrationBlock {

  static final Section SECTION = new Section("migration");

  /** Devices stop while the guest's processors still run. */
  private static final String DEVICES_FIRST = "devices-first";

  /** Somebody looks whether a guest fits its destination before anything moves. */
  private static final String CHECK_BEFORE = "before";

  static final Key<Engines> ENGINE =
      SECTION.withDefault(
          "engine", Word.of(Engines.values(), Engines::word), "textbook", "the hypervisor's rules");

  static final Key<Values> MEMORY =
      SECTION.block("memory", MemoryBlock.SECTION, "how memory is copied");

  private static final Key<Values> DEVICE_CONTEXT =
      SECTION.block("device-context", DeviceContextBlock.SECTION, "when contexts are read");

  static final Key<Orchestrators> ORCHESTRATOR =
      SECTION.withDefault(
          "orchestrator",
          Word.of(Orchestrators.values(), Orchestrators::word),
          "none",
          "who watches over it, and steps in; a name for parameters of orchestration");

  static final Key<Values> ORCHESTRATION =
      SECTION.block(
          "orchestration",
          OrchestrationBlock.SECTION,
          "the orchestrator's parameters, where they are not its own");

  static final Key<Values> RETRY =
      SECTION.block("retry", RetryBlock.SECTION, "what follows a failed attempt");

  private static final Key<Values> TIMEOUTS =
      SECTION.block("timeouts", TimeoutsBlock.SECTION, "how long phases of an attempt may take");

  static final Key<Values> CALLS =
      SECTION.block("calls", CallsBlock.SECTION, "what the control plane's calls take");

  private static final Key<SimDuration> DEVICE_SKEW =
      SECTION.withDefault(
          "device-skew",
          DURATION,
          "1 ms",
          "between the stops of a guest's devices, one after the other (an assumption)");

  private static final Key<String> ORDER =
      SECTION.withDefault(
          "order",
          Word.of("vcpus-first", DEVICES_FIRST),
          "vcpus-first",
          "what stops first at the source, the guest's processors (QEMU) or its devices, which"
              + " then stand in Stop while the guest still acts; both are in phase vcpu-stop");

  static final Key<String> CHECK =
      SECTION.withDefault(
          "check",
          Word.of(CHECK_BEFORE, "none"),
          CHECK_BEFORE,
          "whether the fleet prefers hosts that fit, and one whose kind differs looks before it keeps room: at type,"
              + " profile, features, queues and firmware of devices, CPU model and machine type;"
              + " with none devices refuse their context when it comes, and the host the guest when"
              + " it is to start");

  static final Key<Untracked> UNTRACKED =
      SECTION.withDefault(
          "untracked",
          Word.of(Untracked.values(), Untracked::word),
          "count-all",
          "what becomes of devices with dirty-tracking none: "
              + Arrays.stream(Untracked.values())
                  .map(way -> way.word() + " (" + way.about() + ")")
                  .collect(Collectors.joining(", ")));

  static final Key<Drivers> DRIVER =
      SECTION.optional(
          "driver",
          Word.of(Drivers.values(), Drivers::word),
          "the owner's driver; sets some options of the protocol that are not set there");

  /** What of it may be said of a group of guests alone. */
  static final Section OF_GUESTS =
      SECTION.partial(MEMORY, DEVICE_CONTEXT, ORCHESTRATOR, ORCHESTRATION, RETRY, TIMEOUTS);

  /** Longer than any run. */
  private static final SimDuration NEVER = SimDuration.ofSeconds(1_000_000L);

  private MigrationBlock() {}

  /**
   * Of all guests.
   *
   * @param strikes what befalls migrations
   * @param openRings whether a device leaves something open in its guest's rings
   */
  static MigrationRules build(
      Values migration, Protocol protocol, List<PhaseFault> strikes, boolean openRings) {
    Values calls = migration.get(CALLS);
    boolean devicesFirst = migration.get(ORDER).equals(DEVICES_FIRST);
    return new MigrationRules(
        migration.get(ENGINE),
        new MigrationSettings(
            calls.get(CallsBlock.REMOTE),
            CallsBlock.crossFabric(calls),
            migration.get(DEVICE_SKEW),
            devicesFirst,
            protocol.is(StopBeforeFreeze.YES),
            Word.of(Rollbacks.values(), Rollbacks::word).read(protocol.word(Option.ROLLBACK)),
            strikes,
            openRings || devicesFirst || !strikes.isEmpty(),
            new DriverHabits(
                protocol.is(ResumeTogether.YES),
                protocol.is(SwitchoverAck.ON),
                protocol.is(Frontend.VFIO)),
            calls.get(CallsBlock.LOCAL)),
        calls.get(CallsBlock.FLEET),
        migration.get(UNTRACKED),
        checksBefore(migration));
  }

  static boolean checksBefore(Values migration) {
    return migration.get(CHECK).equals(CHECK_BEFORE);
  }

  /** Of a group of guests; {@code values} are those of all, with the group's own in their place. */
  static GuestRules ofGuests(Values values, boolean devices) {
    Values memory = values.get(MEMORY);
    return new GuestRules(
        memory.get(MemoryBlock.STRATEGY),
        MemoryBlock.tuning(memory),
        MemoryBlock.timetable(memory),
        MemoryBlock.rounds(memory, values.get(ENGINE).isQemu()),
        OrchestrationBlock.build(orchestration(values), devices),
        MemoryBlock.preCopy(memory),
        RetryBlock.build(values.get(RETRY)),
        policy(values),
        values.get(DEVICE_CONTEXT).get(DeviceContextBlock.SIZE_ESTIMATE));
  }

  private static MigrationPolicy policy(Values values) {
    Values orchestration = orchestration(values);
    Values retry = values.get(RETRY);
    return new MigrationPolicy(
        values.get(MEMORY).get(MemoryBlock.STRATEGY).word(),
        values.get(DEVICE_CONTEXT).get(DeviceContextBlock.STRATEGY),
        isInCharge(values, values.get(ORCHESTRATOR))
            ? NEVER
            : retry.get(RetryBlock.TIMEOUT_PER_GIB),
        values.get(MEMORY).get(MemoryBlock.ON_NO_CONVERGENCE),
        orchestration.get(OrchestrationBlock.KEEPALIVE),
        OrchestrationBlock.recovers(orchestration) ? RetryBlock.recovery(retry) : Recovery.NEVER,
        TimeoutsBlock.build(values.get(TIMEOUTS)),
        List.of());
  }

  /** The parameters of the orchestrator, with those that are given in their place. */
  static Values orchestration(Values values) {
    return values.get(ORCHESTRATOR).parameters().overlaid(values.get(ORCHESTRATION));
  }

  /** Whether an orchestrator ends attempts itself, so that no other timeout should. */
  static boolean isInCharge(Values values, Orchestrators orchestrator) {
    return orchestrator != Orchestrators.NONE
        || values
            .get(ORCHESTRATION)
            .hasAny(OrchestrationBlock.TIMEOUT, OrchestrationBlock.TIMEOUT_PER_GIB);
  }

  /** Of a group; empty when something in it is wrong already. */
  static Optional<Values> ofGuests(Values scenario, Values vms) {
    return scenario
        .maybe(ScenarioBlock.MIGRATION)
        .map(all -> PolicyBlock.migration(scenario, vms))
        .filter(all -> all.has(ENGINE, ORCHESTRATOR, ORCHESTRATION, RETRY))
        .filter(all -> all.at(MEMORY, MemoryBlock.STRATEGY).isPresent());
  }

  /** Whether what is said of all guests, of those with a label and of groups goes together. */
  static void check(Binder binder, Values scenario) {
    GuestBlock.groups(scenario)
        .forEach(vms -> ofGuests(scenario, vms).ifPresent(values -> postCopy(binder, vms, values)));
    GuestBlock.groups(scenario).stream()
        .flatMap(vms -> ofGuests(scenario, vms).stream())
        .flatMap(
            values ->
                ThrottleBlock.tooLittle(values.get(MEMORY).get(MemoryBlock.THROTTLE)).stream())
        .distinct()
        .forEach(
            found ->
                binder.problem(
                    found,
                    "throttle.max is below throttle.initial: guests may be slowed by less"
                        + " than they are slowed first; raise the one, or lower the other"));
    Optional<Engines> engine =
        scenario.maybe(ScenarioBlock.MIGRATION).flatMap(values -> values.maybe(ENGINE));
    for (Values migration : everywhere(scenario)) {
      engine.ifPresent(which -> engine(binder, which, migration));
      migration.maybe(MEMORY).ifPresent(memory -> MemoryBlock.check(binder, memory));
      migration.maybe(ORCHESTRATION).stream()
          .flatMap(values -> values.list(OrchestrationBlock.SCHEDULE).stream())
          .forEach(measure -> MeasureBlock.check(binder, measure));
      migration.maybe(RETRY).ifPresent(retry -> RetryBlock.check(binder, retry));
      migration.maybe(TIMEOUTS).ifPresent(timeouts -> TimeoutsBlock.check(binder, timeouts));
    }
  }

  private static List<Values> everywhere(Values scenario) {
    return Stream.of(
            scenario.maybe(ScenarioBlock.MIGRATION).stream(),
            GuestBlock.groups(scenario).stream()
                .flatMap(vms -> vms.maybe(GuestBlock.MIGRATION).stream()),
            scenario.list(ScenarioBlock.POLICIES).stream()
                .flatMap(policy -> policy.maybe(PolicyBlock.MIGRATION).stream()))
        .flatMap(all -> all)
        .toList();
  }

  /** A device that writes to a page that is not there yet would corrupt memory. */
  private static void postCopy(Binder binder, Values vms, Values migration) {
    if (vms.list(GuestBlock.DEVICES).isEmpty()) {
      return;
    }
    Values memory = migration.get(MEMORY);
    Values own = migration.get(ORCHESTRATION);
    Stream.of(
            memory
                .find(MemoryBlock.STRATEGY)
                .filter(any -> memory.get(MemoryBlock.STRATEGY).postCopies()),
            own.find(OrchestrationBlock.ON_TIMEOUT_WITH_DEVICES)
                .filter(
                    any -> own.get(OrchestrationBlock.ON_TIMEOUT_WITH_DEVICES) == Action.POST_COPY),
            Optional.of(orchestration(migration))
                .filter(OrchestrationBlock::insistsOnPostCopy)
                .map(
                    any ->
                        own.find(OrchestrationBlock.ON_TIMEOUT)
                            .or(() -> own.find(OrchestrationBlock.SCHEDULE))
                            .orElseGet(() -> migration.find(ORCHESTRATOR).orElseThrow())))
        .flatMap(Optional::stream)
        .forEach(
            way ->
                binder.problem(
                    way,
                    "'%s' does not go with devices: they have no page faults (QEMU refuses it too);"
                            .formatted(way.value() instanceof String word ? word : "post-copy")
                        + " use guests without devices, or another way"));
  }

  /** What an engine cannot do. */
  private static void engine(Binder binder, Engines engine, Values migration) {
    migration
        .at(MEMORY, MemoryBlock.STRATEGY)
        .filter(any -> engine.isBare())
        .filter(any -> migration.get(MEMORY).get(MemoryBlock.STRATEGY) != Strategies.PRE_COPY)
        .ifPresent(
            strategy ->
                binder.problem(
                    strategy,
                    "engine %s knows nothing of '%s'; use pre-copy, or another engine"
                        .formatted(engine.word(), strategy.value())));
  }
}
