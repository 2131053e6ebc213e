package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;

import io.godwit.model.fleet.Placements;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.Distributions;
import io.godwit.model.random.RandomStream;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.Scenario.ArrivingGroup;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.ArrayList;
import java.util.List;

/** A group of virtual machines that come while the run goes on. */
final class ArrivalsBlock {

  static final Section SECTION = new Section("arrivals");

  private static final long MOST_ARRIVALS = 1_000_000;

  /** In thousandths: a thousand a second. */
  private static final long MOST_ARRIVALS_AN_HOUR = 3_600_000_000L;

  /** A rate counts thousandths an hour. */
  private static final double NANOS_PER_THOUSANDTH = 3_600e12;

  private static final Key<String> NAME =
      SECTION.required("name", new Text("job"), "of the group; they are name-0, name-1, ...");

  static final Key<Long> RATE =
      SECTION.required(
          "rate",
          Amount.plain(Quantity.OCCURRENCE, 1, MOST_ARRIVALS_AN_HOUR),
          "how often one comes in the mean, at random (a Poisson process)");

  private static final Key<SimDuration> AT =
      SECTION.withDefault("at", DURATION, "0 s", "virtual time from which on they come");

  private static final Key<SimDuration> LASTS =
      SECTION.optional("for", POSITIVE_DURATION, "how long they come; this or count must be given");

  private static final Key<Long> COUNT =
      SECTION.optional("count", new Whole(1, MOST_ARRIVALS), "how many come at most");

  private static final Key<String> ON =
      SECTION.optional("on", new Text("pod-0/rack-1"), "hosts that they may go to; else to any");

  private static final Key<Placements> PLACE =
      SECTION.withDefault(
          "place",
          Word.of(Placements.values(), Placements::word),
          "least-loaded",
          "where each goes; one that finds no host is refused");

  static {
    SECTION.addAll(GuestBlock.COMMON);
  }

  private ArrivalsBlock() {}

  static ArrivingGroup build(Values root, Values group, Topology topology) {
    List<SimTime> times = times(group, root.get(ScenarioBlock.SEED));
    return new ArrivingGroup(
        group.get(NAME),
        group
            .maybe(ON)
            .map(on -> topology.named(on).orElseThrow())
            .orElseGet(() -> new HostRange(0, topology.hosts())),
        group.get(PLACE),
        times,
        times.isEmpty()
            ? List.of()
            : GuestBlock.build(root, group, times.size(), topology).toList());
  }

  /**
   * The times of a Poisson process, in order. They depend on the seed, the group's name and its
   * rate, and on nothing else.
   */
  static List<SimTime> times(Values arrivals, long seed) {
    double mean = NANOS_PER_THOUSANDTH / arrivals.get(RATE);
    var gap = new Distribution(Distributions.EXPONENTIAL, List.of(mean), 1, Long.MAX_VALUE / 4);
    var random = RandomStream.of(seed, EntityId.fleet(), "arrivals of " + arrivals.get(NAME));
    SimTime first = SimTime.ZERO.plus(arrivals.get(AT));
    SimTime last = arrivals.maybe(LASTS).map(first::plus).orElse(new SimTime(Long.MAX_VALUE / 2));
    long most = arrivals.or(COUNT, Long.MAX_VALUE);
    var times = new ArrayList<SimTime>();
    SimTime next = first.plus(SimDuration.ofNanos(gap.draw(random)));
    while (times.size() < most && !next.isAfter(last)) {
      times.add(next);
      next = next.plus(SimDuration.ofNanos(gap.draw(random)));
    }
    return times;
  }

  /** Whether as much is said of a group as its times follow from. */
  static boolean isCounted(Values group) {
    return group.has(NAME, RATE) && group.hasAny(LASTS, COUNT);
  }

  /** Arrivals must come to an end, and to few enough to be counted. */
  static void check(Binder binder, Values group) {
    boolean ends = group.hasAny(LASTS, COUNT);
    if (!ends && !group.isAnyRefused(LASTS, COUNT)) {
      binder.problem(
          group.place(),
          group.path(),
          "say how long guests come, such as for: 2 h, or how many, such as count: 100");
    } else if (group.has(RATE, LASTS) && !group.has(COUNT)) {
      double expected = group.number(RATE) / NANOS_PER_THOUSANDTH * group.number(LASTS);
      if (expected > MOST_ARRIVALS) {
        binder.problem(
            group.find(RATE).orElseThrow(),
            "%,.0f guests would come; at most %,.0f can: lower the rate, or give a count"
                .formatted(expected, (double) MOST_ARRIVALS));
      }
    }
  }
}
