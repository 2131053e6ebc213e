package io.godwit.model.fault;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;

/**
 * When a fault strikes by the clock.
 *
 * @param at the first time; with {@code random} the time from which on they come
 * @param count how often
 * @param every from one time to the next; with {@code random} the mean of it
 * @param random whether the times between are drawn, as those of independent failures are
 * @param chance that it strikes, each time, and how much later
 */
public record Schedule(SimTime at, int count, SimDuration every, boolean random, Chance chance) {

  /** Once, and for certain. */
  public static Schedule once(SimTime at) {
    return new Schedule(at, 1, SimDuration.ZERO, false, Chance.certain());
  }

  /** All times, jitter included, as {@code who} draws them; those that are not to strike are in. */
  public List<SimTime> times(EntityId who) {
    RandomStream gaps = chance.stream(who, "arrivals", "");
    var times = new ArrayList<SimTime>(count);
    SimTime next = at;
    for (int i = 0; i < count; i++) {
      next = random ? next.plus(drawn(gaps)) : i == 0 ? at : next.plus(every);
      times.add(next.plus(chance.delay(who, occasion(i))));
    }
    return times;
  }

  /** Whether it strikes the {@code occurrence}-th time, from 0. */
  public boolean strikes(EntityId who, int occurrence) {
    return chance.strikes(who, occasion(occurrence));
  }

  /** An exponential draw by inversion. */
  private SimDuration drawn(RandomStream gaps) {
    double uniform = (gaps.below(1L << 53) + 1.0) / (1L << 53);
    return SimDuration.ofNanos(Math.max(1, (long) (-StrictMath.log(uniform) * every.nanos())));
  }

  private static String occasion(int occurrence) {
    return "occurrence " + occurrence;
  }

  /** In words: which of how many times, and when. */
  public String words(int occurrence, SimTime now) {
    return count == 1
        ? "its time came at %s".formatted(now)
        : "time %d of %d came at %s".formatted(occurrence + 1, count, now);
  }
}
