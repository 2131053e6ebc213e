package io.godwit.model.guest;

import io.godwit.model.guest.Workload.Phase;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;

/**
 * Other models by turns, over and over. Each has its own clock, which stands still during the other
 * phases: it carries on where it stopped the turn before. So what it writes in any interval,
 * however many turns that holds, is what it writes in one interval of its own clock.
 *
 * <p>{@link #after} starts inside the phase reached by then, each model's clock being where it is.
 *
 * @param cycle how long all phases take together
 */
record PhasedWrites(List<Part> parts, SimDuration cycle) implements DirtyModel {

  PhasedWrites {
    parts = List.copyOf(parts);
  }

  /** A phase beginning at {@code start} of every cycle. */
  record Part(SimDuration start, SimDuration length, DirtyModel model) {}

  static PhasedWrites of(Workload workload) {
    if (workload.phases().isEmpty()) {
      throw new IllegalArgumentException(
          "a phased guest with 0 phases: give the workload 1 phase or more");
    }
    var parts = new ArrayList<Part>(workload.phases().size());
    SimDuration start = SimDuration.ZERO;
    for (Phase phase : workload.phases()) {
      parts.add(new Part(start, phase.length(), phase.kind().of(phase.workload())));
      start = start.plus(phase.length());
    }
    return new PhasedWrites(parts, start);
  }

  @Override
  public DirtyPages dirtied(SimDuration from, SimDuration to) {
    DirtyPages dirty = DirtyPages.NONE;
    for (Part part : parts) {
      dirty = part.model.dirtied(dirty, clock(part, from), clock(part, to));
    }
    return dirty;
  }

  /** For how long the part's model has run when the guest has run for {@code time}. */
  private SimDuration clock(Part part, SimDuration time) {
    long cycles = time.nanos() / cycle.nanos();
    long current = time.nanos() % cycle.nanos() - part.start.nanos();
    long ran = Math.max(0, Math.min(part.length.nanos(), current));
    return part.length.times(cycles).plus(new SimDuration(ran));
  }
}
