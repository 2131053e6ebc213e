package io.godwit.scenarios.file;

import io.godwit.dashboards.projection.PlannedFault;
import io.godwit.model.fault.Chance;
import io.godwit.model.fault.Schedule;
import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.LinkFault;
import io.godwit.model.fleet.Mishap;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.Storm;
import io.godwit.model.migration.Blow;
import io.godwit.model.migration.Phase;
import io.godwit.model.migration.PhaseFault;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Builds what fails from checked values: what strikes whom, and when. */
final class FaultBuilder {

  private final Values root;
  private final Topology topology;
  private final FaultTargets targets;
  private final List<LinkFault> links = new ArrayList<>();
  private final List<Mishap> mishaps = new ArrayList<>();
  private final List<PhaseFault> strikes = new ArrayList<>();
  private final List<PlannedFault> planned = new ArrayList<>();
  private final List<Plan> storms = new ArrayList<>();

  FaultBuilder(Values root, Topology topology) {
    this.root = root;
    this.topology = topology;
    this.targets = new FaultTargets(root);
    List<Values> faults = root.list(ScenarioBlock.FAULTS);
    for (int number = 0; number < faults.size(); number++) {
      add(number, faults.get(number));
    }
  }

  List<LinkFault> links() {
    return links;
  }

  List<Mishap> mishaps() {
    return mishaps;
  }

  List<PhaseFault> strikes() {
    return strikes;
  }

  List<PlannedFault> planned() {
    return planned;
  }

  /** The plans that ask for what storms ask for. */
  List<Plan> storms() {
    return storms;
  }

  private void add(int number, Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    if (FaultFamily.LINK.has(kind) && isPlain(fault)) {
      links.add(link(fault));
      planned.add(
          new PlannedFault.OfLink(
              kind, fault.get(FaultTargets.TARGET), SimTime.ZERO.plus(fault.get(FaultClock.AT))));
      return;
    }
    Optional<Schedule> clock =
        FaultClock.isTimed(fault)
            ? Optional.of(FaultClock.schedule(fault, chance(fault), hostsIn(fault)))
            : Optional.empty();
    if (FaultFamily.LOAD.has(kind)) {
      mishaps.add(
          new Mishap(number, kind, storm(fault), clock, Optional.empty(), Optional.empty()));
    } else if (FaultFamily.isOfPlace(kind)) {
      mishaps.add(
          new Mishap(
              number,
              kind,
              trouble(fault),
              clock,
              FaultTrouble.lasts(fault, chance(fault)),
              FaultClock.during(fault)));
    }
    boolean isOfMigrations = !FaultFamily.isOfPlace(kind) && !FaultFamily.LOAD.has(kind);
    if (!FaultClock.isByClock(fault) || isOfMigrations) {
      strikes.add(strike(number, fault));
      if (FaultClock.isByClock(fault)) {
        mishaps.add(
            new Mishap(
                number,
                kind,
                movers(strikes.size() - 1, fault),
                clock,
                Optional.empty(),
                FaultClock.during(fault)));
      }
    }
    planned.add(planned(fault));
  }

  /** A plan of its own, that begins with the fault. */
  private Mishap.Storm storm(Values fault) {
    List<String> vms = targets.allOf(targets.share(targets.guests(fault), fault, chance(fault)));
    storms.add(
        new Plan(
            SimTime.ZERO.plus(fault.get(FaultClock.AT)),
            new Storm(whom(fault), vms),
            Limits.UNLIMITED,
            Placements.LEAST_LOADED,
            Orders.FIFO));
    return new Mishap.Storm(vms.size());
  }

  /** Once at its time, as links could always fail. */
  private static boolean isPlain(Values fault) {
    return List.of("link-down", "link-degraded").contains(fault.get(FaultBlock.KIND))
        && fault.has(FaultTargets.TARGET)
        && fault.has(FaultClock.AT)
        && fault.has(FaultTrouble.FOR)
        && fault.drawn(FaultTrouble.FOR).isEmpty()
        && !fault.hasAny(
            FaultClock.EVERY,
            FaultClock.RATE,
            FaultClock.COUNT,
            FaultMoment.PROBABILITY,
            FaultMoment.JITTER,
            FaultClock.WHILE);
  }

  private static LinkFault link(Values fault) {
    return new LinkFault(
        fault.get(FaultTargets.TARGET),
        SimTime.ZERO.plus(fault.get(FaultClock.AT)),
        fault.get(FaultTrouble.FOR),
        FaultTrouble.capacity(fault));
  }

  private Chance chance(Values fault) {
    return FaultMoment.chance(fault, root.get(ScenarioBlock.SEED));
  }

  private int hostsIn(Values fault) {
    return hosts(fault).stream().mapToInt(HostRange::count).sum();
  }

  private List<HostRange> hosts(Values fault) {
    return FaultTargets.place(fault)
        .map(place -> FaultTargets.hosts((String) place.value(), topology))
        .orElse(List.of());
  }

  private Mishap.Trouble trouble(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    if (FaultFamily.HOST.has(kind)) {
      return new Mishap.Hosts(
          hosts(fault),
          hostsOf(fault),
          percent(fault),
          FaultClock.isSerial(fault),
          FaultFamily.hostTrouble(kind),
          fault.maybe(FaultTrouble.FACTOR).map(Math::toIntExact).orElse(1));
    } else if (FaultFamily.CONTROL.has(kind)) {
      return new Mishap.Control(
          ControlTrouble.ofWord(kind).orElseThrow(),
          fault.or(FaultTrouble.DELAY, SimDuration.ZERO));
    } else if (FaultFamily.NETWORK.has(kind)) {
      return new Mishap.Links(linksOfPlace(kind, fault), Optional.empty(), ByteRate.ZERO, 0);
    }
    return new Mishap.Links(
        FaultTargets.place(fault).map(place -> List.of((String) place.value())).orElse(List.of()),
        hostsOf(fault),
        FaultTrouble.capacity(fault),
        fault.has(FaultTrouble.LOSS) ? fault.number(FaultTrouble.LOSS) : 0);
  }

  /** Whichever they are when the clock brings it. */
  private Optional<Mishap.HostsOf> hostsOf(Values fault) {
    return FaultTargets.namesGuests(fault) && FaultClock.isByClock(fault)
        ? Optional.of(
            new Mishap.HostsOf(
                targets.allOf(targets.guests(fault)), FaultMoment.isAtDestination(fault)))
        : Optional.empty();
  }

  private List<String> linksOfPlace(String kind, Values fault) {
    var names = new ArrayList<String>();
    String place = FaultTargets.place(fault).map(found -> (String) found.value()).orElseThrow();
    if (kind.equals("switch-down")) { // with the links of its hosts
      hosts(fault).forEach(range -> range.hosts().mapToObj(topology::hostName).forEach(names::add));
    }
    names.add(place + "/uplink");
    return names;
  }

  private static int percent(Values fault) {
    return fault.maybe(FaultTargets.PERCENT).map(Math::toIntExact).orElse(100);
  }

  private Mishap.Movers movers(int strike, Values fault) {
    return new Mishap.Movers(strike, targets.allOf(targets.guests(fault)), percent(fault));
  }

  private PhaseFault strike(int number, Values fault) {
    Optional<SortedSet<String>> guests = targets.guests(fault);
    return new PhaseFault(
        number,
        fault.get(FaultBlock.KIND),
        FaultClock.isByClock(fault) ? guests : targets.share(guests, fault, chance(fault)),
        FaultClock.isByClock(fault)
            ? Optional.empty()
            : Optional.of(FaultMoment.moment(fault, chance(fault))),
        blow(fault));
  }

  private static Blow blow(Values fault) {
    boolean atDestination = FaultMoment.isAtDestination(fault);
    String kind = fault.get(FaultBlock.KIND);
    if (FaultFamily.CONTROL.has(kind)) {
      return new Blow.OnControl();
    } else if (FaultFamily.isOfPlace(kind)) {
      return new Blow.OnPlace(atDestination);
    }
    return switch (kind) {
      case "stream-broken" -> new Blow.OnStream();
      case "cancel" -> new Blow.Cancel();
      case "out-of-memory" ->
          new Blow.OnReceiver("the destination ran out of memory, and killed the guest's process");
      default ->
          new Blow.OnDevice(
              fault.count(FaultMoment.DEVICE), atDestination, DeviceFaults.what(fault));
    };
  }

  private PlannedFault planned(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    boolean certain = !fault.has(FaultMoment.PROBABILITY);
    if (!FaultClock.isByClock(fault)
        && FaultFamily.isOfDevice(kind)
        && certain
        && !FaultMoment.isUndone(fault)
        && fault.has(FaultTargets.VM)
        && !FaultTargets.isPattern(fault.get(FaultTargets.VM))
        && FaultMoment.attempt(fault).isPresent()) {
      return new PlannedFault.OfDevice(
          kind,
          fault.get(FaultTargets.VM),
          fault.get(FaultMoment.PHASE),
          fault.get(FaultMoment.AFTER),
          FaultMoment.attempt(fault).getAsInt(),
          DeviceFaults.waits(kind));
    }
    return new PlannedFault.OfMany(
        fault.maybe(FaultBlock.NAME),
        kind,
        aim(fault),
        FaultClock.isByClock(fault) ? Optional.empty() : Optional.of(fault.get(FaultMoment.PHASE)),
        targets.guests(fault),
        certain);
  }

  private static String aim(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    Optional<String> place = FaultTargets.place(fault).map(found -> (String) found.value());
    if (FaultFamily.CONTROL.has(kind)) {
      return FaultClock.isByClock(fault)
          ? "the control plane"
          : "the control plane, %s"
              .formatted(whom(fault) + moment(fault, FaultMoment.phase(fault)));
    }
    String of =
        place.isEmpty() && FaultFamily.isOfPlace(kind)
            ? "the %s of %s".formatted(fault.get(FaultMoment.SIDE), whom(fault))
            : place.orElseGet(() -> whom(fault));
    return FaultClock.isByClock(fault) ? of : of + moment(fault, FaultMoment.phase(fault));
  }

  private static String moment(Values fault, Optional<Phase> phase) {
    String in = phase.map(which -> " in " + which.word()).orElse("");
    return FaultMoment.isUndone(fault)
        ? " as an attempt that failed%s is undone".formatted(in)
        : in;
  }

  private static String whom(Values fault) {
    if (fault.has(FaultTargets.VM)) {
      return fault.get(FaultTargets.VM);
    }
    return fault.has(FaultTargets.GROUP)
        ? "group " + fault.get(FaultTargets.GROUP)
        : fault.has(FaultTargets.LABEL) ? "label " + fault.get(FaultTargets.LABEL) : "every guest";
  }
}
