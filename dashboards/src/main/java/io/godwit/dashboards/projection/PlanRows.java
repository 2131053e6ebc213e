package io.godwit.dashboards.projection;

import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.DeadlinePassed;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.HostDown;
import io.godwit.model.event.FleetEvent.HostReturned;
import io.godwit.model.event.FleetEvent.HostSpared;
import io.godwit.model.event.FleetEvent.PlanCancelled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.PlanNamed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.event.FleetEvent.SpreadMeasured;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What became of the plans of a run. */
final class PlanRows {

  private final Map<Integer, PlanRow> byNumber = new LinkedHashMap<>();
  private final Map<Integer, String> names = new LinkedHashMap<>();
  private final Map<String, PlanRow> cancelledBy = new LinkedHashMap<>();

  /** By link: of all migrations, whoever asked for them. */
  private final Map<String, Pressure> pressures = new HashMap<>();

  void named(SimTime at, PlanNamed named) {
    names.put(named.plan(), named.name());
  }

  void started(SimTime at, PlanStarted started) {
    int plan = started.plan();
    Optional<String> name = Optional.ofNullable(names.get(plan));
    byNumber.put(plan, new PlanRow(plan, name, started.kind(), started.target()));
  }

  void refused(SimTime at, RequestRefused refused) {
    row(refused.plan()).ifPresent(row -> row.note(refused.vm(), refused.reason()));
  }

  void left(SimTime at, GuestLeft left) {
    row(left.plan())
        .ifPresent(
            row -> row.note(left.vm(), "still on %s, %s".formatted(left.host(), left.reason())));
  }

  void down(SimTime at, HostDown down) {
    row(down.plan()).ifPresent(row -> row.hosts().down(at, down.host()));
  }

  void returned(SimTime at, HostReturned returned) {
    row(returned.plan()).ifPresent(row -> row.hosts().returned(at, returned.host()));
  }

  void spared(SimTime at, HostSpared spared) {
    row(spared.plan()).ifPresent(row -> row.hosts().spared(spared.host()));
  }

  void measured(SimTime at, SpreadMeasured measured) {
    row(measured.plan()).ifPresent(row -> row.measured(measured));
  }

  void missed(SimTime at, PlanMissed missed) {
    row(missed.plan()).ifPresent(row -> row.missed(missed.guests()));
  }

  void held(SimTime at, AdmissionHeld held) {
    row(held.plan()).ifPresent(row -> row.held(at, held.by()));
  }

  void late(SimTime at, DeadlinePassed passed) {
    row(passed.plan()).ifPresent(row -> row.late(at, passed.underWay()));
  }

  boolean isEndedByDeadline(SimTime at, MigrationRow migration) {
    return row(migration.plan).filter(row -> row.isEndedByDeadline(at)).isPresent();
  }

  void cancelled(SimTime at, PlanCancelled cancelled) {
    String what =
        "%s, %,d under way %s"
            .formatted(
                Counted.of(cancelled.waiting(), "migration", "does not begin", "do not begin"),
                cancelled.underWay(),
                ending(cancelled));
    row(cancelled.by()).ifPresent(row -> row.note(label(cancelled.plan()), what));
    row(cancelled.plan()).ifPresent(PlanRow::cancel);
  }

  private static String ending(PlanCancelled cancelled) {
    boolean one = cancelled.underWay() == 1;
    return cancelled.undone()
        ? one ? "is undone" : "are undone"
        : one ? "goes on to its end" : "go on to their end";
  }

  private String label(int plan) {
    return Optional.ofNullable(names.get(plan)).orElse("plan " + plan);
  }

  /** Whoever ended it says what there was to end. */
  void cancelled(MigrationRow migration) {
    byNumber.values().stream()
        .filter(row -> row.kind().equals("cancel") && row.target().equals(migration.vm()))
        .reduce((earlier, later) -> later)
        .ifPresent(
            row -> {
              cancelledBy.put(migration.migration(), row);
              row.note(
                  migration.vm(),
                  migration.isUnderWay()
                      ? "attempt %d, under way, is undone".formatted(migration.attempts())
                      : "its migration had not begun, and does not");
            });
  }

  void finished(SimTime at, PlanFinished finished) {
    row(finished.plan()).ifPresent(row -> row.close(at));
  }

  /** A guest that has moved is left behind by no drain under way, whoever moved it. */
  void settled(MigrationRow migration) {
    if (migration.completed()) {
      byNumber.values().forEach(row -> row.hasMoved(migration.vm()));
      Optional.ofNullable(cancelledBy.get(migration.migration()))
          .ifPresent(row -> row.note(migration.vm(), "it was too late: the migration completed"));
    } else {
      row(migration.plan)
          .ifPresent(
              row -> row.note(migration.vm(), migration.outcome() + ", " + migration.reason()));
    }
  }

  /** An event of a migration is one of its plan's. */
  void take(SimTime at, MigrationRow migration, FleetEvent event) {
    row(migration.plan).ifPresent(row -> row.take(at, event));
  }

  Map<String, SimDuration> heldSoFar(MigrationRow migration, SimTime at) {
    return row(migration.plan).map(row -> row.heldSoFar(at)).orElse(Map.of());
  }

  void carried(SimTime at, MigrationRow migration, Traffic.Carried carried) {
    carried
        .flow()
        .links()
        .forEach(link -> pressures.computeIfAbsent(link, any -> new Pressure()).take(at, carried));
    row(migration.plan).ifPresent(row -> row.carried(at, carried));
  }

  SimDuration full(LinkRow link, WayOut way) {
    SimDuration anybody = pressures.get(link.link()).sum();
    return anybody.isZero()
        ? SimDuration.ZERO
        : link.full().scaled(way.pressed().nanos(), anybody.nanos());
  }

  /** Empty for a record that tells of a plan's migrations and not of its beginning. */
  private Optional<PlanRow> row(int plan) {
    return Optional.ofNullable(byNumber.get(plan));
  }

  Collection<PlanRow> rows() {
    return byNumber.values();
  }
}
