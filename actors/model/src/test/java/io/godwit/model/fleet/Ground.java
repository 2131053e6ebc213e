package io.godwit.model.fleet;

import io.godwit.model.entity.Scene;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** A rack of hosts with 64 GiB each, guests where a test puts them, and plans for them. */
final class Ground {

  /** Without devices. */
  static final HostSettings HOST =
      new HostSettings(
          ByteCount.ofGib(64),
          List.of(),
          SimDuration.ofMillis(1),
          SimDuration.ofMillis(1),
          SimDuration.ofMillis(1),
          SimDuration.ofMicros(10));

  static final Limits WIDE = new Limits(100, 100, 100);
  static final SimDuration CONTROL = SimDuration.ofMillis(1);
  static final SimDuration BACKOFF = SimDuration.ofSeconds(10);

  private final Topology topology;
  private final Map<VmSpec, HostRange> guests = new LinkedHashMap<>();
  private final List<Plan> plans = new ArrayList<>();
  private final List<LinkFault> faults = new ArrayList<>();
  private final Map<String, GuestTraits> traits = new LinkedHashMap<>();
  private Turnover turnover = Turnover.NONE;
  private boolean isInAnyOrder;
  private Limits limits = Limits.UNLIMITED;
  private HostKinds kinds = HostKinds.of(HostKind.plain(ByteCount.ofGib(64)));
  private RetryPolicy retry = new RetryPolicy(3, BACKOFF, 2);

  private Ground(int racks, int hosts) {
    topology =
        new Topology(
            FabricShape.of(
                1, racks, hosts, ByteRate.of(1000), ByteRate.of(1000), SimDuration.ofMicros(1)));
  }

  static Ground of(int hosts) {
    return new Ground(1, hosts);
  }

  static Ground ofRacks(int racks, int hostsPerRack) {
    return new Ground(racks, hostsPerRack);
  }

  static String host(int number) {
    return "pod-0/rack-0/host-" + number;
  }

  static EntityId migration(String name) {
    return EntityId.migration(name);
  }

  Ground guest(String name, int host, int gib) {
    var spec = new VmSpec(name, ByteCount.ofGib(gib), List.of());
    guests.put(spec, new HostRange(host, 1));
    return this;
  }

  Ground plan(PlanAction action) {
    return plan(action, WIDE);
  }

  Ground plan(PlanAction action, Limits limits) {
    return plan(action, limits, Placements.LEAST_LOADED, Orders.FIFO);
  }

  Ground plan(PlanAction action, Limits limits, Placements place, Orders order) {
    var at = SimTime.ZERO.plus(SimDuration.ofSeconds(plans.size() + 1L));
    plans.add(new Plan(at, action, limits, place, order));
    return this;
  }

  Ground plan(Plan plan) {
    plans.add(plan);
    return this;
  }

  /**
   * Guests need not be listed in the order in which they were added, which many hardly ever are.
   */
  Ground inAnyOrder() {
    isInAnyOrder = true;
    return this;
  }

  Ground kinds(HostKinds ofHosts) {
    kinds = ofHosts;
    return this;
  }

  Ground limits(Limits ofFleet) {
    limits = ofFleet;
    return this;
  }

  /** The guest of this name cannot be moved. */
  Ground pinned(String name) {
    return traits(name, new GuestTraits(false, 0, List.of(), List.of(), Optional.empty()));
  }

  Ground turnover(Turnover guests) {
    turnover = guests;
    return this;
  }

  Ground traits(String name, GuestTraits asked) {
    traits.put(name, asked);
    return this;
  }

  Ground fault(LinkFault fault) {
    faults.add(fault);
    return this;
  }

  Ground attempts(int most) {
    retry = new RetryPolicy(most, BACKOFF, 2);
    return this;
  }

  /** Whoever failed tries another host, if any has room. */
  Ground elsewhere() {
    retry = new RetryPolicy(retry.attempts(), retry.backoff(), retry.factor(), true);
    return this;
  }

  int plans() {
    return plans.size();
  }

  Topology topology() {
    return topology;
  }

  VmSpec spec(String name) {
    return guests.keySet().stream().filter(vm -> vm.name().equals(name)).findFirst().orElseThrow();
  }

  FleetSettings settings() {
    Datacenter datacenter =
        LongStream.range(0, 100_000)
            .mapToObj(seed -> dealt(seed))
            .filter(each -> isInAnyOrder || isInOrder(each))
            .findFirst()
            .orElseThrow();
    return new FleetSettings(
        "test",
        1,
        "test",
        datacenter,
        turnover,
        plans,
        limits,
        List.of(),
        faults,
        Mishaps.NONE,
        vm -> retry,
        CONTROL);
  }

  private Datacenter dealt(long seed) {
    return Datacenter.dealtOut(
        topology, HOST, kinds, List.copyOf(guests.keySet()), guests, traits, seed, placed -> {});
  }

  /** Of all deals, the one that leaves the guests as the test names them. */
  private boolean isInOrder(Datacenter dealt) {
    return dealt.vms().stream().map(PlacedVm::vm).toList().equals(List.copyOf(guests.keySet()));
  }

  Scene<FleetState> scene() {
    return Scene.of(new Fleet(settings())).after(SimDuration.ofNanos(1));
  }
}
