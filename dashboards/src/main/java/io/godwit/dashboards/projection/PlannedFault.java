package io.godwit.dashboards.projection;

import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;
import java.util.SortedSet;

/** A fault that a scenario asks for, so that a report can say what became of it. */
public sealed interface PlannedFault {

  /** What it does, such as {@code link-down}. */
  String kind();

  /** What reports call it: its name and kind where it has a name. */
  default String called() {
    return kind();
  }

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

  /**
   * Of whatever is named, guest or place, each time that it strikes.
   *
   * @param name that the scenario gives it
   * @param phase of a migration that it waits for; empty where the clock brings it
   * @param vms that it is aimed at; empty for all
   * @param isCertain whether it strikes whenever it could
   */
  record OfMany(
      Optional<String> name,
      String kind,
      String aim,
      Optional<Phase> phase,
      Optional<SortedSet<String>> vms,
      boolean isCertain)
      implements PlannedFault {

    @Override
    public String called() {
      return name.map(each -> each + ", " + kind).orElse(kind);
    }
  }
}
