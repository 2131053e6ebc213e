package io.godwit.model.sharing;

import io.godwit.model.sharing.ProgressiveFilling.Demand;
import io.godwit.model.sharing.ProgressiveFilling.Shares;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Flows as a fluid, integrated exactly. With rounding it ends flows at whole nanoseconds and must
 * agree with the flow table to the last one; without, it is the ideal that the table approximates.
 */
final class FluidOracle {

  record Ended(long flow, Fraction at) {}

  private static final Fraction NANOS = Fraction.of(1_000_000_000L);

  private final ProgressiveFilling filling;
  private final long[] capacity;
  private final Map<Long, Demand> flows = new TreeMap<>();
  private final Map<Long, Fraction> remaining = new TreeMap<>();
  private Shares shares = new Shares(new TreeMap<>(), new TreeSet<>());
  private Fraction slowest = Fraction.of(Long.MAX_VALUE);
  private Fraction now = Fraction.ZERO;
  final List<Ended> ended = new ArrayList<>();

  /** What each link has carried, in whole bytes of each flow that is no longer up. */
  final long[] carried;

  /** How long each link that is not down was full. */
  final Fraction[] full;

  /** The most that each link carried for more than an instant, in bytes a nanosecond. */
  final Fraction[] peak;

  FluidOracle(long[] capacity, boolean rounded) {
    this.capacity = capacity.clone();
    carried = new long[capacity.length];
    full = new Fraction[capacity.length];
    peak = new Fraction[capacity.length];
    Arrays.fill(full, Fraction.ZERO);
    Arrays.fill(peak, Fraction.ZERO);
    filling = new ProgressiveFilling(rounded);
  }

  void start(Demand demand) {
    if (demand.size() == 0) {
      ended.add(new Ended(demand.id(), now));
      return;
    }
    flows.put(demand.id(), demand);
    remaining.put(demand.id(), Fraction.of(demand.size()));
    share();
  }

  /** The bytes that it had sent, rounded down. */
  long stop(long flow) {
    Demand demand = flows.remove(flow);
    Fraction sent = Fraction.of(demand.size()).minus(remaining.remove(flow));
    share();
    carry(demand, sent.floor().longValueExact());
    return sent.floor().longValueExact();
  }

  void changeCapacity(int link, long bytesPerSecond) {
    capacity[link] = bytesPerSecond;
    share();
  }

  Map<Long, Fraction> levels() {
    return shares.levels();
  }

  void advance(long nanos) {
    Fraction target = Fraction.of(nanos);
    while (true) {
      Fraction next = target;
      for (Demand demand : flows.values()) {
        next = next.min(endOf(demand, next));
      }
      pass(next);
      List<Demand> done =
          flows.values().stream()
              .filter(each -> remaining.get(each.id()).compareTo(Fraction.ZERO) <= 0)
              .sorted(Comparator.comparingLong(Demand::id))
              .toList();
      if (done.isEmpty()) {
        return;
      }
      for (Demand demand : done) {
        flows.remove(demand.id());
        remaining.remove(demand.id());
        ended.add(new Ended(demand.id(), now));
        carry(demand, demand.size());
      }
      share();
    }
  }

  private Fraction endOf(Demand demand, Fraction otherwise) {
    Fraction rate = rateOf(demand);
    if (rate.equals(Fraction.ZERO)) {
      return otherwise;
    }
    Fraction end = now.plus(remaining.get(demand.id()).over(rate));
    return filling.rounded() ? new Fraction(end.ceil(), BigInteger.ONE) : end;
  }

  private void carry(Demand demand, long bytes) {
    for (int link : demand.route()) {
      carried[link] += bytes;
    }
  }

  private void pass(Fraction until) {
    Fraction length = until.minus(now);
    if (length.compareTo(Fraction.ZERO) > 0) {
      measure(length);
    }
    for (Demand demand : flows.values()) {
      remaining.merge(demand.id(), rateOf(demand).times(length), Fraction::minus);
    }
    now = until;
  }

  private void measure(Fraction length) {
    var load = new Fraction[capacity.length];
    Arrays.fill(load, Fraction.ZERO);
    for (Demand demand : flows.values()) {
      for (int link : demand.route()) {
        load[link] = load[link].plus(rateOf(demand));
      }
    }
    for (int link = 0; link < load.length; link++) {
      peak[link] = peak[link].compareTo(load[link]) < 0 ? load[link] : peak[link];
      if (capacity[link] > 0 && shares.fullLinks().contains(link)) {
        full[link] = full[link].plus(length);
      }
    }
  }

  /** Bytes in a nanosecond. */
  private Fraction rateOf(Demand demand) {
    return shares.levels().get(demand.id()).times(Fraction.of(demand.weight())).over(NANOS);
  }

  /** The lowest level but zero that any flow has had, in the table's units of rate. */
  Fraction slowestUnits() {
    return slowest.times(Fraction.of(1L << Work.FRACTION_BITS));
  }

  private void share() {
    shares = filling.share(capacity, flows.values());
    for (Fraction level : shares.levels().values()) {
      slowest = level.equals(Fraction.ZERO) ? slowest : slowest.min(level);
    }
  }
}
