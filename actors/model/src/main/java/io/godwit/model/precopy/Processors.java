package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;

/**
 * How a guest's processors take it when QEMU throttles them: they sleep for 10 ms x p / (100 - p),
 * then run for 10 ms, and so on, on every host (sources of 7.2: {@code cpu-throttle.c}). What
 * differs between hosts and guests is here.
 *
 * @param tick by how much the timer that ends a slice is late, in one cycle of three; zero for a
 *     host that has a core to spare for it
 * @param catchUp a guest paced by a clock makes up for sleeping this long at a time; zero for one
 *     that is busy all the time
 * @param portion of a guest paced by a clock, which is due at once when it wakes from a longer
 *     sleep; the next one is due that much later, so that it writes one more than its slice holds
 * @param syncWaits whether a dirty sync waits for a sleeping processor to wake up
 */
public record Processors(
    SimDuration tick, SimDuration catchUp, SimDuration portion, boolean syncWaits) {

  static final SimDuration SLICE = SimDuration.ofMillis(10);

  /** One timer in so many is late. */
  private static final int LATE_ONE_IN = 3;

  /** With hardware virtualisation: the log of dirty pages is read without asking a processor. */
  public static final Processors HARDWARE =
      new Processors(SimDuration.ZERO, SimDuration.ZERO, SimDuration.ZERO, false);

  /**
   * In software emulation QEMU ends a sync only after each processor has left its translated code
   * ({@code tcg_log_global_after_sync}), which a sleeping one does when it wakes up. It keeps a
   * core busy, so that the thread with the timer sometimes has to wait for the scheduler's next
   * tick, 4 ms at the 250 Hz of a common Linux: of the cycles of 1 s two thirds took 1.000 s and a
   * third 1.004 s, and shorter ones are late by as much on average. That the measuring guest writes
   * a portion every millisecond and catches up 20 ms is documented with the measurements.
   */
  public static final Processors EMULATED =
      new Processors(
          SimDuration.ofMillis(4), SimDuration.ofMillis(20), SimDuration.ofMillis(1), true);

  public Processors withCatchUp(SimDuration length) {
    return new Processors(tick, length, portion, syncWaits);
  }

  SimDuration asleep(int percent) {
    return SimDuration.ofNanos(SLICE.nanos() * percent / (100 - percent));
  }

  /**
   * When the cycle begins that {@code before} others precede. Which timers are late is chance; the
   * likeliest is that of one cycle none is, and of many a third.
   */
  SimDuration begins(long before, int percent) {
    return asleep(percent).plus(SLICE).times(before).plus(tick.times((before + 1) / LATE_ONE_IN));
  }

  /** How many cycles are over after {@code elapsed}. */
  long over(SimDuration elapsed, int percent) {
    long several = elapsed.nanos() / begins(LATE_ONE_IN, percent).nanos();
    long over = several * LATE_ONE_IN;
    while (begins(over + 1, percent).compareTo(elapsed) <= 0) {
      over++;
    }
    return over;
  }

  /** The guest's own time in the first {@code elapsed} of a throttle, beginning with a sleep. */
  SimDuration guestTime(SimDuration elapsed, int percent) {
    if (percent == 0) {
      return elapsed;
    }
    SimDuration sleep = asleep(percent);
    SimDuration atWaking = sleep.compareTo(catchUp) <= 0 ? sleep : portion;
    long whole = over(elapsed, percent);
    SimDuration begun = begins(whole, percent);
    SimDuration into = elapsed.minus(begun);
    boolean awake = into.compareTo(sleep) > 0;
    SimDuration ran = awake ? begun.plus(into.minus(sleep)) : begun;
    return ran.minus(sleep.times(whole)).plus(atWaking.times(awake ? whole + 1 : whole));
  }
}
