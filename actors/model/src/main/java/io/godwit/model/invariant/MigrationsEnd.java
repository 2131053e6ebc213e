package io.godwit.model.invariant;

import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.UndoEntered;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.unit.SimTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Pairs what was planned with what was settled. */
final class MigrationsEnd extends Invariant {

  /** Told in words only if it comes to that. */
  private record StageSince(String word, SimTime at) {
    @Override
    public String toString() {
      return word + " since " + at;
    }
  }

  private final Set<String> open = new TreeSet<>();

  /** By migration: what it has come to, and since when. */
  private final Map<String, StageSince> stages = new LinkedHashMap<>();

  /** Migrations with an attempt that has begun and not ended. */
  private final Set<String> underWay = new TreeSet<>();

  @Override
  public void accept(RecordedEvent recorded) {
    if (recorded.event() instanceof MigrationPlanned planned) {
      judge(
          open.add(planned.migration()),
          () -> planned.migration() + " was planned twice, " + at(recorded));
    } else if (recorded.event() instanceof MigrationStarted) {
      underWay.add(recorded.entity().name());
    } else if (recorded.event() instanceof PhaseEntered entered) {
      stages.put(recorded.entity().name(), new StageSince(entered.phase(), recorded.at()));
    } else if (recorded.event() instanceof UndoEntered entered) {
      stages.put(recorded.entity().name(), new StageSince(entered.stage(), recorded.at()));
    } else if (recorded.event() instanceof MigrationEvent event && isEnd(event)) {
      underWay.remove(recorded.entity().name());
    } else if (recorded.event() instanceof MigrationSettled settled) {
      if (underWay.contains(settled.migration())) {
        judge(
            false,
            () -> settled.migration() + " was settled with an attempt under way, " + at(recorded));
      }
      judge(
          open.remove(settled.migration()),
          () -> settled.migration() + " was settled twice, " + at(recorded));
    }
  }

  private static boolean isEnd(MigrationEvent event) {
    return event instanceof MigrationCompleted
        || event instanceof MigrationFailed
        || event instanceof MigrationRolledBack
        || event instanceof GuestLost;
  }

  @Override
  protected void end() {
    open.forEach(
        migration -> judge(false, () -> migration + " was never settled" + why(migration)));
  }

  private String why(String migration) {
    return underWay.contains(migration) && stages.containsKey(migration)
        ? ": it is in %s, and nothing ends that wait; migration.timeouts or protocol.admin-timeout do"
            .formatted(stages.get(migration))
        : "";
  }
}
