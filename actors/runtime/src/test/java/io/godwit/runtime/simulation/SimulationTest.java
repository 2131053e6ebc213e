package io.godwit.runtime.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.fleet.Datacenter;
import io.godwit.model.fleet.Drain;
import io.godwit.model.fleet.FleetSettings;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.RetryPolicy;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.migration.MigrationContext;
import io.godwit.model.migration.MigrationPolicy;
import io.godwit.model.migration.MigrationSettings;
import io.godwit.model.migration.Recovery;
import io.godwit.model.migration.Rollbacks;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static final Protocol SEED = Protocol.of(Profiles.SEED_2023);

  static final Config IN_MEMORY =
      ConfigFactory.parseString("akka.persistence.journal.plugin = akka.persistence.journal.inmem");

  @Test
  void should_drain_a_rack() {
    try (var simulation = new Simulation(settings(2, 2, 4, 64, 7), IN_MEMORY)) {
      assertThat(simulation.run(ProgressListener.NONE)).isTrue();
      Progress end = simulation.progress();
      System.out.println(end);
      assertThat(end.planned()).isEqualTo(16);
      assertThat(end.done()).isEqualTo(16);
      assertThat(end.running()).isZero();
    }
  }

  static SimulationSettings settings(int pods, int racks, int hosts, int vms, long seed) {
    var topology =
        new Topology(
            FabricShape.of(
                pods,
                racks,
                hosts,
                ByteRate.ofBitsPerSecond(25_000_000_000L),
                ByteRate.ofBitsPerSecond(100_000_000_000L),
                SimDuration.ofMicros(1)));
    PcieLink link = PcieLink.parse("gen4 x16").orElseThrow();
    var owner =
        new OwnerSettings(SEED, 64, 1, 64, 4, link, 255, OwnerSettings.ServiceTimes.ASSUMED);
    var host =
        new HostSettings(
            ByteCount.ofGib(512),
            List.of(
                new HostSettings.OwnerSlot("net0", owner),
                new HostSettings.OwnerSlot("blk0", owner)),
            SimDuration.ofMillis(1),
            SimDuration.ofMillis(1),
            SimDuration.ofMillis(1),
            SimDuration.ofMicros(10));
    var specs = new ArrayList<VmSpec>();
    for (int i = 0; i < vms; i++) {
      specs.add(new VmSpec("web-" + i, ByteCount.ofGib(8), List.of("net0", "blk0")));
    }
    Datacenter datacenter = Datacenter.dealtOut(topology, host, specs, Map.of(), seed);
    var memory = GuestMemory.of(ByteCount.ofGib(8), 0);
    var writes =
        DirtyModels.UNIFORM.of(Workload.even(new PageRange(0, 100_000), ByteRate.of(50_000_000)));
    var migration =
        new MigrationContext(
            new MigrationSettings(
                SimDuration.ofMicros(50),
                true,
                SimDuration.ZERO,
                false,
                true,
                Rollbacks.MANAGEMENT,
                List.of(),
                false,
                SimDuration.ofMicros(10)),
            topology,
            anyKind -> "textbook",
            vm ->
                new MigrationPolicy(
                    "pre-copy",
                    ContextStrategies.AHEAD_THEN_DELTA,
                    SimDuration.ofSeconds(150),
                    NoConvergence.GIVE_UP,
                    SimDuration.ofSeconds(30),
                    Recovery.NEVER,
                    List.of()),
            (vm, source, now) ->
                Engines.TEXTBOOK.engine().begin(memory, writes, PreCopySettings.DEFAULT, now),
            anyHost -> 100);
    var plan =
        new Plan(
            SimTime.ZERO.plus(SimDuration.ofSeconds(1)),
            new Drain("pod-0/rack-0", 0, hosts - 1, false),
            new Limits(2, 2, 64),
            Placements.LEAST_LOADED,
            Orders.FIFO);
    var fleet =
        new FleetSettings(
            "test",
            seed,
            "test",
            datacenter,
            List.of(plan),
            List.of(),
            new RetryPolicy(3, SimDuration.ofSeconds(20), 2),
            SimDuration.ofMillis(1));
    return new SimulationSettings(
        fleet,
        migration,
        List.of(
            MemberSettings.plain(
                DeviceTypes.NET, SEED, 4, 1000, SimDuration.ofMicros(50), SimDuration.ofMillis(30)),
            MemberSettings.plain(
                DeviceTypes.BLK,
                SEED,
                4,
                1000,
                SimDuration.ofMicros(500),
                SimDuration.ofMillis(30))));
  }
}
