package io.godwit.model.sharing;

import io.godwit.model.entity.StatePart;
import io.godwit.model.entity.StateTree;
import io.godwit.model.topology.NetworkModels;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The flows that are up and how they share the links: max-min fair, by weight, below their caps.
 *
 * <p>Rates are whole units of 1/4096 B/s for each unit of weight. The allocation is progressive
 * filling with every level rounded down to a unit, where links that fill at the same level do so
 * together: a function of the flows and the capacities alone, not of the order in which they came.
 * A full link thus keeps back less than one unit for each unit of weight on it.
 *
 * <p>Bytes are exact. A flow is complete in the first nanosecond at which its last byte has arrived
 * at these rates, never before, and has then carried exactly its size. Against an ideal fluid,
 * which knows neither units nor whole nanoseconds, an end is off by at most a nanosecond for each
 * end before it and, of the time that has passed, one part in as many as the slowest level has
 * units for each unit of weight: with 100 flows of 100 MB/s, some 900 ns in an hour. That bound is
 * tested rather than proved.
 *
 * <p>Times never go back, and never pass over the end of a flow: who owns the table ends each flow
 * when it is complete. Whatever else changes at one instant is put in first and then {@linkplain
 * #settle settled} together, for shares matter only when time passes. Questions about a later time
 * are answered as if nothing changed until then. Not for use by several threads.
 */
public final class FlowTable implements StatePart, StateTree.Shown {

  /** The cap of a flow that only links limit. */
  public static final ByteRate UNLIMITED = NetworkModels.UNLIMITED;

  /** A flow of weight 2 gets twice the rate of one of weight 1; this is the largest weight. */
  public static final int MOST_WEIGHT = 1 << 16;

  /** More than any run sends. */
  private static final long ENDLESS = 1L << 60;

  /** A flow as it is shown; {@code exactly} has what rate and bytes leave out. */
  private record ShownFlow(ByteRate rate, ByteCount sent, String exactly) {}

  private record ShownLink(ByteRate capacity, LinkUse use) {}

  private final Limits limits;
  private final Map<Long, Flow> flows = new LinkedHashMap<>();

  /** By flow that has sent all of its bytes and was not ended yet: how many these are. */
  private final TreeMap<Long, Long> complete = new TreeMap<>();

  private final Agenda agenda = new Agenda();
  private final MaxMin sharing = new MaxMin(agenda);
  private long now;

  /** {@code capacities} gives each link's, from 0, when the link is first used. */
  public FlowTable(int links, IntFunction<ByteRate> capacities) {
    limits = new Limits(links, capacities);
  }

  public static FlowTable over(Topology topology) {
    return new FlowTable(topology.links(), topology::capacity);
  }

  /** How many flows are up. */
  public int size() {
    return flows.size();
  }

  /**
   * Starts a flow. One without bytes, or without link and cap, is complete at once.
   *
   * @param flow any number that no flow that is up has
   * @param route distinct links in any order
   * @param cap the most that it may get, or {@link #UNLIMITED}; none above the largest link counts
   */
  public void start(long flow, int[] route, ByteCount size, ByteRate cap, int weight, SimTime at) {
    start(flow, route, size, cap, weight, false, at);
  }

  /** Starts a flow that is never complete, and has a cap; {@link #end} ends it. */
  public void startEndless(long flow, int[] route, ByteRate cap, int weight, SimTime at) {
    start(flow, route, ByteCount.of(Work.MOST_BYTES), cap, weight, true, at);
  }

  private void start(
      long flow,
      int[] route,
      ByteCount size,
      ByteRate cap,
      int weight,
      boolean endless,
      SimTime at) {
    passTo(at);
    requireSane(flow, size, weight);
    var limiting = new ArrayList<Limit>(route.length + 1);
    for (int link : route) {
      Limit limit = limits.link(link);
      if (limiting.contains(limit)) {
        throw new IllegalArgumentException(
            "flow " + flow + " crosses link " + link + " twice; a route has each link once");
      }
      limiting.add(limit);
    }
    if (size.isZero()) {
      limiting.clear();
    } else if (cap.bytesPerSecond() <= Work.MOST_BYTES_PER_SECOND) {
      limiting.add(limits.cap(Limits.units(cap) / weight));
    }
    if (limiting.isEmpty()) {
      complete.put(flow, size.bytes());
      return;
    }
    long bytes = endless ? ENDLESS : size.bytes();
    var started = new Flow(flow, bytes, weight, endless, limiting);
    flows.put(flow, started);
    sharing.add(started);
  }

  /** Ends a flow that is up, complete or not; {@code sent} are the whole bytes that it has sent. */
  public void end(long flow, ByteCount sent, SimTime at) {
    passTo(at);
    boolean wasComplete = complete.remove(flow) != null;
    Flow ended = flows.remove(flow);
    if (ended != null) {
      sharing.remove(ended);
      for (Leg leg : ended.legs) {
        leg.limit.meter.carried += sent.bytes();
        limits.releaseUnused(leg.limit);
      }
    } else if (!wasComplete) {
      throw notUp(flow);
    }
  }

  /** A link gets another capacity; with {@link ByteRate#ZERO} it is down and its flows stand. */
  public void changeCapacity(int link, ByteRate capacity, SimTime at) {
    passTo(at);
    sharing.changeCapacity(limits.link(link), Limits.units(capacity));
  }

  /** Gives every flow its share of the links as they are now. */
  public void settle() {
    sharing.settle();
  }

  private void passTo(SimTime at) {
    long until = at.nanos();
    if (until < now) {
      throw new IllegalArgumentException(
          "the flow table is at " + now + " ns and cannot go back to " + until + " ns");
    } else if (until > now) {
      long next = nextEndNanos(until);
      now = until;
      sharing.passTo(until);
      if (next == until) {
        agenda.forEachComplete(until, flow -> complete.put(flow.id, flow.size));
      }
    }
  }

  /** Whether a flow is complete by now and was not ended yet. */
  public boolean isAnyComplete() {
    return !complete.isEmpty();
  }

  /** The flows that are complete at {@code at} and have to be ended then, by their numbers. */
  public List<Long> complete(SimTime at) {
    if (at.nanos() == now) {
      return List.copyOf(complete.keySet());
    }
    var flowsDone = new ArrayList<Long>();
    if (nextEndNanos(at.nanos()) == at.nanos()) {
      agenda.forEachComplete(at.nanos(), flow -> flowsDone.add(flow.id));
    }
    flowsDone.sort(null);
    return flowsDone;
  }

  /** When the next flow is complete if nothing changes; the present if one is. */
  public Optional<SimTime> nextEnd() {
    if (isAnyComplete()) {
      return Optional.of(new SimTime(now));
    }
    return Optional.of(settled().nextEnd()).filter(end -> end != Clock.NEVER).map(SimTime::new);
  }

  /** The whole bytes that a flow which is up has sent; its size when it is complete. */
  public ByteCount sent(long flow, SimTime at) {
    Long all = complete.get(flow);
    return ByteCount.of(all != null ? all : require(flow).sent(at.nanos()));
  }

  /** What a flow gets at present, rounded down to a byte a second; nothing once it is complete. */
  public ByteRate rate(long flow) {
    return complete.containsKey(flow)
        ? ByteRate.ZERO
        : new ByteRate((require(flow).weight * level(flow)) >> Work.FRACTION_BITS);
  }

  /** What a link has done; costs the flows on it. */
  public LinkUse use(int link, SimTime at) {
    return limits.known(link).map(known -> use(known, at.nanos())).orElse(LinkUse.NONE);
  }

  /** A load that came with this instant is a peak when it has lasted. */
  private LinkUse use(Limit link, long at) {
    long load = link.meter.isNoted && at > now ? link.load() : 0;
    return link.meter.read(link.sentByFlowsUp(at), load, at);
  }

  /** A flow's rate for each unit of its weight, in units of 1/4096 B/s. */
  long level(long flow) {
    settled();
    return require(flow).holder().level;
  }

  private long nextEndNanos(long until) {
    if (isAnyComplete() || settled().nextEnd() < until) {
      throw new IllegalStateException(
          "a flow was complete at %s, before %d ns, and was not ended"
              .formatted(nextEnd().orElseThrow(), until));
    }
    return agenda.nextEnd();
  }

  private Agenda settled() {
    if (!sharing.isSettled()) {
      throw new IllegalStateException("the flow table was changed at " + now + ": settle it first");
    }
    return agenda;
  }

  private Flow require(long flow) {
    Flow up = flows.get(flow);
    if (up == null) {
      throw notUp(flow);
    }
    return up;
  }

  private static IllegalArgumentException notUp(long flow) {
    return new IllegalArgumentException("flow " + flow + " is not up");
  }

  private void requireSane(long flow, ByteCount size, int weight) {
    if (flows.containsKey(flow) || complete.containsKey(flow)) {
      throw new IllegalArgumentException("flow " + flow + " is up already; give it another number");
    } else if (size.bytes() > Work.MOST_BYTES) {
      throw new IllegalArgumentException(
          "flow %d of %s: at most %s; divide it into several"
              .formatted(flow, size, ByteCount.of(Work.MOST_BYTES)));
    } else if (weight < 1 || weight > MOST_WEIGHT) {
      throw new IllegalArgumentException(
          "flow %d has weight %d: from 1 to %d".formatted(flow, weight, MOST_WEIGHT));
    }
  }

  /** By flow and by link that was used; clocks, crossings and guards only serve these. */
  @Override
  public Map<String, Object> shown() {
    var up = new TreeMap<Long, ShownFlow>();
    flows.forEach((id, flow) -> up.put(id, shown(flow)));
    var links = new TreeMap<Integer, ShownLink>();
    limits.known().forEach(link -> links.put(link, shown(limits.known(link).orElseThrow())));
    var shown = new LinkedHashMap<String, Object>();
    shown.put("at", new SimTime(now));
    shown.put("flows", up);
    shown.put("complete", complete);
    shown.put("links", links);
    return shown;
  }

  private ShownFlow shown(Flow flow) {
    long level = flow.holder().level;
    Work left = flow.left(now);
    return new ShownFlow(
        new ByteRate((flow.weight * level) >> Work.FRACTION_BITS),
        ByteCount.of(flow.sent(now)),
        "%d units for each of weight %d, %d B and %d atoms left"
            .formatted(level, flow.weight, left.bytes, left.atoms));
  }

  private ShownLink shown(Limit link) {
    return new ShownLink(new ByteRate(link.capacity >> Work.FRACTION_BITS), use(link, now));
  }
}
