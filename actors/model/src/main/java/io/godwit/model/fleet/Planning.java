package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.HostsCordoned;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import java.util.List;
import java.util.Optional;

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
    Optional<String> refusal = refusal(unit.state(), action);
    if (refusal.isEmpty()) {
      action.cancels().ifPresent(vm -> cancel(unit, vm));
    }
    List<String> selected = refusal.isPresent() ? List.of() : select(unit.state(), action);
    unit.record(new PlanStarted(plan, action.word(), action.target(), selected.size()));
    action.empties().ifPresent(hosts -> unit.record(new HostsCordoned(plan, action.target())));
    refusal.ifPresent(reason -> unit.record(new RequestRefused(plan, action.target(), reason)));
    selected.forEach(vm -> settlement.ask(unit, vm, plan));
    if (selected.isEmpty()) {
      settlement.finishIfOver(unit, plan);
    } else {
      Fleet.toSelf(unit, Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan));
    }
  }

  private static List<String> select(FleetState state, PlanAction action) {
    return action.select(state.guests(), host -> !state.hosts().isCordoned(host));
  }

  /** What it asks for may be wrong in itself, or go where nobody may arrive. */
  private Optional<String> refusal(FleetState state, PlanAction action) {
    return action
        .refusal(state.guests())
        .or(
            () ->
                action.goesTo().stream()
                    .filter(state.hosts()::isCordoned)
                    .mapToObj(settings.datacenter().topology()::hostName)
                    .map("%s is cordoned: it is drained, and nobody may arrive"::formatted)
                    .findFirst());
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
        settlement.settle(unit, migration, Outcome.CANCELLED, "it was cancelled");
      }
    }
  }
}
