package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;

/**
 * When throttled processors sleep. A percentage holds from the end of the cycle in which it is set;
 * the first one begins at once, with a sleep. Cycles are counted anew from each sync.
 *
 * @param earlier the percentage before
 * @param earlierBegan when that began
 * @param percent that is taken since {@code began}, which may still lie ahead
 */
record Pulse(
    Processors processors, int earlier, SimDuration earlierBegan, int percent, SimDuration began) {

  static Pulse none(Processors processors) {
    return new Pulse(processors, 0, SimDuration.ZERO, 0, SimDuration.ZERO);
  }

  /** At each sync, whether or not it changes the percentage. */
  Pulse to(int next, SimDuration now) {
    if (now.compareTo(began) < 0) {
      return new Pulse(processors, earlier, earlierBegan, next, began);
    } else if (percent == 0) {
      return next == 0 ? this : new Pulse(processors, 0, began, next, now);
    }
    if (next == percent) {
      return new Pulse(processors, percent, began, next, countedFrom(now));
    } else if (processors.syncWaits() && syncWaits(now).isZero()) {
      return changedAwake(next, now);
    }
    return new Pulse(processors, percent, began, next, nextCycle(now));
  }

  /**
   * A sync that waits for processors ends when one wakes up, and only by chance later: the slice
   * lies ahead.
   */
  private Pulse changedAwake(int next, SimDuration now) {
    SimDuration slept = now.minus(processors.asleep(percent));
    return new Pulse(processors, percent, slept, next, now.plus(Processors.SLICE));
  }

  /** The cycle that goes on; where its timer is late, the next one. */
  private SimDuration countedFrom(SimDuration now) {
    long over = processors.over(now.minus(began), percent);
    SimDuration cycle = began.plus(processors.begins(over, percent));
    boolean late = now.compareTo(cycle.plus(processors.begins(1, percent))) >= 0;
    return late ? began.plus(processors.begins(over + 1, percent)) : cycle;
  }

  private SimDuration nextCycle(SimDuration now) {
    long over = processors.over(now.minus(began), percent);
    SimDuration cycle = began.plus(processors.begins(over, percent));
    return cycle.equals(now) ? now : began.plus(processors.begins(over + 1, percent));
  }

  /** The guest's own time between two moments. */
  SimDuration guestTime(SimDuration from, SimDuration to) {
    return own(to).minus(own(from));
  }

  private SimDuration own(SimDuration at) {
    if (at.compareTo(began) < 0) {
      return processors.guestTime(at.minus(earlierBegan), earlier);
    }
    return processors
        .guestTime(began.minus(earlierBegan), earlier)
        .plus(processors.guestTime(at.minus(began), percent));
  }

  /** How long a dirty sync has to wait. */
  SimDuration syncWaits(SimDuration now) {
    boolean before = now.compareTo(began) < 0;
    int holds = before ? earlier : percent;
    if (!processors.syncWaits() || holds == 0) {
      return SimDuration.ZERO;
    }
    SimDuration elapsed = now.minus(before ? earlierBegan : began);
    SimDuration cycle = processors.begins(processors.over(elapsed, holds), holds);
    SimDuration wakes = cycle.plus(processors.asleep(holds));
    return wakes.compareTo(elapsed) > 0 ? wakes.minus(elapsed) : SimDuration.ZERO;
  }
}
