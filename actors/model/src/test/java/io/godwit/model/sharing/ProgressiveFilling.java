package io.godwit.model.sharing;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The oracle of max-min fairness: raise all rates together; whenever links are full or flows reach
 * their caps, freeze those flows; go on with the rest. In exact rationals, unless {@code rounded}
 * asks for each level to be a whole unit, rounded down, as the flow table has it.
 */
record ProgressiveFilling(boolean rounded) {

  /** {@code cap} in bytes a second for the whole flow, negative when there is none. */
  record Demand(long id, List<Integer> route, long size, long cap, int weight) {}

  private static final Fraction UNITS = Fraction.of(1L << Work.FRACTION_BITS);

  /** The levels are rates in bytes a second for each unit of weight. */
  record Shares(Map<Long, Fraction> levels, Set<Integer> fullLinks) {}

  Map<Long, Fraction> levels(long[] capacity, Iterable<Demand> flows) {
    return share(capacity, flows).levels();
  }

  Shares share(long[] capacity, Iterable<Demand> flows) {
    var left = new ArrayList<Fraction>();
    for (long each : capacity) {
      left.add(Fraction.of(each));
    }
    var levels = new TreeMap<Long, Fraction>();
    var open = new ArrayList<Demand>();
    flows.forEach(open::add);
    var full = new TreeSet<Integer>();
    while (!open.isEmpty()) {
      freeze(left, open, levels, full);
    }
    return new Shares(levels, full);
  }

  private void freeze(
      List<Fraction> left, List<Demand> open, Map<Long, Fraction> levels, Set<Integer> full) {
    var shares = new TreeMap<Integer, Fraction>();
    for (int link = 0; link < left.size(); link++) {
      long weight = 0;
      for (Demand demand : open) {
        weight += demand.route().contains(link) ? demand.weight() : 0;
      }
      if (weight > 0) {
        shares.put(link, round(left.get(link).over(Fraction.of(weight))));
      }
    }
    Fraction level = Fraction.of(Long.MAX_VALUE);
    for (Fraction share : shares.values()) {
      level = level.min(share);
    }
    for (Demand demand : open) {
      level = demand.cap() < 0 ? level : level.min(capOf(demand));
    }
    for (var share : shares.entrySet()) {
      if (share.getValue().equals(level)) {
        full.add(share.getKey());
      }
    }
    for (Demand demand : List.copyOf(open)) {
      boolean frozen = demand.cap() >= 0 && capOf(demand).equals(level);
      for (int link : demand.route()) {
        frozen |= shares.get(link).equals(level);
      }
      if (frozen) {
        open.remove(demand);
        levels.put(demand.id(), level);
        for (int link : demand.route()) {
          Fraction rate = level.times(Fraction.of(demand.weight()));
          left.set(link, left.get(link).minus(rate));
        }
      }
    }
  }

  private Fraction capOf(Demand demand) {
    return round(Fraction.of(demand.cap(), demand.weight()));
  }

  private Fraction round(Fraction level) {
    return rounded ? new Fraction(level.times(UNITS).floor(), BigInteger.ONE).over(UNITS) : level;
  }
}
