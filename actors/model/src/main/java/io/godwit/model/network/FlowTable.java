package io.godwit.model.network;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The flows that are up and how they share the links: max-min fair, by weight, below their caps.
 *
 * <p>Rates are whole units of 1/4096 B/s for each unit of weight. The allocation is progressive
 * filling with every level rounded down to a unit, where links that fill at the same level do so
 * together: a function of the flows and the capacities alone, not of the order in which they came.
 * A full link thus keeps back less than one unit for each unit of weight on it.
 *
 * <p>Bytes are exact. A flow ends in the first nanosecond at which its last byte has arrived at
 * these rates, never before, and has then carried exactly its size. Against an ideal fluid, which
 * knows neither units nor whole nanoseconds, an end is off by at most a nanosecond for each end
 * before it and, of the time that has passed, one part in as many as the slowest level has units
 * for each unit of weight: with 100 flows of 100 MB/s, some 900 ns in an hour. That bound is tested
 * rather than proved.
 *
 * <p>Times never go back; a call at a later time first ends the flows that are due until then. Not
 * for use by several threads.
 */
public final class FlowTable {

  /** The cap of a flow that only links limit. */
  public static final ByteRate UNLIMITED = new ByteRate(Long.MAX_VALUE);

  /** A flow of weight 2 gets twice the rate of one of weight 1; this is the largest weight. */
  public static final int MOST_WEIGHT = 1 << 16;

  private record Ended(long at, long flow, long size) {}

  private final Limits limits;
  private final Map<Long, Flow> flows = new LinkedHashMap<>();
  private final List<Ended> unreported = new ArrayList<>();
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

  public boolean isUp(long flow) {
    return flows.containsKey(flow);
  }

  /** As {@link #start(long, int[], ByteCount, ByteRate, int, SimTime)} with a weight of 1. */
  public void start(long flow, int[] route, ByteCount size, ByteRate cap, SimTime at) {
    start(flow, route, size, cap, 1, at);
  }

  /**
   * Starts a flow. One without bytes, or without link and cap, ends at once.
   *
   * @param flow any number that no flow that is up has
   * @param route distinct links in any order
   * @param cap the most that it may get, or {@link #UNLIMITED}; none above the largest link counts
   */
  public void start(long flow, int[] route, ByteCount size, ByteRate cap, int weight, SimTime at) {
    advance(at);
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
    if (cap.bytesPerSecond() <= Work.MOST_BYTES_PER_SECOND) {
      limiting.add(limits.cap(Limits.units(cap) / weight));
    }
    if (size.isZero() || limiting.isEmpty()) {
      limiting.forEach(limits::releaseUnused);
      unreported.add(new Ended(now, flow, size.bytes()));
      return;
    }
    var started = new Flow(flow, size.bytes(), weight, limiting);
    flows.put(flow, started);
    sharing.add(started);
  }

  /** Ends a flow early, or takes note of its end; returns the whole bytes that it has sent. */
  public ByteCount stop(long flow, SimTime at) {
    advance(at);
    for (Ended ended : unreported) {
      if (ended.flow() == flow) {
        unreported.remove(ended);
        return ByteCount.of(ended.size());
      }
    }
    Flow stopped = require(flow);
    long sent = stopped.sent(now);
    remove(stopped, sent);
    return ByteCount.of(sent);
  }

  /** The whole bytes that a flow has sent; its size when it has ended. */
  public ByteCount sent(long flow, SimTime at) {
    advance(at);
    for (Ended ended : unreported) {
      if (ended.flow() == flow) {
        return ByteCount.of(ended.size());
      }
    }
    return ByteCount.of(require(flow).sent(now));
  }

  /** What a flow gets at present, rounded down to a byte a second. */
  public ByteRate rate(long flow) {
    sharing.settle();
    Flow up = require(flow);
    return new ByteRate((up.weight * up.holder().level) >> Work.FRACTION_BITS);
  }

  /** When the next flow ends if nothing changes; the present if one has and was not reported. */
  public Optional<SimTime> nextCompletion() {
    if (!unreported.isEmpty()) {
      return Optional.of(new SimTime(now));
    }
    sharing.settle();
    return Optional.of(agenda.nextEnd()).filter(end -> end != Clock.NEVER).map(SimTime::new);
  }

  /** The flows that have ended since this was last asked, by the time of their end, then by id. */
  public long[] completeUntil(SimTime at) {
    advance(at);
    unreported.sort(Comparator.comparingLong(Ended::at).thenComparingLong(Ended::flow));
    long[] ids = unreported.stream().mapToLong(Ended::flow).toArray();
    unreported.clear();
    return ids;
  }

  /** A link gets another capacity; with {@link ByteRate#ZERO} it is down and its flows stand. */
  public void changeCapacity(int link, ByteRate capacity, SimTime at) {
    advance(at);
    sharing.changeCapacity(limits.link(link), Limits.units(capacity));
  }

  /** What a link has done; costs the flows on it. */
  public LinkUse use(int link, SimTime at) {
    advance(at);
    Limit used = limits.link(link);
    return used.meter.read(used.sentByFlowsUp(now), now);
  }

  /** The links that a flow has crossed or whose capacity has changed, ascending. */
  public int[] usedLinks() {
    return limits.used().toArray();
  }

  /** A flow's rate for each unit of its weight, in units of 1/4096 B/s. */
  long level(long flow) {
    sharing.settle();
    return require(flow).holder().level;
  }

  private void advance(SimTime at) {
    long until = at.nanos();
    if (until < now) {
      throw new IllegalArgumentException(
          "the flow table is at " + now + " ns and cannot go back to " + until + " ns");
    } else if (until == now) {
      return;
    }
    sharing.settle();
    while (agenda.nextEnd() <= until) {
      passTo(agenda.nextEnd());
      while (agenda.nextEnd() == now) {
        end(agenda.takeEnding(now));
      }
      sharing.settle();
    }
    passTo(until);
  }

  private void end(Clock clock) {
    while (!clock.isEmpty() && clock.first().isDone()) {
      Flow flow = clock.first();
      remove(flow, flow.size);
      unreported.add(new Ended(now, flow.id, flow.size));
    }
  }

  private void remove(Flow flow, long sent) {
    flows.remove(flow.id);
    sharing.remove(flow);
    for (Leg leg : flow.legs) {
      leg.limit.meter.carried += sent;
      limits.releaseUnused(leg.limit);
    }
  }

  private void passTo(long nanos) {
    now = nanos;
    sharing.passTo(nanos);
  }

  private Flow require(long flow) {
    Flow up = flows.get(flow);
    if (up == null) {
      throw new IllegalArgumentException("flow " + flow + " is not up");
    }
    return up;
  }

  private void requireSane(long flow, ByteCount size, int weight) {
    if (flows.containsKey(flow)) {
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
}
