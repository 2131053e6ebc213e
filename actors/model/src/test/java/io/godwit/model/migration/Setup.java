package io.godwit.model.migration;

import io.godwit.model.device.Access.Strike;
import io.godwit.model.device.MemberName;
import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.migration.MigrationMessage.StartAttempt;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.Turn;
import io.godwit.model.strategy.CopyTask;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.strategy.Tuning;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** A guest of 1 GiB that moves to the host beside its own; a test changes what it is about. */
final class Setup {

  static final String SOURCE = "pod-0/rack-0/host-0";
  static final String DESTINATION = "pod-0/rack-0/host-1";
  static final String GUEST = "vm-0";
  static final SimDuration LOCAL = SimDuration.ofMicros(10);
  static final SimDuration REMOTE = SimDuration.ofMicros(50);
  static final SimDuration SKEW = SimDuration.ofMicros(3);
  static final GuestMemory MEMORY = GuestMemory.of(ByteCount.ofGib(1), 0);

  ContextStrategies contexts = ContextStrategies.FROZEN_ONLY;
  static final SimDuration KEEPALIVE = SimDuration.ofSeconds(30);

  Rollbacks rollback = Rollbacks.MANAGEMENT;
  boolean stopBeforeFreeze = true;
  int devices = 2;
  Engines engine = Engines.TEXTBOOK;
  Strategies strategy = Strategies.PRE_COPY;
  DirtyModel writes = uniform(1_000_000);
  PreCopySettings preCopy = PreCopySettings.DEFAULT;
  SimDuration timeoutPerGib = SimDuration.ofSeconds(150);
  NoConvergence onTimeout = NoConvergence.GIVE_UP;
  Recovery recovery = Recovery.NEVER;
  List<String> standing = List.of();
  final List<PhaseFault> strikes = new ArrayList<>();

  static DirtyModel uniform(long bytesPerSecond) {
    return DirtyModels.UNIFORM.of(
        Workload.even(new PageRange(0, 100_000), new ByteRate(bytesPerSecond)));
  }

  Migration migration() {
    var topology =
        new Topology(
            FabricShape.of(
                1,
                1,
                2,
                new ByteRate(1_000_000_000L),
                new ByteRate(1_000_000_000L),
                SimDuration.ofMicros(1)));
    var settings =
        new MigrationSettings(
            REMOTE, false, SKEW, false, stopBeforeFreeze, rollback, strikes, false, LOCAL);
    return new Migration(
        "m",
        new MigrationContext(
            settings,
            topology,
            kind -> engine.word(),
            vm -> policy(),
            (vm, source, now) -> begin(now),
            host -> 100));
  }

  private MigrationPolicy policy() {
    return new MigrationPolicy(
        strategy.word(), contexts, timeoutPerGib, onTimeout, KEEPALIVE, recovery, standing);
  }

  /** The engine's first answer. */
  Turn begin(SimTime now) {
    return strategy
        .create()
        .begin(new CopyTask(engine.engine(), MEMORY, writes, preCopy, Tuning.DEFAULT, now));
  }

  VmSpec vm() {
    return new VmSpec(GUEST, MEMORY.size(), Collections.nCopies(devices, "net0"));
  }

  StartAttempt attempt(int number) {
    return new StartAttempt(vm(), SOURCE, DESTINATION, number);
  }

  List<String> sourceMembers() {
    return members(SOURCE);
  }

  List<String> destinationMembers() {
    return members(DESTINATION);
  }

  private List<String> members(String host) {
    return IntStream.rangeClosed(1, devices)
        .mapToObj(number -> MemberName.of(host, "net0", number))
        .toList();
  }

  /** A strike at a device of one guest, after a phase began in one attempt. */
  void strike(
      int fault,
      String vm,
      int device,
      boolean atDestination,
      SimDuration after,
      int attempt,
      Strike strike) {
    strikes.add(
        new PhaseFault(
            fault,
            "test",
            Optional.of(new TreeSet<>(List.of(vm))),
            Optional.of(Moment.entered(Phase.PRE_COPY, after, attempt)),
            new Blow.OnDevice(device, atDestination, strike)));
  }
}
