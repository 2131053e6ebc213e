package io.godwit.model.fleet;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.DeadlinePassed;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.HostsCordoned;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.PlanCancelled;
import io.godwit.model.event.FleetEvent.PlanNamed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;

/** Begins plans: which migrations each asks for, and which it ends; and ends those out of time. */
final class Planning {

  /** Why migrations end that a plan or a fault of kind cancel ends. */
  static final String OPERATOR = "cancelled by the operator";

  /** A control plane that was down has yet to hear that a host is gone, and does at once. */
  private static final SimDuration HEARD_LATE = SimDuration.ofMillis(1);

  private final FleetSettings settings;
  private final Settlement settlement;
  private final ControlPlane control;

  Planning(FleetSettings settings, Settlement settlement, ControlPlane control) {
    this.control = control;
    this.settings = settings;
    this.settlement = settlement;
  }

  void begin(UnitOfWork<FleetState> unit, int plan) {
    PlanAction action = settings.plans().get(plan).action();
    Optional<SimDuration> wait = untilMissed(unit, action);
    if (wait.isPresent()) {
      Fleet.toSelf(unit, wait.get(), new FleetMessage.BeginPlan(plan));
      return;
    }
    Optional<String> refusal = refusal(unit.state(), action);
    List<String> selected = refusal.isPresent() ? List.of() : select(unit.state(), action);
    List<String> movable = selected.stream().filter(unit.state().guests()::mayMove).toList();
    List<Balance.Move> moves = moves(unit.state(), action);
    settings.plans().get(plan).name().ifPresent(name -> unit.record(new PlanNamed(plan, name)));
    unit.record(
        new PlanStarted(plan, action.word(), action.target(), movable.size() + moves.size()));
    action.empties().ifPresent(hosts -> unit.record(new HostsCordoned(plan, action.target())));
    refusal.ifPresent(reason -> unit.record(new RequestRefused(plan, action.target(), reason)));
    if (refusal.isEmpty()) {
      action.cancels().ifPresent(vm -> cancelByOperator(unit, vm));
      action.ends().ifPresent(cancel -> end(unit, plan, cancel));
    }
    selected.stream()
        .filter(vm -> !movable.contains(vm))
        .forEach(vm -> unit.record(stays(unit, plan, vm)));
    movable.forEach(vm -> settlement.ask(unit, vm, plan));
    action.balances().ifPresent(rules -> settlement.balancing().begin(unit, plan, rules, moves));
    boolean goesOn = !movable.isEmpty() || !moves.isEmpty() || action.upgrades().isPresent();
    settings
        .plans()
        .get(plan)
        .deadline()
        .filter(any -> goesOn)
        .ifPresent(time -> Fleet.toSelf(unit, time, new FleetMessage.PassDeadline(plan)));
    settlement.finishIfOver(unit, plan);
    settlement.admitWhoeverWaits(unit);
  }

  private List<Balance.Move> moves(FleetState state, PlanAction action) {
    return action
        .balances()
        .map(rules -> settlement.balancing().firstMoves(state, rules))
        .orElse(List.of());
  }

  /** Guests are started anew when the fleet has missed their host, and not before. */
  private Optional<SimDuration> untilMissed(UnitOfWork<FleetState> unit, PlanAction action) {
    Failures failures = unit.state().plight().failures();
    return action
        .restartsFrom()
        .flatMap(
            range ->
                range
                    .hosts()
                    .filter(host -> failures.isDown(host) && !failures.isMissed(host))
                    .mapToObj(host -> failures.since(host).orElseThrow())
                    .max(SimTime::compareTo))
        .map(since -> since.plus(settings.mishaps().detection()))
        .map(missed -> missed.isAfter(unit.now()) ? missed.since(unit.now()) : HEARD_LATE)
        .map(wait -> wait.plus(SimDuration.ofNanos(1)));
  }

  private Optional<String> notFailed(FleetState state, PlanAction action) {
    return action
        .restartsFrom()
        .filter(
            range ->
                range.hosts().allMatch(host -> state.plight().failures().lastOf(host).isEmpty()))
        .filter(range -> range.hosts().allMatch(host -> state.guests().lostWith(host).isEmpty()))
        .map(any -> "%s has not failed; drain it".formatted(action.target()));
  }

  private GuestLeft stays(UnitOfWork<FleetState> unit, int plan, String vm) {
    return new GuestLeft(plan, vm, hostOf(unit, vm), unit.state().guests().whyItStays(vm));
  }

  private String hostOf(UnitOfWork<FleetState> unit, String vm) {
    int host = unit.state().guests().of(vm).host();
    return settings.datacenter().topology().hostName(host);
  }

  private static List<String> select(FleetState state, PlanAction action) {
    return action.select(state.guests(), host -> !state.hosts().isCordoned(host));
  }

  /** What it asks for may be wrong in itself, go where nobody may arrive, or end nothing. */
  private Optional<String> refusal(FleetState state, PlanAction action) {
    return action
        .refusal(state.guests())
        .or(() -> notFailed(state, action))
        .or(
            () ->
                action.goesTo().stream()
                    .filter(state.hosts()::isCordoned)
                    .mapToObj(settings.datacenter().topology()::hostName)
                    .map("%s is cordoned: it is drained, and nobody may arrive"::formatted)
                    .findFirst())
        .or(
            () ->
                action
                    .ends()
                    .filter(cancel -> cancel.plans().stream().noneMatch(state.plans()::isUnderWay))
                    .map(cancel -> idle(state, cancel)));
  }

  private static String idle(FleetState state, CancelPlan cancel) {
    return cancel.plans().stream().anyMatch(state.plans()::hasBegun)
        ? "%s has ended already".formatted(cancel.target())
        : "%s has not begun".formatted(cancel.target());
  }

  private void end(UnitOfWork<FleetState> unit, int by, CancelPlan cancel) {
    cancel.plans().stream()
        .filter(unit.state().plans()::isUnderWay)
        .forEach(plan -> end(unit, plan, by, cancel.undo()));
  }

  private void end(UnitOfWork<FleetState> unit, int plan, int by, boolean undo) {
    PlanRun run = unit.state().plan(plan);
    List<String> waiting = run.waiting();
    int underWay = run.tally().running();
    unit.record(new PlanCancelled(plan, by, waiting.size(), underWay, undo));
    if (settings.plans().get(plan).action().empties().isPresent()) {
      settlement.giveBack(unit, plan);
    }
    run.tally().unsettled().stream()
        .filter(migration -> undo || waiting.contains(migration))
        .forEach(migration -> cancelMigration(unit, migration, OPERATOR));
    settlement.finishIfOver(unit, plan);
  }

  /** Ends whatever migrations of {@code vm} and of its companions are open. */
  void cancelByOperator(UnitOfWork<FleetState> unit, String vm) {
    List<String> companions = unit.state().guests().companions(vm);
    cancel(unit, vm, OPERATOR);
    companions.forEach(other -> cancel(unit, other, OPERATOR));
  }

  /** Ends whatever migration of {@code vm} is open; {@code reason} is for people. */
  void cancel(UnitOfWork<FleetState> unit, String vm, String reason) {
    unit.state()
        .migrations()
        .allOf(vm)
        .forEach(migration -> cancelMigration(unit, migration, reason));
  }

  /** One that waits is over at once; one that runs must take back what it has done so far. */
  private void cancelMigration(UnitOfWork<FleetState> unit, String migration, String reason) {
    unit.record(new MigrationCancelled(migration));
    if (unit.state().migration(migration).isRunning()) {
      int attempt = unit.state().migration(migration).attempt();
      control.request(unit, migration, attempt, new MigrationMessage.CancelAttempt(reason));
    } else {
      settlement.settle(
          unit,
          migration,
          Outcome.CANCELLED,
          reason.equals(OPERATOR) ? "it was cancelled" : reason);
    }
  }

  /** What has not begun does not begin any more; what runs goes on to its end, too late. */
  void passDeadline(UnitOfWork<FleetState> unit, int plan) {
    if (!unit.state().plans().isUnderWay(plan)) {
      return;
    }
    PlanRun run = unit.state().plan(plan);
    List<String> waiting = run.waiting();
    unit.record(new DeadlinePassed(plan, waiting.size(), run.tally().running()));
    String reason =
        "its deadline of %s is over".formatted(settings.plans().get(plan).deadline().orElseThrow());
    waiting.forEach(each -> settlement.settle(unit, each, Outcome.FAILED, reason));
    settlement.finishIfOver(unit, plan);
  }
}
