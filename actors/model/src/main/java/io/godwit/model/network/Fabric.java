package io.godwit.model.network;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.id.EntityId;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.network.FabricMessage.StartFlow;
import io.godwit.model.network.FabricMessage.StopFlow;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The fabric as an entity: it starts and ends flows in a {@link FlowTable} and tells the askers. It
 * keeps no record of its own; what a flow was for is in the record of who asked.
 */
public final class Fabric {

  /** A flow under way, with its asker's own number for it. */
  private record Open(
      long serial, EntityId asker, StartFlow asked, int source, int destination, SimTime since) {}

  /** When a flow must end, whether complete or not; or when one begins. */
  private record Deadline(SimTime at, long serial) implements Comparable<Deadline> {
    @Override
    public int compareTo(Deadline other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(serial, other.serial);
    }
  }

  private record Key(EntityId asker, long flow) {}

  private final Topology topology;
  private final FlowTable flows;
  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final Map<Key, Long> serials = new LinkedHashMap<>();
  private final TreeSet<Deadline> deadlines = new TreeSet<>();

  /** Flows that wait for their beginning; how late that is depends on the network model. */
  private final TreeSet<Deadline> coming = new TreeSet<>();

  private final Keepalives keepalives = new Keepalives();
  private long lastSerial;
  private Optional<SimTime> look = Optional.empty();
  private List<Outgoing> out = new ArrayList<>();

  public Fabric(Topology topology) {
    this.topology = topology;
    this.flows = new FlowTable(topology.links(), topology::capacity);
  }

  /** What follows from one message; throws for a message that can only be a bug. */
  public List<Outgoing> serve(SimTime now, EntityId from, Message message) {
    out = new ArrayList<>();
    endDueFlows(now);
    if (message instanceof StartFlow start) {
      start(now, from, start);
    } else if (message instanceof StopFlow stop) {
      Optional.ofNullable(serials.get(new Key(from, stop.flow())))
          .ifPresent(serial -> endEarly(now, serial));
    } else if (message instanceof FabricMessage.ReportUsage) {
      send(from, SimDuration.ZERO, new FabricAnswer.Usage(usage(now)));
    } else if (message instanceof FabricMessage.ChangeLink change) {
      flows.changeCapacity(change.link(), change.capacity(), now);
      keepalives.changed(change.link(), !change.capacity().isZero(), now);
      endDueFlows(now);
    } else if (message instanceof FabricMessage.Look) {
      look = look.filter(planned -> planned.isAfter(now));
    } else {
      throw new IllegalArgumentException("the fabric has no use for " + message);
    }
    lookAgain(now);
    return out;
  }

  private void start(SimTime now, EntityId asker, StartFlow start) {
    int source = host(start.source());
    int destination = host(start.destination());
    long serial = ++lastSerial;
    open.put(serial, new Open(serial, asker, start, source, destination, now));
    serials.put(new Key(asker, start.flow()), serial);
    deadline(open.get(serial)).ifPresent(deadlines::add);
    keepalives.add(serial, topology.route(source, destination), start.patience());
    SimDuration wait = topology.before(source, destination);
    if (wait.isZero()) {
      begin(serial, now);
      endDueFlows(now);
    } else {
      coming.add(new Deadline(now.plus(wait), serial));
    }
  }

  private void begin(long serial, SimTime now) {
    Open flow = open.get(serial);
    flows.start(
        serial,
        topology.route(flow.source(), flow.destination()),
        flow.asked().size(),
        flow.asked().cap().min(topology.most(flow.source(), flow.destination())),
        topology.weight(flow.source(), flow.destination()),
        now);
  }

  private static Optional<Deadline> deadline(Open flow) {
    long longest = Long.MAX_VALUE - flow.since().nanos();
    return flow.asked().atMost().nanos() >= longest
        ? Optional.empty()
        : Optional.of(new Deadline(flow.since().plus(flow.asked().atMost()), flow.serial()));
  }

  private int host(String name) {
    return topology
        .named(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no host '" + name + "'"))
        .first();
  }

  private void endDueFlows(SimTime now) {
    while (!coming.isEmpty() && !coming.first().at().isAfter(now)) {
      begin(coming.pollFirst().serial(), now);
    }
    for (long serial : flows.completeUntil(now)) {
      Open flow = open.get(serial);
      end(now, flow, flow.asked().size());
    }
    while (!deadlines.isEmpty() && !deadlines.first().at().isAfter(now)) {
      endEarly(now, deadlines.first().serial());
    }
    for (Optional<Keepalives.Ending> over = keepalives.first();
        over.isPresent() && !over.get().at().isAfter(now);
        over = keepalives.first()) {
      endEarly(now, over.get().serial());
    }
  }

  private void endEarly(SimTime now, long serial) {
    Open flow = open.get(serial);
    boolean hasBegun = !coming.removeIf(waiting -> waiting.serial() == serial);
    end(now, flow, hasBegun ? flows.stop(serial, now) : ByteCount.ZERO);
  }

  /** The last byte still crosses the fabric; {@code took} is the asker's time, without that. */
  private void end(SimTime now, Open flow, ByteCount sent) {
    open.remove(flow.serial());
    keepalives.remove(flow.serial());
    serials.remove(new Key(flow.asker(), flow.asked().flow()));
    deadline(flow).ifPresent(deadlines::remove);
    send(
        flow.asker(),
        topology.after(flow.source(), flow.destination()),
        new FlowEnded(flow.asked().flow(), sent, now.since(flow.since())));
  }

  /** Sets a look at the next moment at which something can end, unless one is set before. */
  private void lookAgain(SimTime now) {
    Optional<SimTime> next = flows.nextCompletion();
    for (TreeSet<Deadline> others : List.of(deadlines, coming)) {
      if (!others.isEmpty() && (next.isEmpty() || others.first().at().isBefore(next.get()))) {
        next = Optional.of(others.first().at());
      }
    }
    Optional<SimTime> givenUp = keepalives.first().map(Keepalives.Ending::at);
    if (givenUp.isPresent() && (next.isEmpty() || givenUp.get().isBefore(next.get()))) {
      next = givenUp;
    }
    if (next.isPresent() && (look.isEmpty() || next.get().isBefore(look.get()))) {
      look = next;
      send(EntityId.fabric(), next.get().since(now), new FabricMessage.Look());
    }
  }

  private void send(EntityId to, SimDuration delay, Message message) {
    out.add(new Outgoing(to, delay.isZero() ? Outgoing.SHORTEST : delay, message));
  }

  private List<FabricAnswer.LinkUsage> usage(SimTime now) {
    var usage = new ArrayList<FabricAnswer.LinkUsage>();
    for (int link = 0; link < topology.links(); link++) {
      LinkUse use = flows.use(link, now);
      if (!use.carried().isZero()) {
        usage.add(
            new FabricAnswer.LinkUsage(
                topology.linkName(link),
                topology.capacity(link),
                use.carried(),
                use.full(),
                use.peak()));
      }
    }
    return usage;
  }
}
