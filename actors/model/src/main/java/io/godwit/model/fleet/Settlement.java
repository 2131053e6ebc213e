package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.HostsUncordoned;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.RetryDenied;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.AttemptEnded;
import io.godwit.model.migration.MigrationAnswer.AttemptReported;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What follows when an attempt is over: another one, or the last word, and perhaps a plan's end.
 */
final class Settlement {

  private final FleetSettings settings;
  private final Upgrades upgrades;
  private final Balancing balancing;

  /** By plan: those that begin after it. */
  private final Map<Integer, List<Integer>> after = new TreeMap<>();

  Settlement(FleetSettings settings) {
    this.settings = settings;
    upgrades = new Upgrades(settings, this);
    balancing = new Balancing(settings, this);
    for (int plan = 0; plan < settings.plans().size(); plan++) {
      int next = plan;
      settings
          .plans()
          .get(plan)
          .after()
          .ifPresent(before -> after.computeIfAbsent(before, any -> new ArrayList<>()).add(next));
    }
  }

  Balancing balancing() {
    return balancing;
  }

  Upgrades upgrades() {
    return upgrades;
  }

  /** The hosts of the attempt have become free for whoever waits, of any plan. */
  void attemptEnded(UnitOfWork<FleetState> unit, AttemptEnded ended) {
    boolean reported =
        unit.state().control().hasBeenAway()
            && !unit.state().migrations().isRunning(unit.from().name());
    if (!reported) {
      ended(unit, ended);
    }
  }

  /** The same, heard late: it may have been heard in time as well. */
  void reported(UnitOfWork<FleetState> unit, AttemptReported report) {
    if (unit.state().migrations().isRunning(unit.from().name(), report.attempt())) {
      ended(unit, new AttemptEnded(report.outcome(), report.reason()));
    }
  }

  private void ended(UnitOfWork<FleetState> unit, AttemptEnded ended) {
    String name = unit.from().name();
    Tracked migration = unit.state().migration(name);
    boolean open = unit.state().plan(migration.plan()).isOpen();
    RetryPolicy policy = settings.retry().apply(migration.vm().name());
    boolean again = open && mayTryAgain(migration, ended.outcome());
    if (again && unit.state().migrations().retries() >= policy.budget()) {
      unit.record(new RetryDenied(name, policy.budget()));
      settle(unit, name, lastWord(migration, ended.outcome()), ended.reason());
    } else if (again) {
      SimDuration wait =
          policy.waitAfter(migration.attempt(), settings.seed(), EntityId.migration(name));
      unit.record(new RetryScheduled(name, migration.attempt() + 1, wait));
      Fleet.toSelf(unit, wait, new FleetMessage.AdmitNext());
      admitWhoeverWaits(unit);
    } else {
      settle(unit, name, lastWord(migration, ended.outcome()), ended.reason());
    }
  }

  /** Somebody may begin now who could not before. */
  void admitWhoeverWaits(UnitOfWork<FleetState> unit) {
    if (!unit.state().plans().places().isEmpty()) {
      Fleet.admitNext(unit);
    }
  }

  private boolean mayTryAgain(Tracked migration, Outcome outcome) {
    boolean stays = outcome == Outcome.FAILED || outcome == Outcome.ROLLED_BACK;
    return stays
        && !migration.cancelled()
        && migration.attempt() < settings.retry().apply(migration.vm().name()).attempts();
  }

  private static Outcome lastWord(Tracked migration, Outcome outcome) {
    boolean stays = outcome == Outcome.FAILED || outcome == Outcome.ROLLED_BACK;
    return migration.cancelled() && stays ? Outcome.CANCELLED : outcome;
  }

  /** Asks for a migration of {@code vm} in the name of {@code plan}. */
  void ask(UnitOfWork<FleetState> unit, String vm, int plan) {
    Guests.Whereabouts guest = unit.state().guests().of(vm);
    unit.record(
        new MigrationPlanned(
            plan,
            unit.state().plan(plan).nameFor(plan, vm),
            vm,
            settings.datacenter().topology().hostName(guest.host()),
            guest.vm().memory(),
            guest.vm().devices().size()));
  }

  /** The last word on a migration. */
  void settle(UnitOfWork<FleetState> unit, String name, Outcome outcome, String reason) {
    Tracked migration = unit.state().migration(name);
    String vm = migration.vm().name();
    unit.record(new MigrationSettled(name, outcome.word(), migration.attempt()));
    int host = unit.state().guests().of(vm).host();
    if (outcome != Outcome.LOST && unit.state().guests().isLeaving(vm)) {
      depart(unit, vm);
    } else if (outcome != Outcome.LOST) {
      unit.state().plans().openDrains(host).forEach(drain -> staysOn(unit, drain, vm, reason));
    } else {
      unit.state().plans().openEvacuations().forEach(plan -> startAnew(unit, plan, vm));
    }
    finishIfOver(unit, migration.plan());
    List<Integer> drains = unit.state().plans().openDrains().toList();
    drains.forEach(drain -> finishIfOver(unit, drain));
    unit.state().plans().openEvacuations().forEach(plan -> finishIfOver(unit, plan));
    admitWhoeverWaits(unit);
  }

  /** No migration of it is open: it leaves its host. */
  void depart(UnitOfWork<FleetState> unit, String vm) {
    String host = settings.datacenter().topology().hostName(unit.state().guests().of(vm).host());
    unit.record(new GuestDeparted(vm, host));
    unit.send(
        EntityId.hypervisor(host), settings.controlLatency(), new HypervisorMessage.DestroyVm(vm));
  }

  /**
   * A drain takes a guest of its hosts whose migration is over, unless that was its own, or starts
   * anew who is on no host.
   */
  private void staysOn(UnitOfWork<FleetState> unit, int drain, String vm, String reason) {
    Guests.Whereabouts guest = unit.state().guests().of(vm);
    PlanRun run = unit.state().plan(drain);
    if (!unit.state().isConcerned(drain, vm)) {
      return;
    }
    if (run.hasTaken(vm) || !run.isOpen() || !unit.state().guests().mayMove(vm)) {
      String host = settings.datacenter().topology().hostName(guest.host());
      unit.record(new GuestLeft(drain, vm, host, reason));
    } else if (!guest.moving()) {
      ask(unit, vm, drain);
    }
  }

  /** A guest that is found to be lost while its host is evacuated. */
  private void startAnew(UnitOfWork<FleetState> unit, int plan, String vm) {
    List<String> lost =
        settings
            .plans()
            .get(plan)
            .action()
            .select(unit.state().guests(), host -> !unit.state().hosts().isCordoned(host));
    if (lost.contains(vm) && !unit.state().plan(plan).hasTaken(vm)) {
      ask(unit, vm, plan);
    }
  }

  /**
   * The last word on a plan when no migration of it is open, and with the last plan on the links.
   */
  void finishIfOver(UnitOfWork<FleetState> unit, int plan) {
    PlanRun run = unit.state().plan(plan);
    if (!run.isFinished() && unit.state().isOver(plan) && !goesOn(unit, plan)) {
      if (run.missed() > 0) {
        unit.record(new PlanMissed(plan, run.missed()));
      }
      unit.record(new PlanFinished(plan, run.completed(), run.failed()));
      if (settings.plans().get(plan).action().givesBack() && !run.isCancelled()) {
        giveBack(unit, plan);
      }
      beginThoseAfter(unit, plan);
      if (unit.state().plans().haveAllFinished()) {
        unit.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.ReportUsage());
      }
    }
  }

  private boolean goesOn(UnitOfWork<FleetState> unit, int plan) {
    PlanAction action = settings.plans().get(plan).action();
    return action.upgrades().filter(upgrade -> upgrades.goOn(unit, plan, upgrade)).isPresent()
        || action.balances().filter(rules -> balancing.goOn(unit, plan, rules)).isPresent();
  }

  private void beginThoseAfter(UnitOfWork<FleetState> unit, int plan) {
    for (int next : after.getOrDefault(plan, List.of())) {
      SimDuration wait = Fleet.fromNow(settings.plans().get(next).at());
      Fleet.toSelf(unit, wait, new FleetMessage.BeginPlan(next));
    }
  }

  /** Guests may arrive again at the hosts that a plan has emptied. */
  void giveBack(UnitOfWork<FleetState> unit, int plan) {
    unit.record(new HostsUncordoned(plan, settings.plans().get(plan).action().target()));
    admitWhoeverWaits(unit);
  }
}
