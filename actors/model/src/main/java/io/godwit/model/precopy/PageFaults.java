package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyPages;
import io.godwit.model.unit.SimDuration;

/** The page faults of post-copy: a race between the guest's touch of a page and its arrival. */
final class PageFaults {

  /** The time in which the memory follows is cut into so many parts. */
  private static final int PARTS = 16;

  private PageFaults() {}

  /**
   * First touches of {@code missing} pages that come before the page does. In the time in which the
   * memory follows, the guest gets {@code ran} of its own time; pages arrive evenly, in an order
   * that has nothing to do with the touches. Pages are the host's, of {@code backing} pages each.
   */
  static long of(
      DirtyModel guest, SimDuration resumed, DirtyPages left, SimDuration ran, long backing) {
    DirtyModel writes = guest.trackedIn(backing);
    DirtyPages missing = left.inUnitsOf(backing);
    double faults = 0;
    long touchedBefore = 0;
    for (int part = 1; part <= PARTS; part++) {
      SimDuration until = resumed.plus(SimDuration.ofNanos(ran.nanos() / PARTS * part));
      DirtyPages written = writes.dirtied(resumed, until);
      long touched = written.count() + missing.count() - missing.plus(written).count();
      faults += (touched - touchedBefore) * (1 - (part - 0.5) / PARTS);
      touchedBefore = touched;
    }
    return Math.max(0, StrictMath.round(faults / backing));
  }
}
