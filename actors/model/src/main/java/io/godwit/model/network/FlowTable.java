package io.godwit.model.network;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.model.unit.WideMath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The flows under way and their max-min fair rates, in whole bytes a second. A change recomputes
 * the flows that it is connected with over shared links, by progressive filling.
 */
public final class FlowTable {

  private static final long NANOS = 1_000_000_000L;

  private static final class Flow implements Comparable<Flow> {
    final long id;
    final int[] route;
    final long sizeBytes;
    final long cap;
    long rate;
    long sentBytes;

    /** Parts of a byte sent beyond {@code sentBytes}, in billionths. */
    long sentNanoBytes;

    long sinceNanos;
    long completionNanos = Long.MAX_VALUE;

    Flow(long id, int[] route, long sizeBytes, long cap, long nowNanos) {
      this.id = id;
      this.route = route;
      this.sizeBytes = sizeBytes;
      this.cap = cap;
      this.sinceNanos = nowNanos;
    }

    void advance(long nowNanos) {
      long length = nowNanos - sinceNanos;
      sinceNanos = nowNanos;
      long whole = WideMath.multiplyDivideFloor(rate, length, NANOS);
      sentNanoBytes += rate * length - whole * NANOS;
      sentBytes = Math.min(sizeBytes, sentBytes + whole + sentNanoBytes / NANOS);
      sentNanoBytes %= NANOS;
    }

    /** Rounded up to a nanosecond: then the last byte is certainly out. */
    long completion() {
      long left = sizeBytes - sentBytes;
      if (left <= 0) {
        return sinceNanos;
      } else if (rate == 0) {
        return Long.MAX_VALUE;
      }
      long nanos = WideMath.multiplyDivideCeil(left, NANOS, rate);
      return sinceNanos + nanos;
    }

    @Override
    public int compareTo(Flow other) {
      int byTime = Long.compare(completionNanos, other.completionNanos);
      return byTime != 0 ? byTime : Long.compare(id, other.id);
    }
  }

  private static final class Link {
    final int index;
    final TreeMap<Long, Flow> flows = new TreeMap<>();
    final long capacity;
    long load;
    long peak;
    long carriedBytes;
    long fullNanos;
    long sinceNanos;
    boolean full;

    Link(int index, long capacity) {
      this.index = index;
      this.capacity = capacity;
    }

    void settle(long nowNanos) {
      if (full) {
        fullNanos += nowNanos - sinceNanos;
      }
      sinceNanos = nowNanos;
    }
  }

  private final Topology topology;
  private final Map<Integer, Link> links = new TreeMap<>();
  private final Map<Long, Flow> flows = new LinkedHashMap<>();
  private final TreeSet<Flow> byCompletion = new TreeSet<>();

  public FlowTable(Topology topology) {
    this.topology = topology;
  }

  /** Adds a flow; one without bytes completes at once. */
  public void start(long id, int[] route, ByteCount size, ByteRate cap, SimTime now) {
    var flow = new Flow(id, route, size.bytes(), cap.bytesPerSecond(), now.nanos());
    flows.put(id, flow);
    for (int link : route) {
      link(link).flows.put(id, flow);
    }
    share(component(flow), now.nanos());
  }

  private Link link(int index) {
    return links.computeIfAbsent(
        index, missing -> new Link(index, topology.capacity(index).bytesPerSecond()));
  }

  /** Ends a flow before it completes; gives what it has sent, rounded down. */
  public ByteCount stop(long id, SimTime now) {
    Flow flow = flows.get(id);
    flow.advance(now.nanos());
    remove(flow, now.nanos());
    return ByteCount.of(flow.sentBytes);
  }

  /** Ends the flows that are complete by {@code now}, and gives them in the order of completion. */
  public List<Long> completeUntil(SimTime now) {
    var completed = new ArrayList<Long>();
    while (!byCompletion.isEmpty() && byCompletion.first().completionNanos <= now.nanos()) {
      Flow flow = byCompletion.first();
      flow.advance(now.nanos());
      flow.sentBytes = flow.sizeBytes;
      remove(flow, now.nanos());
      completed.add(flow.id);
    }
    return completed;
  }

  private void remove(Flow flow, long nowNanos) {
    flows.remove(flow.id);
    byCompletion.remove(flow);
    List<Flow> affected = component(flow);
    affected.remove(flow);
    for (int index : flow.route) {
      Link link = link(index);
      link.flows.remove(flow.id);
      link.carriedBytes += flow.sentBytes;
    }
    share(affected, nowNanos);
    for (int index : flow.route) {
      measure(link(index), nowNanos);
    }
  }

  /** When the next flow completes if nothing changes; empty when none ever does. */
  public Optional<SimTime> nextCompletion() {
    return byCompletion.isEmpty() || byCompletion.first().completionNanos == Long.MAX_VALUE
        ? Optional.empty()
        : Optional.of(new SimTime(byCompletion.first().completionNanos));
  }

  /** The flows that share a link with {@code flow}, or with one that does, and so on. */
  private List<Flow> component(Flow flow) {
    var found = new LinkedHashSet<Flow>();
    var seen = new LinkedHashSet<Integer>();
    var open = new ArrayList<Flow>();
    found.add(flow);
    open.add(flow);
    while (!open.isEmpty()) {
      for (int index : open.remove(open.size() - 1).route) {
        if (seen.add(index)) {
          for (Flow other : link(index).flows.values()) {
            if (found.add(other)) {
              open.add(other);
            }
          }
        }
      }
    }
    return new ArrayList<>(found);
  }

  /** Progressive filling: again and again the tightest link, or cap, fixes its flows. */
  private void share(List<Flow> affected, long nowNanos) {
    var filling = new Filling();
    for (Flow flow : affected) {
      byCompletion.remove(flow);
      flow.advance(nowNanos);
      filling.add(flow);
    }
    filling.run();
    for (Flow flow : affected) {
      flow.completionNanos = flow.completion();
      byCompletion.add(flow);
    }
    filling.touched().forEach(link -> measure(link, nowNanos));
  }

  private static void measure(Link link, long nowNanos) {
    link.settle(nowNanos);
    link.load = 0;
    for (Flow flow : link.flows.values()) {
      link.load += flow.rate;
    }
    link.peak = Math.max(link.peak, link.load);
    link.full = link.load > 0 && link.load + link.flows.size() > link.capacity;
  }

  /** One filling of a set of connected flows. */
  private final class Filling {
    private final Map<Integer, Share> shares = new TreeMap<>();
    private final TreeMap<Long, List<Flow>> byCap = new TreeMap<>();
    private final LinkedHashSet<Flow> open = new LinkedHashSet<>();

    private static final class Share {
      final Link link;
      long left;
      int count;

      Share(Link link) {
        this.link = link;
        this.left = link.capacity;
      }

      long level() {
        return left / count;
      }
    }

    void add(Flow flow) {
      open.add(flow);
      byCap.computeIfAbsent(flow.cap, cap -> new ArrayList<>()).add(flow);
      for (int index : flow.route) {
        shares.computeIfAbsent(index, missing -> new Share(link(index))).count++;
      }
    }

    List<Link> touched() {
      return shares.values().stream().map(share -> share.link).toList();
    }

    void run() {
      while (!open.isEmpty()) {
        Optional<Share> tightest = tightest();
        long level = tightest.map(Share::level).orElse(Long.MAX_VALUE);
        if (!byCap.isEmpty() && byCap.firstKey() <= level) {
          fix(byCap.pollFirstEntry().getValue(), true, 0);
        } else {
          fix(List.copyOf(tightest.orElseThrow().link.flows.values()), false, level);
        }
      }
    }

    private Optional<Share> tightest() {
      Share best = null;
      for (Share share : shares.values()) {
        if (share.count > 0 && (best == null || tighter(share, best))) {
          best = share;
        }
      }
      return Optional.ofNullable(best);
    }

    /** Exact: compares left/count as fractions, and leaves equal ones in the order of the links. */
    private boolean tighter(Share a, Share b) {
      return a.left * b.count < b.left * a.count;
    }

    private void fix(List<Flow> candidates, boolean atCap, long level) {
      for (Flow flow : candidates) {
        if (open.remove(flow)) {
          flow.rate = atCap ? flow.cap : level;
          for (int index : flow.route) {
            Share share = shares.get(index);
            share.left -= flow.rate;
            share.count--;
          }
        }
      }
    }
  }

  /** What every link that was ever used has done until {@code now}, in the order of the links. */
  public List<FabricMessage.LinkUsage> usage(SimTime now) {
    return links.values().stream()
        .map(
            link -> {
              link.settle(now.nanos());
              return new FabricMessage.LinkUsage(
                  topology.linkName(link.index),
                  new ByteRate(link.capacity),
                  ByteCount.of(link.carriedBytes),
                  SimDuration.ofNanos(link.fullNanos),
                  new ByteRate(link.peak));
            })
        .toList();
  }
}
