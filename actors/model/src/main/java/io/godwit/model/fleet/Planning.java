package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import java.util.List;

/** Begins plans: which migrations each asks for, and which it ends. */
final class Planning {

  private final FleetSettings settings;
  private final Settlement settlement;

  Planning(FleetSettings settings, Settlement settlement) {
    this.settings = settings;
    this.settlement = settlement;
  }

  void begin(UnitOfWork<FleetState> unit, int plan) {
    PlanAction action = settings.plans().get(plan).action();
    action.cancels().ifPresent(vm -> cancel(unit, vm));
    List<String> selected = action.select(unit.state().guests());
    unit.record(new PlanStarted(plan, action.word(), action.target(), selected.size()));
    selected.forEach(vm -> unit.record(planned(unit.state().guests().of(vm), plan)));
    if (selected.isEmpty()) {
      settlement.finishIfOver(unit, plan);
    } else {
      Fleet.toSelf(unit, Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan));
    }
  }

  private MigrationPlanned planned(Guests.Whereabouts guest, int plan) {
    return new MigrationPlanned(
        plan,
        "plan-" + plan + '/' + guest.vm().name(),
        guest.vm().name(),
        settings.datacenter().topology().hostName(guest.host()),
        guest.vm().memory(),
        guest.vm().devices().size());
  }

  /** One that waits is over at once; one that runs must take back what it has done so far. */
  private void cancel(UnitOfWork<FleetState> unit, String vm) {
    for (String migration : unit.state().migrationsOf(vm)) {
      unit.record(new MigrationCancelled(migration));
      if (unit.state().migration(migration).isRunning()) {
        unit.send(
            EntityId.migration(migration),
            settings.controlLatency(),
            new MigrationMessage.CancelAttempt());
      } else {
        settlement.settle(unit, migration, Outcome.FAILED);
      }
    }
  }
}
