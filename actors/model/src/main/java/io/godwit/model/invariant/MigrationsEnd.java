package io.godwit.model.invariant;

import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.RecordedEvent;
import java.util.Set;
import java.util.TreeSet;

/** Pairs what was planned with what was settled. */
final class MigrationsEnd extends Invariant {

  private final Set<String> open = new TreeSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof MigrationPlanned planned) {
      judge(
          open.add(planned.migration()),
          () -> planned.migration() + " was planned twice, " + at(recorded));
    } else if (recorded.event() instanceof MigrationSettled settled) {
      judge(
          open.remove(settled.migration()),
          () -> settled.migration() + " was settled twice, " + at(recorded));
    }
  }

  @Override
  protected void end() {
    open.forEach(migration -> judge(false, () -> migration + " was never settled"));
  }
}
