package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.RATE;
import static io.godwit.scenarios.file.Amounts.RATE_OR_NONE;

import io.godwit.model.fleet.BackgroundTraffic;
import io.godwit.model.fleet.BackgroundTraffic.Step;
import io.godwit.model.topology.LinkKind;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.Values.Found;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What others than migrations send across links. */
final class BackgroundBlock {

  static final Section SECTION = new Section("background");

  private static final SimDuration DAY = SimDuration.ofSeconds(86_400);

  private static final Section TIME = new Section("time-of-day");

  private static final Key<SimDuration> AT =
      TIME.required("at", DURATION, "time of day, before 24 h; runs begin at 0 h");

  private static final Key<ByteRate> RATE_THEN =
      TIME.required("rate", RATE_OR_NONE, "that it wants from then on");

  private static final Section INTERVAL = new Section("background-interval");

  private static final Key<SimDuration> LENGTH =
      INTERVAL.required("for", POSITIVE_DURATION, "length of the interval");

  static final Key<ByteRate> RATE_IN_IT =
      INTERVAL.required("rate", RATE_OR_NONE, "that it wants in it");

  private static final Key<List<String>> ON =
      SECTION.required(
          "on",
          new ListOf<>(new Text("pod-0/rack-1/host-0"), 1),
          "links as in faults: one, or a host for both of its own; or hosts, or uplinks, for all"
              + " of them");

  private static final Key<ByteRate> RATE =
      SECTION.optional("rate", Amounts.RATE, "that it wants of each link, all the time");

  private static final Key<List<Values>> BY_TIME =
      SECTION.optional("by-time", ListOf.of(TIME, 1), "instead of rate: by time of day");

  private static final Key<List<Values>> TRACE =
      SECTION.optional(
          "trace",
          ListOf.of(INTERVAL, 1),
          "instead of rate: as measured, then from the first again");

  static {
    // Read by TraceFiles, which puts a trace in its place.
    SECTION.optional(
        "trace-file",
        new Text("storage.csv"),
        "the same from a file beside the scenario: bytes a second, one line a second, or two"
            + " columns with the time in seconds at which each interval began");
  }

  private static final Key<Long> FLOWS =
      SECTION.withDefault(
          "flows",
          new Whole(1, 4_096),
          "8",
          "that it is made of on each link; where the link is full, each has as much as a stream of"
              + " a migration (an assumption)");

  private BackgroundBlock() {}

  static BackgroundTraffic build(Values background, Topology topology) {
    List<Integer> links =
        background.get(ON).stream()
            .flatMapToInt(on -> IntStream.of(named(on, topology)))
            .distinct()
            .boxed()
            .toList();
    return new BackgroundTraffic(links, background.count(FLOWS), steps(background));
  }

  /** The links of a name; none when there are none. */
  private static int[] named(String name, Topology topology) {
    return switch (name) {
      case "hosts" -> all(topology, EnumSet.of(LinkKind.HOST_TX, LinkKind.HOST_RX));
      case "uplinks" -> all(topology, EnumSet.of(LinkKind.RACK_UP, LinkKind.RACK_DOWN));
      default -> topology.linksNamed(name);
    };
  }

  private static int[] all(Topology topology, Set<LinkKind> kinds) {
    return IntStream.range(0, topology.links())
        .filter(link -> kinds.contains(topology.kindOf(link)))
        .toArray();
  }

  private static List<Step> steps(Values background) {
    if (background.has(RATE)) {
      return List.of(new Step(background.get(RATE), DAY));
    }
    return background
        .maybe(TRACE)
        .map(
            trace ->
                trace.stream()
                    .map(each -> new Step(each.get(RATE_IN_IT), each.get(LENGTH)))
                    .toList())
        .orElseGet(() -> ofDay(background.get(BY_TIME)));
  }

  /** Before the first of a day, the last of the day before holds. */
  private static List<Step> ofDay(List<Values> times) {
    var steps = new ArrayList<Step>();
    SimDuration first = times.get(0).get(AT);
    if (!first.isZero()) {
      steps.add(new Step(times.get(times.size() - 1).get(RATE_THEN), first));
    }
    for (int i = 0; i < times.size(); i++) {
      SimDuration ends = i + 1 < times.size() ? times.get(i + 1).get(AT) : DAY;
      steps.add(new Step(times.get(i).get(RATE_THEN), ends.minus(times.get(i).get(AT))));
    }
    return steps;
  }

  /** It wants something of links that there are, said in one way. */
  static void check(Binder binder, Values background, Topology topology) {
    List<String> ways =
        Stream.of(RATE, BY_TIME, TRACE).filter(background::has).map(Key::name).toList();
    boolean isRefused = background.isAnyRefused(RATE, BY_TIME, TRACE);
    if (ways.size() > 1 || (ways.isEmpty() && !isRefused)) {
      binder.problem(
          background.place(),
          background.path(),
          ways.isEmpty()
              ? "say what it wants: one of rate, by-time, trace, trace-file"
              : "it wants only one of " + String.join(", ", ways));
    }
    background.items(ON).stream()
        .filter(on -> named((String) on.value(), topology).length == 0)
        .forEach(
            on ->
                binder.problem(
                    on,
                    "there is no link '%s'; name one such as %s, or pod-0/rack-0/uplink-0, or say"
                            .formatted(on.value(), topology.linkName(0))
                        + " hosts or uplinks for all of them"));
    long before = -1;
    for (Values time : background.list(BY_TIME)) {
      Optional<Found> at = time.find(AT);
      long nanos = at.map(found -> (Long) found.value()).orElse(before + 1);
      if (nanos <= before || nanos >= DAY.nanos()) {
        binder.problem(at.orElseThrow(), "times of a day rise, and are before 24 h");
      }
      before = nanos;
    }
  }
}
