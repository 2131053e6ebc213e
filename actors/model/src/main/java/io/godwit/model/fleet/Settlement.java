package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.unit.SimDuration;

/**
 * What follows when an attempt is over: another one, or the last word, and perhaps a plan's end.
 */
final class Settlement {

  private final FleetSettings settings;

  Settlement(FleetSettings settings) {
    this.settings = settings;
  }

  /** The hosts of the attempt have become free for whoever waits, of any plan. */
  void attemptEnded(UnitOfWork<FleetState> unit, AttemptEnded ended) {
    String name = unit.from().name();
    Tracked migration = unit.state().migration(name);
    if (mayTryAgain(migration, ended.outcome())) {
      SimDuration wait =
          settings.retry().apply(migration.vm().name()).waitAfter(migration.attempt());
      unit.record(new RetryScheduled(name, migration.attempt() + 1, wait));
      Fleet.toSelf(unit, wait, new FleetMessage.AdmitNext(migration.plan()));
    } else {
      settle(unit, name, ended.outcome());
    }
    unit.state().plansThatWait().forEach(plan -> admitNext(unit, plan));
  }

  private boolean mayTryAgain(Tracked migration, Outcome outcome) {
    boolean stays = outcome != Outcome.COMPLETED && outcome != Outcome.LOST;
    return stays
        && !migration.cancelled()
        && migration.attempt() < settings.retry().apply(migration.vm().name()).attempts();
  }

  /** The last word on a migration. */
  void settle(UnitOfWork<FleetState> unit, String name, Outcome outcome) {
    Tracked migration = unit.state().migration(name);
    unit.record(new MigrationSettled(name, outcome.word(), migration.attempt()));
    finishIfOver(unit, migration.plan());
    if (unit.state().plan(migration.plan()).tally().waiting() > 0) {
      admitNext(unit, migration.plan());
    }
  }

  /**
   * The last word on a plan when no migration of it is open, and with the last plan on the links.
   */
  void finishIfOver(UnitOfWork<FleetState> unit, int plan) {
    PlanRun run = unit.state().plan(plan);
    if (run.isOver()) {
      unit.record(new PlanFinished(plan, run.completed(), run.failed()));
      if (unit.state().allPlansFinished()) {
        unit.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.ReportUsage());
      }
    }
  }

  private static void admitNext(UnitOfWork<FleetState> unit, int plan) {
    Fleet.toSelf(unit, Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan));
  }
}
