package io.godwit.model.network;

import io.godwit.model.entity.StatePart;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** When something is due with which flow; those of one instant by the flows' numbers. */
final class Moments implements StatePart {

  private record Moment(SimTime at, long flow) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(flow, other.flow);
    }
  }

  private final TreeSet<Moment> moments = new TreeSet<>();

  void add(SimTime at, long flow) {
    moments.add(new Moment(at, flow));
  }

  void remove(SimTime at, long flow) {
    moments.remove(new Moment(at, flow));
  }

  boolean has(SimTime at, long flow) {
    return moments.contains(new Moment(at, flow));
  }

  Optional<SimTime> first() {
    return moments.isEmpty() ? Optional.empty() : Optional.of(moments.first().at());
  }

  boolean isDue(SimTime now) {
    return !moments.isEmpty() && !moments.first().at().isAfter(now);
  }

  /** The flows that something is due with by {@code now}. */
  List<Long> due(SimTime now) {
    if (!isDue(now)) {
      return List.of(); // as nearly always
    }
    return moments.stream()
        .takeWhile(moment -> !moment.at().isAfter(now))
        .map(Moment::flow)
        .toList();
  }
}
