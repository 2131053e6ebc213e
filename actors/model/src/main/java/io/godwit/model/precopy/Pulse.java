package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;

/**
 * When throttled processors sleep. A percentage holds from the end of the cycle in which it is set;
 * the first one begins at once, with a sleep.
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

  Pulse to(int next, SimDuration now) {
    if (next == percent) {
      return this;
    } else if (now.compareTo(began) < 0) {
      return new Pulse(processors, earlier, earlierBegan, next, began);
    }
    return new Pulse(processors, percent, began, next, nextCycle(now));
  }

  private SimDuration nextCycle(SimDuration now) {
    if (percent == 0) {
      return now;
    }
    long cycle = processors.cycle(percent).nanos();
    long begun = (now.minus(began).nanos() + cycle - 1) / cycle;
    return began.plus(SimDuration.ofNanos(begun * cycle));
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
    long into = now.minus(before ? earlierBegan : began).nanos() % processors.cycle(holds).nanos();
    return SimDuration.ofNanos(Math.max(0, processors.asleep(holds).nanos() - into));
  }
}
