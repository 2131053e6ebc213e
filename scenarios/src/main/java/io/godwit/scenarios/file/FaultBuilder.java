package io.godwit.scenarios.file;

import io.godwit.dashboards.projection.PlannedFault;
import io.godwit.model.fault.Chance;
import io.godwit.model.fault.Schedule;
import io.godwit.model.fleet.LinkFault;
import io.godwit.model.fleet.Mishap;
import io.godwit.model.migration.Blow;
import io.godwit.model.migration.Moment;
import io.godwit.model.migration.Phase;
import io.godwit.model.migration.PhaseFault;
import io.godwit.model.network.HostRange;
import io.godwit.model.network.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** Builds what fails from checked values: what strikes whom, and when. */
final class FaultBuilder {

  private static final long NANOS_PER_HOUR = 3_600_000_000_000L;

  private static final List<String> CLOCK = List.of("at", "every", "rate");

  private final Values root;
  private final Topology topology;
  private final FaultTargets targets;
  private final List<LinkFault> links = new ArrayList<>();
  private final List<Mishap> mishaps = new ArrayList<>();
  private final List<PhaseFault> strikes = new ArrayList<>();
  private final List<PlannedFault> planned = new ArrayList<>();

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

  /** Whether its time is the clock's, and not a migration's. */
  static boolean isByClock(Values fault) {
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
    Optional<Schedule> clock = isByClock(fault) ? Optional.of(schedule(fault)) : Optional.empty();
    if (FaultFamily.isOfPlace(kind)) {
      mishaps.add(new Mishap(number, kind, trouble(fault), clock, lasts(fault)));
    }
    if (clock.isEmpty() || !FaultFamily.isOfPlace(kind)) {
      strikes.add(strike(number, fault, clock));
      if (clock.isPresent()) {
        mishaps.add(
            new Mishap(number, kind, movers(strikes.size() - 1, fault), clock, Optional.empty()));
      }
    }
    planned.add(planned(fault, clock));
  }

  /** Once at its time, as links could always fail. */
  private static boolean isPlain(Values fault) {
    return fault.has("target")
        && fault.has("at")
        && fault.has("for")
        && List.of("every", "rate", "count", "probability", "jitter").stream()
            .noneMatch(fault::has);
  }

  private static LinkFault link(Values fault) {
    return new LinkFault(
        fault.text("target"),
        SimTime.ZERO.plus(ScenarioBuilder.duration(fault, "at")),
        ScenarioBuilder.duration(fault, "for"),
        capacity(fault));
  }

  private static ByteRate capacity(Values fault) {
    return fault.has("capacity") ? ScenarioBuilder.rate(fault, "capacity") : ByteRate.ZERO;
  }

  private static Optional<SimDuration> lasts(Values fault) {
    return fault.has("for")
        ? Optional.of(ScenarioBuilder.duration(fault, "for"))
        : Optional.empty();
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
      return new Mishap.Hosts(hosts(fault), percent(fault), isSerial(fault));
    } else if (FaultFamily.NETWORK.has(kind)) {
      return new Mishap.Links(linksOfPlace(kind, fault), ByteRate.ZERO);
    }
    return new Mishap.Links(
        FaultTargets.place(fault).map(place -> List.of((String) place.value())).orElse(List.of()),
        capacity(fault));
  }

  private List<String> linksOfPlace(String kind, Values fault) {
    var names = new ArrayList<String>();
    String place = FaultTargets.place(fault).map(found -> (String) found.value()).orElseThrow();
    if (kind.equals("switch-down")) {
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

  private PhaseFault strike(int number, Values fault, Optional<Schedule> clock) {
    Optional<SortedSet<String>> guests = targets.guests(fault);
    return new PhaseFault(
        number,
        fault.text("kind"),
        clock.isPresent() ? guests : targets.share(guests, fault, chance(fault)),
        clock.isPresent() ? Optional.empty() : Optional.of(moment(fault)),
        blow(fault));
  }

  private Moment moment(Values fault) {
    return new Moment(
        Phase.of(fault.text("phase")),
        fault.text("on").equals("left"),
        ScenarioBuilder.duration(fault, "after"),
        attempt(fault),
        fault.has("occurrence") ? OptionalInt.of(fault.count("occurrence")) : OptionalInt.empty(),
        chance(fault));
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
    if (FaultFamily.isOfPlace(kind)) {
      return new Blow.OnPlace(atDestination);
    }
    return switch (kind) {
      case "stream-broken" -> new Blow.OnStream();
      case "cancel" -> new Blow.Cancel();
      default -> new Blow.OnDevice(fault.count("device"), atDestination, DeviceFaults.what(fault));
    };
  }

  private PlannedFault planned(Values fault, Optional<Schedule> clock) {
    String kind = fault.text("kind");
    boolean certain = !fault.has("probability");
    if (clock.isEmpty()
        && FaultFamily.isOfDevice(kind)
        && certain
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
        (fault.has("name") ? fault.text("name") + ", " : "") + kind,
        aim(fault, clock),
        clock.isPresent() ? Optional.empty() : Optional.of(Phase.of(fault.text("phase"))),
        targets.guests(fault),
        certain);
  }

  private static String aim(Values fault, Optional<Schedule> clock) {
    Optional<String> place = FaultTargets.place(fault).map(found -> (String) found.value());
    String whom =
        place.orElseGet(
            () ->
                fault.has("vm")
                    ? fault.text("vm")
                    : fault.has("group") ? "group " + fault.text("group") : "every guest");
    String of =
        place.isEmpty() && FaultFamily.isOfPlace(fault.text("kind"))
            ? "the %s of %s".formatted(fault.text("side"), whom)
            : whom;
    return clock.isPresent() ? of : of + " in " + fault.text("phase");
  }
}
