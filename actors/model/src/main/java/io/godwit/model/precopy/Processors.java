package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;

/**
 * How a guest's processors take it when QEMU throttles them: they sleep for 10 ms x p / (100 - p),
 * then run for 10 ms, and so on, on every host (sources of 7.2: {@code cpu-throttle.c}). What
 * differs between hosts is here.
 *
 * @param late how much longer than 10 ms they run, because the timer that ends it is late
 * @param catchUp a guest paced by a clock makes up for sleeping this long at a time; zero for one
 *     that is busy all the time
 * @param syncWaits whether a dirty sync waits for a sleeping processor to wake up
 */
public record Processors(SimDuration late, SimDuration catchUp, boolean syncWaits) {

  private static final SimDuration SLICE = SimDuration.ofMillis(10);

  /** With hardware virtualisation: the log of dirty pages is read without asking a processor. */
  public static final Processors HARDWARE =
      new Processors(SimDuration.ZERO, SimDuration.ZERO, false);

  /**
   * In software emulation QEMU ends a sync only after each processor has left its translated code
   * ({@code tcg_log_global_after_sync}), which a sleeping one does when it wakes up. That a slice
   * takes 11 ms was counted: guests of 200 pages a ms wrote 2,200 between two sleeps of 990 ms.
   * That the measuring guest catches up 20 ms is documented with the measurements.
   */
  public static final Processors EMULATED =
      new Processors(SimDuration.ofMillis(1), SimDuration.ofMillis(20), true);

  public Processors withCatchUp(SimDuration length) {
    return new Processors(late, length, syncWaits);
  }

  /** From one sleep to the next. */
  SimDuration cycle(int percent) {
    return asleep(percent).plus(SLICE).plus(late);
  }

  SimDuration asleep(int percent) {
    return SimDuration.ofNanos(SLICE.nanos() * percent / (100 - percent));
  }

  /** The guest's own time in the first {@code elapsed} of a throttle, beginning with a sleep. */
  SimDuration guestTime(SimDuration elapsed, int percent) {
    if (percent == 0) {
      return elapsed;
    }
    SimDuration sleep = asleep(percent);
    SimDuration cycle = cycle(percent);
    boolean madeUp = sleep.compareTo(catchUp) <= 0;
    long whole = elapsed.nanos() / cycle.nanos();
    long rest = elapsed.nanos() % cycle.nanos();
    long awake = Math.max(0, rest - sleep.nanos());
    SimDuration ofCycle = madeUp ? cycle : cycle.minus(sleep);
    long sleptThrough = madeUp && awake > 0 ? sleep.nanos() : 0;
    return ofCycle.times(whole).plus(SimDuration.ofNanos(awake + sleptThrough));
  }
}
