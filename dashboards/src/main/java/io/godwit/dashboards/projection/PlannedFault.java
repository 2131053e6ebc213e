package io.godwit.dashboards.projection;

import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;

/** A fault that a scenario asks for, so that a report can say what became of it. */
public sealed interface PlannedFault {

  /** What it does, such as {@code link-down}. */
  String kind();

  /** Of a link, or of several that one name stands for. */
  record OfLink(String kind, String target, SimTime at) implements PlannedFault {}

  /**
   * Of a device of a guest that moves.
   *
   * @param waits whether it lies in wait for a command that it fits
   */
  record OfDevice(
      String kind, String vm, Phase phase, SimDuration after, int attempt, boolean waits)
      implements PlannedFault {}
}
