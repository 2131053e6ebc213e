package io.godwit.scenarios.file;

import io.godwit.dashboards.projection.PlannedFault;
import io.godwit.model.fault.Chance;
import io.godwit.model.fault.Length;
import io.godwit.model.fault.Schedule;
import io.godwit.model.fleet.Condition;
import io.godwit.model.fleet.ControlTrouble;
import io.godwit.model.fleet.HostTrouble;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.LinkFault;
import io.godwit.model.fleet.Mishap;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.Storm;
import io.godwit.model.migration.Blow;
import io.godwit.model.migration.Moment;
import io.godwit.model.migration.Phase;
import io.godwit.model.migration.PhaseFault;
import io.godwit.model.random.Distribution;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.Values.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** Builds what fails from checked values: what strikes whom, and when. */
final class FaultBuilder {

  private static final long NANOS_PER_HOUR = 3_600_000_000_000L;

  /** In which a control plane starts again where nothing else is said (an assumption). */
  private static final SimDuration RESTART = SimDuration.ofSeconds(5);

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
              kind, fault.get(FaultBlock.TARGET), SimTime.ZERO.plus(fault.get(FaultBlock.AT))));
      return;
    }
    Optional<Schedule> clock =
        FaultBlock.isTimed(fault) ? Optional.of(schedule(fault)) : Optional.empty();
    if (FaultFamily.LOAD.has(kind)) {
      mishaps.add(
          new Mishap(number, kind, storm(fault), clock, Optional.empty(), Optional.empty()));
    } else if (FaultFamily.isOfPlace(kind)) {
      mishaps.add(new Mishap(number, kind, trouble(fault), clock, lasts(fault), during(fault)));
    }
    boolean isOfMigrations = !FaultFamily.isOfPlace(kind) && !FaultFamily.LOAD.has(kind);
    if (!FaultBlock.isByClock(fault) || isOfMigrations) {
      strikes.add(strike(number, fault));
      if (FaultBlock.isByClock(fault)) {
        mishaps.add(
            new Mishap(
                number,
                kind,
                movers(strikes.size() - 1, fault),
                clock,
                Optional.empty(),
                during(fault)));
      }
    }
    planned.add(planned(fault));
  }

  private static Optional<Condition> during(Values fault) {
    return fault.has(FaultBlock.WHILE)
        ? Condition.of(fault.get(FaultBlock.WHILE))
        : Optional.empty();
  }

  /** A plan of its own, that begins with the fault. */
  private Mishap.Storm storm(Values fault) {
    List<String> vms = targets.allOf(targets.share(targets.guests(fault), fault, chance(fault)));
    storms.add(
        new Plan(
            SimTime.ZERO.plus(fault.get(FaultBlock.AT)),
            new Storm(whom(fault), vms),
            Limits.UNLIMITED,
            Placements.LEAST_LOADED,
            Orders.FIFO));
    return new Mishap.Storm(vms.size());
  }

  /** Once at its time, as links could always fail. */
  private static boolean isPlain(Values fault) {
    return List.of("link-down", "link-degraded").contains(fault.get(FaultBlock.KIND))
        && fault.has(FaultBlock.TARGET)
        && fault.has(FaultBlock.AT)
        && fault.has(FaultBlock.FOR)
        && fault.drawn(FaultBlock.FOR).isEmpty()
        && !fault.hasAny(
            FaultBlock.EVERY,
            FaultBlock.RATE,
            FaultBlock.COUNT,
            FaultBlock.PROBABILITY,
            FaultBlock.JITTER,
            FaultBlock.WHILE);
  }

  private static LinkFault link(Values fault) {
    return new LinkFault(
        fault.get(FaultBlock.TARGET),
        SimTime.ZERO.plus(fault.get(FaultBlock.AT)),
        fault.get(FaultBlock.FOR),
        capacity(fault));
  }

  static ByteRate capacity(Values fault) {
    return fault.has(FaultBlock.CAPACITY) ? fault.get(FaultBlock.CAPACITY) : ByteRate.ZERO;
  }

  private Optional<Length> lasts(Values fault) {
    if (fault.has(FaultBlock.FOR)) {
      return Optional.of(
          new Length(
              fault.get(FaultBlock.FOR),
              fault.drawn(FaultBlock.FOR).map(drawn -> bootable(fault, drawn)),
              chance(fault)));
    }
    return fault.get(FaultBlock.KIND).equals(ControlTrouble.RESTART.word())
        ? Optional.of(Length.of(RESTART))
        : Optional.empty();
  }

  /** No host boots in less. */
  private static Distribution bootable(Values fault, Distribution drawn) {
    String kind = fault.get(FaultBlock.KIND);
    return FaultFamily.HOST.has(kind) && FaultFamily.hostTrouble(kind) == HostTrouble.CRASH
        ? new Distribution(
            drawn.kind(), drawn.parameters(), FaultChecks.LEAST_BOOT_NANOS, drawn.most())
        : drawn;
  }

  private Chance chance(Values fault) {
    return new Chance(
        root.number(ScenarioBlock.SEED),
        fault.has(FaultBlock.NAME) ? fault.get(FaultBlock.NAME) : fault.path(),
        fault.has(FaultBlock.PROBABILITY) ? fault.number(FaultBlock.PROBABILITY) : 1_000_000,
        fault.has(FaultBlock.JITTER) ? fault.get(FaultBlock.JITTER) : SimDuration.ZERO);
  }

  private Schedule schedule(Values fault) {
    SimTime at =
        fault.has(FaultBlock.AT) ? SimTime.ZERO.plus(fault.get(FaultBlock.AT)) : SimTime.ZERO;
    SimDuration every =
        fault.has(FaultBlock.EVERY)
            ? fault.get(FaultBlock.EVERY)
            : fault.has(FaultBlock.RATE)
                ? SimDuration.ofNanos(
                    NANOS_PER_HOUR * 1000 / Math.max(1, fault.number(FaultBlock.RATE)))
                : SimDuration.ZERO;
    return new Schedule(at, count(fault), every, fault.has(FaultBlock.RATE), chance(fault));
  }

  /** One after another means each once. */
  private int count(Values fault) {
    if (fault.has(FaultBlock.COUNT)) {
      return fault.count(FaultBlock.COUNT);
    }
    return FaultBlock.isSerial(fault) && fault.has(FaultBlock.EVERY)
        ? hosts(fault).stream().mapToInt(HostRange::count).sum()
        : 1;
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
          FaultBlock.isSerial(fault),
          FaultFamily.hostTrouble(kind),
          fault.has(FaultBlock.FACTOR) ? fault.count(FaultBlock.FACTOR) : 1);
    } else if (FaultFamily.CONTROL.has(kind)) {
      return new Mishap.Control(
          ControlTrouble.ofWord(kind).orElseThrow(),
          fault.has(FaultBlock.DELAY) ? fault.get(FaultBlock.DELAY) : SimDuration.ZERO);
    } else if (FaultFamily.NETWORK.has(kind)) {
      return new Mishap.Links(linksOfPlace(kind, fault), Optional.empty(), ByteRate.ZERO, 0);
    }
    return new Mishap.Links(
        FaultTargets.place(fault).map(place -> List.of((String) place.value())).orElse(List.of()),
        hostsOf(fault),
        capacity(fault),
        fault.has(FaultBlock.LOSS) ? fault.number(FaultBlock.LOSS) : 0);
  }

  /** Whichever they are when the clock brings it. */
  private Optional<Mishap.HostsOf> hostsOf(Values fault) {
    return FaultTargets.namesGuests(fault) && FaultBlock.isByClock(fault)
        ? Optional.of(
            new Mishap.HostsOf(
                targets.allOf(targets.guests(fault)), FaultBlock.isAtDestination(fault)))
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
    return fault.has(FaultBlock.PERCENT) ? fault.count(FaultBlock.PERCENT) : 100;
  }

  private Mishap.Movers movers(int strike, Values fault) {
    return new Mishap.Movers(strike, targets.allOf(targets.guests(fault)), percent(fault));
  }

  private PhaseFault strike(int number, Values fault) {
    Optional<SortedSet<String>> guests = targets.guests(fault);
    return new PhaseFault(
        number,
        fault.get(FaultBlock.KIND),
        FaultBlock.isByClock(fault) ? guests : targets.share(guests, fault, chance(fault)),
        FaultBlock.isByClock(fault) ? Optional.empty() : Optional.of(moment(fault)),
        blow(fault));
  }

  private Moment moment(Values fault) {
    return new Moment(
        phase(fault),
        fault.get(FaultBlock.ON),
        fault.get(FaultBlock.AFTER),
        attempt(fault),
        fault.has(FaultBlock.OCCURRENCE)
            ? OptionalInt.of(fault.count(FaultBlock.OCCURRENCE))
            : OptionalInt.empty(),
        chance(fault));
  }

  /** An attempt that is undone has failed in any, unless the fault says in which. */
  private static Optional<Phase> phase(Values fault) {
    boolean any =
        FaultBlock.isUndone(fault) && fault.find(FaultBlock.PHASE).filter(Found::given).isEmpty();
    return any ? Optional.empty() : Optional.of(fault.get(FaultBlock.PHASE));
  }

  /** The first, unless the fault counts or draws otherwise. */
  static OptionalInt attempt(Values fault) {
    if (fault.has(FaultBlock.ATTEMPT)) {
      return OptionalInt.of(fault.count(FaultBlock.ATTEMPT));
    }
    return fault.has(FaultBlock.OCCURRENCE) || fault.has(FaultBlock.PROBABILITY)
        ? OptionalInt.empty()
        : OptionalInt.of(1);
  }

  private static Blow blow(Values fault) {
    boolean atDestination = FaultBlock.isAtDestination(fault);
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
              fault.count(FaultBlock.DEVICE), atDestination, DeviceFaults.what(fault));
    };
  }

  private PlannedFault planned(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    boolean certain = !fault.has(FaultBlock.PROBABILITY);
    if (!FaultBlock.isByClock(fault)
        && FaultFamily.isOfDevice(kind)
        && certain
        && !FaultBlock.isUndone(fault)
        && fault.has(FaultBlock.VM)
        && !FaultTargets.isPattern(fault.get(FaultBlock.VM))
        && attempt(fault).isPresent()) {
      return new PlannedFault.OfDevice(
          kind,
          fault.get(FaultBlock.VM),
          fault.get(FaultBlock.PHASE),
          fault.get(FaultBlock.AFTER),
          attempt(fault).getAsInt(),
          DeviceFaults.waits(kind));
    }
    return new PlannedFault.OfMany(
        fault.has(FaultBlock.NAME) ? Optional.of(fault.get(FaultBlock.NAME)) : Optional.empty(),
        kind,
        aim(fault),
        FaultBlock.isByClock(fault) ? Optional.empty() : Optional.of(fault.get(FaultBlock.PHASE)),
        targets.guests(fault),
        certain);
  }

  private static String aim(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    Optional<String> place = FaultTargets.place(fault).map(found -> (String) found.value());
    if (FaultFamily.CONTROL.has(kind)) {
      return FaultBlock.isByClock(fault)
          ? "the control plane"
          : "the control plane, %s".formatted(whom(fault) + moment(fault, phase(fault)));
    }
    String of =
        place.isEmpty() && FaultFamily.isOfPlace(kind)
            ? "the %s of %s".formatted(fault.get(FaultBlock.SIDE), whom(fault))
            : place.orElseGet(() -> whom(fault));
    return FaultBlock.isByClock(fault) ? of : of + moment(fault, phase(fault));
  }

  private static String moment(Values fault, Optional<Phase> phase) {
    String in = phase.map(which -> " in " + which.word()).orElse("");
    return FaultBlock.isUndone(fault) ? " as an attempt that failed%s is undone".formatted(in) : in;
  }

  private static String whom(Values fault) {
    if (fault.has(FaultBlock.VM)) {
      return fault.get(FaultBlock.VM);
    }
    return fault.has(FaultBlock.GROUP)
        ? "group " + fault.get(FaultBlock.GROUP)
        : fault.has(FaultBlock.LABEL) ? "label " + fault.get(FaultBlock.LABEL) : "every guest";
  }
}
