package io.godwit.scenarios.run;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.dma.DirtyTrackers;
import io.godwit.model.dma.GuestDma;
import io.godwit.model.dma.Untracked;
import io.godwit.model.fleet.Arrivals;
import io.godwit.model.fleet.Datacenter;
import io.godwit.model.fleet.FleetSettings;
import io.godwit.model.fleet.GuestTraits;
import io.godwit.model.fleet.HostKind;
import io.godwit.model.fleet.HostKind.KindOwner;
import io.godwit.model.fleet.Mishaps;
import io.godwit.model.fleet.Turnover;
import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.hypervisor.GuestNeeds;
import io.godwit.model.hypervisor.HostOffer;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.migration.Fitting;
import io.godwit.model.migration.MigrationContext;
import io.godwit.model.migration.MigrationPolicy;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.QemuHost;
import io.godwit.model.precopy.Turn;
import io.godwit.model.strategy.CopyTask;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.SimulationSettings;
import io.godwit.scenarios.file.Scenario;
import io.godwit.scenarios.file.Scenario.ArrivingGroup;
import io.godwit.scenarios.file.Scenario.GuestRules;
import io.godwit.scenarios.file.Scenario.StreamLimits;
import io.godwit.scenarios.file.Scenario.VmGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Turns a scenario into what the simulation is told. */
final class Composition {

  /** How long a guest that a timer paces can be held up and make up for it; the oracle's does. */
  private static final SimDuration TIMER_CATCH_UP = SimDuration.ofMillis(20);

  private static final String PLACING = "placing guests";

  private record Guest(
      GuestMemory memory,
      DirtyModel writes,
      QemuHost host,
      boolean timed,
      List<String> devices,
      GuestRules rules) {}

  private final Scenario scenario;
  private final Map<VmSpec, HostRange> at = new HashMap<>();
  private final Map<String, Guest> guests = new HashMap<>();
  private final Map<String, GuestTraits> traits = new LinkedHashMap<>();
  private final Map<String, SimDuration> lifetimes = new LinkedHashMap<>();

  private Composition(Scenario scenario) {
    this.scenario = scenario;
  }

  /**
   * The settings of a run.
   *
   * @throws IllegalArgumentException when a guest finds no host with room, though all together fit
   */
  static SimulationSettings of(Scenario scenario, String version) {
    return of(scenario, version, ProgressListener.NONE);
  }

  /** As above; {@code listener} is told how many guests are placed. */
  static SimulationSettings of(Scenario scenario, String version, ProgressListener listener) {
    return new Composition(scenario).compose(version, listener);
  }

  private SimulationSettings compose(String version, ProgressListener listener) {
    Topology topology = scenario.fabric();
    listener.onWork(PLACING, 0, 0);
    List<VmSpec> vms = scenario.vms().stream().flatMap(this::vms).toList();
    var turnover =
        new Turnover(scenario.arrivals().stream().map(this::arrivals).toList(), lifetimes);
    Datacenter datacenter =
        Datacenter.dealtOut(
            topology,
            scenario.host(),
            scenario.kinds(),
            vms,
            at,
            traits,
            scenario.seed(),
            placed -> listener.onWork(PLACING, placed, vms.size()));
    Scenario.MigrationRules rules = scenario.migration();
    return new SimulationSettings(
        new FleetSettings(
            scenario.name(),
            scenario.seed(),
            version,
            datacenter,
            turnover,
            scenario.plans(),
            scenario.fleetLimits(),
            scenario.background(),
            scenario.faults(),
            new Mishaps(
                scenario.mishaps(),
                vm -> guests.get(vm).rules().policy().keepalive(),
                scenario.detection()),
            vm -> guests.get(vm).rules().retry(),
            rules.fleetCall()),
        new MigrationContext(
            rules.settings(),
            topology,
            kind -> engine(kind).word(),
            this::policy,
            this::begin,
            this::speed,
            new Fitting(rules.checksBefore(), this::needs)),
        scenario.members());
  }

  private int speed(int kind) {
    return scenario.kinds().all().get(kind).speed();
  }

  /** What migrates guests away from hosts of a kind. */
  private Engines engine(int kind) {
    Optional<String> own = scenario.kinds().all().get(kind).engine();
    return Arrays.stream(Engines.values())
        .filter(engine -> own.equals(Optional.of(engine.word())))
        .findFirst()
        .orElse(scenario.migration().engine());
  }

  private Arrivals arrivals(ArrivingGroup group) {
    List<VmSpec> vms = group.guests().stream().flatMap(this::vms).toList();
    return new Arrivals(
        group.name(),
        group.on(),
        group.place(),
        IntStream.range(0, vms.size())
            .mapToObj(i -> new Arrivals.Coming(vms.get(i), group.times().get(i)))
            .toList());
  }

  private Stream<VmSpec> vms(VmGroup group) {
    var guest =
        new Guest(
            group.memory(),
            group.model().of(group.workload()).trackedIn(group.trackedIn()),
            host(group),
            group.pacedByTimer(),
            group.devices(),
            group.migration());
    var vms = new ArrayList<VmSpec>();
    for (String name : group.names()) {
      var vm = new VmSpec(name, group.memory().size(), group.devices());
      vms.add(vm);
      group.on().ifPresent(range -> at.put(vm, range));
      guests.put(name, guest);
      group.lifetime().ifPresent(lifetime -> lifetimes.put(name, lifetime));
      if (!group.traits().equals(GuestTraits.PLAIN)) {
        traits.put(name, group.traits());
      }
    }
    return vms.stream();
  }

  /** A guest that a timer paces makes up for being held up for short. */
  private QemuHost host(VmGroup group) {
    QemuHost host = scenario.limits().map(StreamLimits::stream).orElse(QemuHost.SERVER);
    return group.pacedByTimer() ? host.with(host.processors().withCatchUp(TIMER_CATCH_UP)) : host;
  }

  private Turn begin(String vm, int kind, SimTime now) {
    Guest guest = guests.get(vm);
    GuestRules rules = guest.rules();
    GuestDma dma = dma(guest, kind);
    var task =
        new CopyTask(
            engine(kind).on(guest.host()),
            guest.memory(),
            dma.seenWith(guest.timed() ? guest.writes() : guest.writes().atSpeed(speed(kind))),
            withDeviceData(limited(rules), guest, kind),
            rules.tuning(),
            now);
    Turn first = rules.changes().watch(dma.watch(rules.strategy().create().begin(task)));
    Turn counted = rules.rounds().watch(first);
    return rules.orchestration().watch(counted, guest.memory().size(), rules.tuning());
  }

  /** What of a guest's memory its devices write by themselves. */
  private GuestDma dma(Guest guest, int kind) {
    var dma = new GuestDma(guest.memory(), scenario.migration().untracked());
    for (String device : guest.devices()) {
      MemberSettings member = member(device, kind);
      OwnerSettings owner = owner(device, kind);
      member
          .dma()
          .ifPresent(
              settings ->
                  dma.add(
                      settings,
                      member.allRequestsPerSecond(),
                      owner.question(),
                      owner.times().context()));
    }
    return dma;
  }

  /** Where nobody knows what devices write, they may have to stand. */
  private MigrationPolicy policy(String vm) {
    Guest guest = guests.get(vm);
    MigrationPolicy policy = guest.rules().policy();
    if (scenario.migration().untracked() != Untracked.SUSPEND_DEVICES) {
      return policy;
    }
    return policy.withStanding(guest.devices().stream().filter(this::isUntracked).toList());
  }

  private boolean isUntracked(String device) {
    return commonMember(device)
        .dma()
        .filter(dma -> dma.tracker() == DirtyTrackers.NONE)
        .isPresent();
  }

  private MemberSettings commonMember(String device) {
    return scenario.members().get(scenario.host().indexOf(device));
  }

  private MemberSettings member(String device, int kind) {
    return ofKind(device, kind).map(KindOwner::members).orElseGet(() -> commonMember(device));
  }

  private OwnerSettings owner(String device, int kind) {
    return ofKind(device, kind)
        .map(its -> its.slot().settings())
        .orElseGet(() -> scenario.host().owner(device));
  }

  /** What a guest must find elsewhere that it has on a host of this kind. */
  private Optional<GuestNeeds> needs(VmSpec vm, int kind) {
    List<HostKind> kinds = scenario.kinds().all();
    HostOffer here = kinds.get(kind).offer();
    if (kinds.stream().allMatch(other -> other.offer().equals(here))) {
      return Optional.empty();
    }
    GuestTraits guest = traits.getOrDefault(vm.name(), GuestTraits.PLAIN);
    return Optional.of(here.needs(vm, guest.cpu(), guest.machine()));
  }

  private Optional<KindOwner> ofKind(String device, int kind) {
    return scenario.kinds().all().get(kind).owners().stream()
        .flatMap(List::stream)
        .filter(its -> its.slot().name().equals(device))
        .findFirst();
  }

  /** What the drivers say that their devices have to send after the stop. */
  private PreCopySettings withDeviceData(PreCopySettings settings, Guest guest, int kind) {
    ContextStrategies strategy = guest.rules().policy().contextStrategy();
    ByteCount sum = ByteCount.ZERO;
    for (String device : guest.devices()) {
      MemberSettings member = member(device, kind);
      sum = sum.plus(member.opaqueAfterStop(strategy.ahead()));
    }
    return settings.with(settings.switchOver().withDeviceData(guest.rules().estimate().of(sum)));
  }

  /** No stream is faster than its NIC, nor than one thread where the engine has none of its own. */
  private PreCopySettings limited(GuestRules rules) {
    PreCopySettings settings = rules.preCopy();
    if (scenario.limits().isEmpty()) {
      return settings;
    }
    StreamLimits limits = scenario.limits().get();
    ByteRate most = settings.maxBandwidth().min(limits.most());
    boolean single = rules.strategy().sendsInOneStream(scenario.migration().engine().isQemu());
    return settings.withMaxBandwidth(single ? most.min(limits.stream().resend()) : most);
  }
}
