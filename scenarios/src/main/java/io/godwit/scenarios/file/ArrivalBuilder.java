package io.godwit.scenarios.file;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.Distributions;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/** When the guests of a group of arrivals come, from checked values. */
final class ArrivalBuilder {

  /** A rate counts thousandths an hour. */
  private static final double NANOS_PER_THOUSANDTH = 3_600e12;

  private ArrivalBuilder() {}

  /**
   * The times of a Poisson process, in order. They depend on the seed, the group's name and its
   * rate, and on nothing else.
   */
  static List<SimTime> times(Values arrivals, long seed) {
    double mean = NANOS_PER_THOUSANDTH / arrivals.number("rate");
    var gap = new Distribution(Distributions.EXPONENTIAL, List.of(mean), 1, Long.MAX_VALUE / 4);
    var random = RandomStream.of(seed, EntityId.fleet(), "arrivals of " + arrivals.text("name"));
    SimTime first = SimTime.ZERO.plus(ScenarioBuilder.duration(arrivals, "at"));
    SimTime last = last(arrivals, first);
    long most = arrivals.has("count") ? arrivals.number("count") : Long.MAX_VALUE;
    var times = new ArrayList<SimTime>();
    SimTime next = first.plus(SimDuration.ofNanos(gap.draw(random)));
    while (times.size() < most && !next.isAfter(last)) {
      times.add(next);
      next = next.plus(SimDuration.ofNanos(gap.draw(random)));
    }
    return times;
  }

  private static SimTime last(Values arrivals, SimTime first) {
    return arrivals.has("for")
        ? first.plus(ScenarioBuilder.duration(arrivals, "for"))
        : new SimTime(Long.MAX_VALUE / 2);
  }
}
