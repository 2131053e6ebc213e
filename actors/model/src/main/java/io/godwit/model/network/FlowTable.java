package io.godwit.model.network;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The flows that are up and how they share the links: max-min fair, by weight, below their caps.
 *
 * <p>Rates are whole units of 1/4096 B/s, so a link hands out all of its capacity but less than one
 * unit per flow; the allocation is progressive filling with each level rounded down to a unit.
 * Links that fill at the same level do so together. It is thus a function of the flows and the
 * capacities alone, not of the order in which they came.
 *
 * <p>Times never go back. A flow ends in the first nanosecond at which its last byte has arrived.
 */
public final class FlowTable {

  /** The cap of a flow that only links limit. */
  public static final ByteRate UNLIMITED = new ByteRate(Long.MAX_VALUE);

  private static final long ENDLESS = Long.MAX_VALUE;

  private static final class Up {
    final long id;
    final int[] route;
    final long size;
    final long cap;
    final int weight;
    final Work remaining = new Work();
    long level;

    Up(long id, int[] route, long size, long cap, int weight) {
      this.id = id;
      this.route = route;
      this.size = size;
      this.cap = cap;
      this.weight = weight;
      remaining.setBytes(size);
    }
  }

  private final long[] capacity;
  private final long[] carried;
  private final long[] full;
  private final long[] peak;
  private final boolean[] isFull;
  private final long[] load;
  private final TreeMap<Long, Up> flows = new TreeMap<>();
  private final List<Long> completed = new ArrayList<>();
  private long now;

  public FlowTable(List<ByteRate> capacities) {
    int links = capacities.size();
    capacity = new long[links];
    for (int i = 0; i < links; i++) {
      capacity[i] = capacities.get(i).bytesPerSecond() << Work.FRACTION_BITS;
    }
    carried = new long[links];
    full = new long[links];
    peak = new long[links];
    load = new long[links];
    isFull = new boolean[links];
  }

  public void start(long flow, int[] route, ByteCount size, ByteRate cap, SimTime at) {
    start(flow, route, size, cap, 1, at);
  }

  public void start(long flow, int[] route, ByteCount size, ByteRate cap, int weight, SimTime at) {
    advance(at.nanos());
    long level =
        cap.bytesPerSecond() > Work.MOST_BYTES_PER_SECOND
            ? ENDLESS
            : (cap.bytesPerSecond() << Work.FRACTION_BITS) / weight;
    if (size.isZero() || (route.length == 0 && level == ENDLESS)) {
      completed.add(flow);
      return;
    }
    flows.put(flow, new Up(flow, route.clone(), size.bytes(), level, weight));
    solve();
  }

  public ByteCount stop(long flow, SimTime at) {
    advance(at.nanos());
    Up up = flows.remove(flow);
    long sent = up.size - up.remaining.bytesRoundedUp();
    for (int link : up.route) {
      carried[link] += sent;
    }
    solve();
    return ByteCount.of(sent);
  }

  public ByteCount sent(long flow, SimTime at) {
    advance(at.nanos());
    Up up = flows.get(flow);
    return ByteCount.of(up.size - up.remaining.bytesRoundedUp());
  }

  public ByteRate rate(long flow) {
    Up up = flows.get(flow);
    return new ByteRate((up.level * up.weight) >> Work.FRACTION_BITS);
  }

  public Optional<SimTime> nextCompletion() {
    if (!completed.isEmpty()) {
      return Optional.of(new SimTime(now));
    }
    long next = next();
    return next == ENDLESS ? Optional.empty() : Optional.of(new SimTime(next));
  }

  public long[] completeUntil(SimTime at) {
    advance(at.nanos());
    long[] ids = completed.stream().mapToLong(Long::longValue).toArray();
    completed.clear();
    return ids;
  }

  public void changeCapacity(int link, ByteRate rate, SimTime at) {
    advance(at.nanos());
    capacity[link] = rate.bytesPerSecond() << Work.FRACTION_BITS;
    solve();
  }

  public LinkUse use(int link, SimTime at) {
    advance(at.nanos());
    long bytes = carried[link];
    for (Up up : flows.values()) {
      for (int crossed : up.route) {
        bytes += crossed == link ? up.size - up.remaining.bytesRoundedUp() : 0;
      }
    }
    return new LinkUse(
        ByteCount.of(bytes),
        SimDuration.ofNanos(full[link]),
        new ByteRate(peak[link] >> Work.FRACTION_BITS));
  }

  long level(long flow) {
    return flows.get(flow).level;
  }

  private long next() {
    long next = ENDLESS;
    var zero = new Work();
    for (Up up : flows.values()) {
      var finish = new Work();
      finish.setSum(zero, up.remaining, up.weight);
      long nanos = finish.nanosFrom(zero, up.level);
      next = nanos > ENDLESS - now ? next : Math.min(next, now + nanos);
    }
    return next;
  }

  private void advance(long to) {
    for (long next = next(); next <= to; next = next()) {
      pass(next);
      List<Up> done =
          flows.values().stream()
              .filter(up -> up.remaining.bytes < 0 || up.remaining.bytesRoundedUp() == 0)
              .sorted(Comparator.comparingLong(up -> up.id))
              .toList();
      for (Up up : done) {
        flows.remove(up.id);
        completed.add(up.id);
        for (int link : up.route) {
          carried[link] += up.size;
        }
      }
      solve();
    }
    pass(to);
  }

  private void pass(long to) {
    var zero = new Work();
    for (int link = 0; link < capacity.length && to > now; link++) {
      full[link] += isFull[link] ? to - now : 0;
      peak[link] = Math.max(peak[link], load[link]);
    }
    for (Up up : flows.values()) {
      var done = new Work();
      done.carry(up.level, to - now);
      up.remaining.subtract(up.weight, zero, done);
    }
    now = to;
  }

  private void solve() {
    long[] left = capacity.clone();
    long[] weight = new long[left.length];
    for (Up up : flows.values()) {
      up.level = -1;
      for (int link : up.route) {
        weight[link] += up.weight;
      }
    }
    boolean[] filled = new boolean[left.length];
    for (int open = flows.size(); open > 0; ) {
      long level = ENDLESS;
      for (int link = 0; link < left.length; link++) {
        level = weight[link] == 0 ? level : Math.min(level, left[link] / weight[link]);
      }
      for (Up up : flows.values()) {
        level = up.level < 0 ? Math.min(level, up.cap) : level;
      }
      for (int link = 0; link < left.length; link++) {
        filled[link] |= weight[link] > 0 && left[link] / weight[link] == level;
      }
      for (Up up : flows.values()) {
        if (up.level < 0 && (up.cap == level || crosses(up, filled))) {
          up.level = level;
          open--;
          for (int link : up.route) {
            weight[link] -= up.weight;
            left[link] -= up.weight * level;
          }
        }
      }
    }
    for (int link = 0; link < left.length; link++) {
      load[link] = capacity[link] - left[link];
      isFull[link] = filled[link] && capacity[link] > 0;
    }
  }

  private static boolean crosses(Up up, boolean[] filled) {
    for (int link : up.route) {
      if (filled[link]) {
        return true;
      }
    }
    return false;
  }
}
