package io.godwit.dashboards.export;

import io.godwit.dashboards.export.Exits.RunName;
import io.godwit.dashboards.export.TracePackets.Flow;
import io.godwit.dashboards.export.TracePackets.Unit;
import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.MemberEvent.DisturbanceBegan;
import io.godwit.model.event.MigrationEvent.FaultAimed;
import io.godwit.model.event.OwnerEvent.OwnerDisturbed;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.fleet.Tally;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace of the run in virtual nanoseconds: tracks of pods, racks, hosts and migrations, arrows
 * from what leaves to what arrives, counters of the fleet and of the links that carried most.
 */
final class PerfettoTrace implements Exit {

  /** More than that nobody compares by eye. */
  private static final int LINKS = 20;

  /** The part of an attempt that the destination takes over. */
  private static final String HANDED_OVER = "context-write";

  private final Path file;
  private final TracePackets packets = new TracePackets();
  private final Journeys journeys = new Journeys();
  private final Tally tally = new Tally();
  private final Map<String, Long> places = new HashMap<>();
  private final Map<Long, FlowStarted> flows = new HashMap<>();
  private final Map<Long, Long> flowsBegan = new HashMap<>();
  private final Map<String, LinkLoad> links = new TreeMap<>();
  private final long fleet;
  private final long faults;
  private final long running;
  private final long waiting;
  private long lastFlow;

  PerfettoTrace(Path file, RunName run) {
    this.file = file;
    fleet = packets.track(0, "run " + run.name());
    faults = packets.track(fleet, "faults");
    running = packets.counter(fleet, "migrations running", Unit.COUNT);
    waiting = packets.counter(fleet, "migrations waiting", Unit.COUNT);
  }

  @Override
  public void accept(RecordedEvent recorded) {
    long at = recorded.at().nanos();
    Event event = recorded.event();
    journeys.accept(recorded);
    if (event instanceof FleetEvent change) {
      count(recorded, change);
    } else if (event instanceof FlowStarted flow) {
      flows.put(flow.flow(), flow);
      flowsBegan.put(flow.flow(), at);
    } else if (event instanceof FlowEnded end && flows.containsKey(end.flow())) {
      load(flows.remove(end.flow()), flowsBegan.remove(end.flow()), at, end.sent().bytes());
    } else if (event instanceof DisturbanceBegan began) {
      packets.instant(faults, at, began.kind() + " of " + recorded.entity().name());
    } else if (event instanceof OwnerDisturbed disturbed) {
      packets.instant(faults, at, disturbed.kind() + " of " + recorded.entity().name());
    } else if (event instanceof FaultAimed aimed) {
      packets.instant(faults, at, "fault " + aimed.fault() + " at " + aimed.target());
    }
  }

  private void count(RecordedEvent recorded, FleetEvent event) {
    long at = recorded.at().nanos();
    int ran = tally.running();
    int waited = tally.waiting();
    tally.take(recorded.at(), event);
    if (tally.running() != ran) {
      packets.count(running, at, tally.running());
    }
    if (tally.waiting() != waited) {
      packets.count(waiting, at, tally.waiting());
    }
    if (event instanceof LinkChanged changed) {
      packets.instant(faults, at, changed.link() + " has " + changed.capacity());
    }
  }

  private void load(FlowStarted flow, long from, long until, long bytes) {
    for (String link : flow.links()) {
      links.computeIfAbsent(link, name -> new LinkLoad()).add(from, until, bytes);
    }
  }

  @Override
  public void end() throws IOException {
    for (Journey journey : journeys.end()) {
      draw(journey);
    }
    drawLinks();
    try (OutputStream out = Files.newOutputStream(file)) {
      packets.writeTo(out);
    }
  }

  /** The track of {@code pod-0/rack-1/host-2} is below that of its rack, and that below the pod. */
  private long place(String name) {
    Long known = places.get(name);
    if (known == null) {
      int slash = name.lastIndexOf('/');
      long parent = slash < 0 ? 0 : place(name.substring(0, slash));
      known = packets.track(parent, name.substring(slash + 1));
      places.put(name, known);
    }
    return known;
  }

  private void draw(Journey journey) {
    if (journey.attempts().isEmpty()) {
      return;
    }
    long track = packets.track(place(journey.source), journey.migration);
    var handedOver = new ArrayList<Long>();
    for (Span attempt : journey.attempts()) {
      long flow =
          attempt.children().stream().anyMatch(PerfettoTrace::isHandedOver) ? ++lastFlow : 0;
      handedOver.add(flow);
      draw(track, attempt, flow);
    }
    drawArrivals(journey, handedOver);
    drawCommands(journey, track);
    if (!journey.left.isEmpty()) {
      long left = packets.counter(track, "dirty bytes left", Unit.BYTES);
      journey.left.forEach(each -> packets.count(left, each.at(), each.bytes()));
    }
  }

  private static boolean isHandedOver(Span phase) {
    return phase.name.equals(HANDED_OVER);
  }

  private void draw(long track, Span span, long flow) {
    packets.begin(
        track,
        span.begin,
        span.name,
        span.values(),
        isHandedOver(span) ? new Flow(flow, 0) : Flow.NONE);
    span.children().forEach(child -> draw(track, child, flow));
    packets.end(track, span.end());
  }

  /** What the destination does for an attempt, with an arrow to where its context arrives. */
  private void drawArrivals(Journey journey, List<Long> handedOver) {
    for (int i = 0; i < journey.arrivals.size(); i++) {
      Span arrival = journey.arrivals.get(i);
      long track = packets.track(place(journey.arrivedAt.get(i)), journey.migration);
      packets.begin(track, arrival.begin, arrival.name, arrival.values(), Flow.NONE);
      for (int number = 0; number < journey.attempts().size(); number++) {
        long flow = handedOver.get(number);
        journey.attempts().get(number).children().stream()
            .filter(PerfettoTrace::isHandedOver)
            .filter(phase -> phase.begin >= arrival.begin && phase.end() <= arrival.end())
            .forEach(
                phase -> {
                  packets.begin(track, phase.begin, "context arrives", Map.of(), new Flow(0, flow));
                  packets.end(track, phase.end());
                });
      }
      packets.end(track, arrival.end());
    }
  }

  /** Commands of one device may overlap; then each has a lane of its own, of the same name. */
  private void drawCommands(Journey journey, long source) {
    var lanes = new HashMap<String, List<long[]>>();
    for (Journey.Command command : journey.commands.values()) {
      Span span = command.span();
      List<long[]> free = lanes.computeIfAbsent(command.member(), name -> new ArrayList<>());
      long[] lane =
          free.stream()
              .filter(each -> each[1] <= span.begin)
              .findFirst()
              .orElseGet(
                  () -> {
                    var fresh = new long[] {packets.track(source, command.member()), 0};
                    free.add(fresh);
                    return fresh;
                  });
      lane[1] = span.end();
      packets.begin(lane[0], span.begin, span.name, span.values(), Flow.NONE);
      packets.end(lane[0], span.end());
    }
  }

  private void drawLinks() {
    long parent = packets.track(fleet, "links: bytes per second, each flow's mean over its time");
    links.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, LinkLoad>>comparingLong(each -> each.getValue().bytes())
                .reversed())
        .limit(LINKS)
        .forEach(
            each -> {
              long track = packets.counter(parent, each.getKey(), Unit.BYTES);
              each.getValue().rates((at, rate) -> packets.count(track, at, rate));
            });
  }
}
