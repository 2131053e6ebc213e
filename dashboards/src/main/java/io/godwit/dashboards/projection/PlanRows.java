package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What became of the plans of a run. */
final class PlanRows {

  private final Map<Integer, PlanRow> byNumber = new LinkedHashMap<>();

  void started(PlanStarted started) {
    byNumber.put(started.plan(), new PlanRow(started.plan(), started.kind(), started.target()));
  }

  void refused(RequestRefused refused) {
    row(refused.plan()).ifPresent(row -> row.note(refused.vm(), refused.reason()));
  }

  void left(GuestLeft left) {
    row(left.plan())
        .ifPresent(
            row -> row.note(left.vm(), "still on %s, %s".formatted(left.host(), left.reason())));
  }

  void missed(PlanMissed missed) {
    row(missed.plan()).ifPresent(row -> row.missed(missed.guests()));
  }

  void finished(PlanFinished finished) {
    row(finished.plan()).ifPresent(PlanRow::close);
  }

  /** A guest that has moved is left behind by no drain under way, whoever moved it. */
  void settled(MigrationRow migration) {
    if (migration.completed()) {
      byNumber.values().forEach(row -> row.hasMoved(migration.vm()));
    } else {
      row(migration.plan)
          .ifPresent(
              row -> row.note(migration.vm(), migration.outcome() + ", " + migration.reason()));
    }
  }

  /** Empty for a record that tells of a plan's migrations and not of its beginning. */
  private Optional<PlanRow> row(int plan) {
    return Optional.ofNullable(byNumber.get(plan));
  }

  Collection<PlanRow> rows() {
    return byNumber.values();
  }
}
