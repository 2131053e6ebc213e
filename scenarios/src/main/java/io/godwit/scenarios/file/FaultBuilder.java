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
import io.godwit.model.migration.Moment.Edge;
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

  private static final List<String> CLOCK = List.of("at", "every", "rate");

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
    List<Values> faults = ScenarioBuilder.blocks(root, "faults");
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

  /** Whether its time is the clock's, or that of a condition, and not a migration's. */
  static boolean isByClock(Values fault) {
    return isTimed(fault) || fault.has("while");
  }

  static boolean isTimed(Values fault) {
    return CLOCK.stream().anyMatch(fault::has);
  }

  private void add(int number, Values fault) {
    String kind = fault.text("kind");
    if (FaultFamily.LINK.has(kind) && isPlain(fault)) {
      links.add(link(fault));
      planned.add(
          new PlannedFault.OfLink(
              kind,
              fault.text("target"),
              SimTime.ZERO.plus(ScenarioBuilder.duration(fault, "at"))));
      return;
    }
    Optional<Schedule> clock = isTimed(fault) ? Optional.of(schedule(fault)) : Optional.empty();
    if (FaultFamily.LOAD.has(kind)) {
      mishaps.add(
          new Mishap(number, kind, storm(fault), clock, Optional.empty(), Optional.empty()));
    } else if (FaultFamily.isOfPlace(kind)) {
      mishaps.add(new Mishap(number, kind, trouble(fault), clock, lasts(fault), during(fault)));
    }
    boolean isOfMigrations = !FaultFamily.isOfPlace(kind) && !FaultFamily.LOAD.has(kind);
    if (!isByClock(fault) || isOfMigrations) {
      strikes.add(strike(number, fault));
      if (isByClock(fault)) {
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
    return fault.has("while") ? Condition.of(fault.text("while")) : Optional.empty();
  }

  /** A plan of its own, that begins with the fault. */
  private Mishap.Storm storm(Values fault) {
    List<String> vms = targets.allOf(targets.share(targets.guests(fault), fault, chance(fault)));
    storms.add(
        new Plan(
            SimTime.ZERO.plus(ScenarioBuilder.duration(fault, "at")),
            new Storm(whom(fault), vms),
            Limits.UNLIMITED,
            Placements.LEAST_LOADED,
            Orders.FIFO));
    return new Mishap.Storm(vms.size());
  }

  /** Once at its time, as links could always fail. */
  private static boolean isPlain(Values fault) {
    return List.of("link-down", "link-degraded").contains(fault.text("kind"))
        && fault.has("target")
        && fault.has("at")
        && fault.has("for")
        && DeviceBuilder.drawn(fault, "for").isEmpty()
        && List.of("every", "rate", "count", "probability", "jitter", "while").stream()
            .noneMatch(fault::has);
  }

  private static LinkFault link(Values fault) {
    return new LinkFault(
        fault.text("target"),
        SimTime.ZERO.plus(ScenarioBuilder.duration(fault, "at")),
        ScenarioBuilder.duration(fault, "for"),
        capacity(fault));
  }

  static ByteRate capacity(Values fault) {
    return fault.has("capacity") ? ScenarioBuilder.rate(fault, "capacity") : ByteRate.ZERO;
  }

  private Optional<Length> lasts(Values fault) {
    if (fault.has("for")) {
      return Optional.of(
          new Length(
              ScenarioBuilder.duration(fault, "for"),
              DeviceBuilder.drawn(fault, "for").map(drawn -> bootable(fault, drawn)),
              chance(fault)));
    }
    return fault.text("kind").equals(ControlTrouble.RESTART.word())
        ? Optional.of(Length.of(RESTART))
        : Optional.empty();
  }

  /** No host boots in less. */
  private static Distribution bootable(Values fault, Distribution drawn) {
    String kind = fault.text("kind");
    return FaultFamily.HOST.has(kind) && FaultFamily.hostTrouble(kind) == HostTrouble.CRASH
        ? new Distribution(
            drawn.kind(), drawn.parameters(), FaultChecks.LEAST_BOOT_NANOS, drawn.most())
        : drawn;
  }

  private Chance chance(Values fault) {
    return new Chance(
        root.number("seed"),
        fault.has("name") ? fault.text("name") : fault.path(),
        fault.has("probability") ? fault.number("probability") : 1_000_000,
        fault.has("jitter") ? ScenarioBuilder.duration(fault, "jitter") : SimDuration.ZERO);
  }

  private Schedule schedule(Values fault) {
    SimTime at =
        fault.has("at") ? SimTime.ZERO.plus(ScenarioBuilder.duration(fault, "at")) : SimTime.ZERO;
    SimDuration every =
        fault.has("every")
            ? ScenarioBuilder.duration(fault, "every")
            : fault.has("rate")
                ? SimDuration.ofNanos(NANOS_PER_HOUR * 1000 / Math.max(1, fault.number("rate")))
                : SimDuration.ZERO;
    return new Schedule(at, count(fault), every, fault.has("rate"), chance(fault));
  }

  /** One after another means each once. */
  private int count(Values fault) {
    if (fault.has("count")) {
      return fault.count("count");
    }
    return isSerial(fault) && fault.has("every")
        ? hosts(fault).stream().mapToInt(HostRange::count).sum()
        : 1;
  }

  private static boolean isSerial(Values fault) {
    return fault.text("kind").equals("rolling-reboot") || fault.text("schedule").equals("serial");
  }

  private List<HostRange> hosts(Values fault) {
    return FaultTargets.place(fault)
        .map(place -> FaultTargets.hosts((String) place.value(), topology))
        .orElse(List.of());
  }

  private Mishap.Trouble trouble(Values fault) {
    String kind = fault.text("kind");
    if (FaultFamily.HOST.has(kind)) {
      return new Mishap.Hosts(
          hosts(fault),
          hostsOf(fault),
          percent(fault),
          isSerial(fault),
          FaultFamily.hostTrouble(kind),
          fault.has("factor") ? fault.count("factor") : 1);
    } else if (FaultFamily.CONTROL.has(kind)) {
      return new Mishap.Control(
          ControlTrouble.ofWord(kind).orElseThrow(),
          fault.has("delay") ? ScenarioBuilder.duration(fault, "delay") : SimDuration.ZERO);
    } else if (FaultFamily.NETWORK.has(kind)) {
      return new Mishap.Links(linksOfPlace(kind, fault), Optional.empty(), ByteRate.ZERO, 0);
    }
    return new Mishap.Links(
        FaultTargets.place(fault).map(place -> List.of((String) place.value())).orElse(List.of()),
        hostsOf(fault),
        capacity(fault),
        fault.has("loss") ? fault.number("loss") : 0);
  }

  /** Whichever they are when the clock brings it. */
  private Optional<Mishap.HostsOf> hostsOf(Values fault) {
    return FaultTargets.namesGuests(fault) && isByClock(fault)
        ? Optional.of(
            new Mishap.HostsOf(
                targets.allOf(targets.guests(fault)), fault.text("side").equals("destination")))
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
    return fault.has("percent") ? fault.count("percent") : 100;
  }

  private Mishap.Movers movers(int strike, Values fault) {
    return new Mishap.Movers(strike, targets.allOf(targets.guests(fault)), percent(fault));
  }

  private PhaseFault strike(int number, Values fault) {
    Optional<SortedSet<String>> guests = targets.guests(fault);
    return new PhaseFault(
        number,
        fault.text("kind"),
        isByClock(fault) ? guests : targets.share(guests, fault, chance(fault)),
        isByClock(fault) ? Optional.empty() : Optional.of(moment(fault)),
        blow(fault));
  }

  private Moment moment(Values fault) {
    return new Moment(
        phase(fault),
        Edge.of(fault.text("on")),
        ScenarioBuilder.duration(fault, "after"),
        attempt(fault),
        fault.has("occurrence") ? OptionalInt.of(fault.count("occurrence")) : OptionalInt.empty(),
        chance(fault));
  }

  /** An attempt that is undone has failed in any, unless the fault says in which. */
  private static Optional<Phase> phase(Values fault) {
    boolean any = isUndone(fault) && fault.find("phase").filter(Found::given).isEmpty();
    return any ? Optional.empty() : Optional.of(Phase.of(fault.text("phase")));
  }

  static boolean isUndone(Values fault) {
    return fault.text("on").equals(Edge.UNDONE.word());
  }

  /** The first, unless the fault counts or draws otherwise. */
  static OptionalInt attempt(Values fault) {
    if (fault.has("attempt")) {
      return OptionalInt.of(fault.count("attempt"));
    }
    return fault.has("occurrence") || fault.has("probability")
        ? OptionalInt.empty()
        : OptionalInt.of(1);
  }

  private static Blow blow(Values fault) {
    boolean atDestination = fault.text("side").equals("destination");
    String kind = fault.text("kind");
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
      default -> new Blow.OnDevice(fault.count("device"), atDestination, DeviceFaults.what(fault));
    };
  }

  private PlannedFault planned(Values fault) {
    String kind = fault.text("kind");
    boolean certain = !fault.has("probability");
    if (!isByClock(fault)
        && FaultFamily.isOfDevice(kind)
        && certain
        && !isUndone(fault)
        && fault.has("vm")
        && !FaultTargets.isPattern(fault.text("vm"))
        && attempt(fault).isPresent()) {
      return new PlannedFault.OfDevice(
          kind,
          fault.text("vm"),
          Phase.of(fault.text("phase")),
          ScenarioBuilder.duration(fault, "after"),
          attempt(fault).getAsInt(),
          DeviceFaults.waits(kind));
    }
    return new PlannedFault.OfMany(
        fault.has("name") ? Optional.of(fault.text("name")) : Optional.empty(),
        kind,
        aim(fault),
        isByClock(fault) ? Optional.empty() : Optional.of(Phase.of(fault.text("phase"))),
        targets.guests(fault),
        certain);
  }

  private static String aim(Values fault) {
    String kind = fault.text("kind");
    Optional<String> place = FaultTargets.place(fault).map(found -> (String) found.value());
    if (FaultFamily.CONTROL.has(kind)) {
      return isByClock(fault)
          ? "the control plane"
          : "the control plane, %s".formatted(whom(fault) + moment(fault, phase(fault)));
    }
    String of =
        place.isEmpty() && FaultFamily.isOfPlace(kind)
            ? "the %s of %s".formatted(fault.text("side"), whom(fault))
            : place.orElseGet(() -> whom(fault));
    return isByClock(fault) ? of : of + moment(fault, phase(fault));
  }

  private static String moment(Values fault, Optional<Phase> phase) {
    String in = phase.map(which -> " in " + which.word()).orElse("");
    return isUndone(fault) ? " as an attempt that failed%s is undone".formatted(in) : in;
  }

  private static String whom(Values fault) {
    if (fault.has("vm")) {
      return fault.text("vm");
    }
    return fault.has("group")
        ? "group " + fault.text("group")
        : fault.has("label") ? "label " + fault.text("label") : "every guest";
  }
}
