package io.godwit.model.fleet;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.AnswerMissed;
import io.godwit.model.event.FleetEvent.AttemptRefused;
import io.godwit.model.event.FleetEvent.BackgroundServed;
import io.godwit.model.event.FleetEvent.BackgroundTurned;
import io.godwit.model.event.FleetEvent.ConditionTurned;
import io.godwit.model.event.FleetEvent.ControlPlaneBack;
import io.godwit.model.event.FleetEvent.ControlPlaneLeft;
import io.godwit.model.event.FleetEvent.DeadlinePassed;
import io.godwit.model.event.FleetEvent.FaultInjected;
import io.godwit.model.event.FleetEvent.GuestArrived;
import io.godwit.model.event.FleetEvent.GuestDeparted;
import io.godwit.model.event.FleetEvent.GuestLeaving;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.GuestRefused;
import io.godwit.model.event.FleetEvent.HostDown;
import io.godwit.model.event.FleetEvent.HostFailed;
import io.godwit.model.event.FleetEvent.HostFenced;
import io.godwit.model.event.FleetEvent.HostMissed;
import io.godwit.model.event.FleetEvent.HostRecovered;
import io.godwit.model.event.FleetEvent.HostReturned;
import io.godwit.model.event.FleetEvent.HostSpared;
import io.godwit.model.event.FleetEvent.HostStood;
import io.godwit.model.event.FleetEvent.HostWentOn;
import io.godwit.model.event.FleetEvent.HostsCordoned;
import io.godwit.model.event.FleetEvent.HostsUncordoned;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.MoveAssigned;
import io.godwit.model.event.FleetEvent.PlanCancelled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanMissed;
import io.godwit.model.event.FleetEvent.PlanNamed;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.PowerDrawn;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.event.FleetEvent.RequestsDisturbed;
import io.godwit.model.event.FleetEvent.RetryDenied;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.event.FleetEvent.SpeedsMet;
import io.godwit.model.event.FleetEvent.SpreadMeasured;
import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.Outcome;
import io.godwit.model.topology.HostRange;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the fleet knows: where guests are, what plans wait for, and which migrations run. */
final class FleetState implements State {

  private static final Dispatch<FleetState, SimTime, Event> EVENTS =
      Dispatch.<FleetState, SimTime, Event>over(FleetEvent.class)
          .on(PlanStarted.class, (state, at, begun) -> state.plans.begin(begun.plan()))
          .on(MigrationPlanned.class, FleetState::planned)
          .on(MigrationAdmitted.class, FleetState::admitted)
          .on(RetryScheduled.class, FleetState::attemptFailed)
          .on(
              MigrationCancelled.class,
              (state, at, event) -> state.migrations.cancel(event.migration()))
          .on(MigrationSettled.class, FleetState::settled)
          .on(PlanFinished.class, (state, at, event) -> state.finished(event.plan()))
          .on(HostsCordoned.class, FleetState::cordoned)
          .on(
              HostsUncordoned.class,
              (state, at, event) -> state.hosts.uncordon(state.named(event.place())))
          .on(HostDown.class, FleetState::wentDown)
          .on(HostReturned.class, FleetState::returned)
          .on(
              HostSpared.class,
              (state, at, event) ->
                  state.plan(event.plan()).rollout().spare(state.host(event.host())))
          .on(RequestRefused.class, (state, at, event) -> state.plans.refuse(event))
          .on(LinkChanged.class, (state, at, e) -> state.paths.change(e.link(), e.capacity()))
          .on(AdmissionHeld.class, (state, at, held) -> state.plan(held.plan()).hold(held.by()))
          .on(PlanCancelled.class, (state, at, event) -> state.plan(event.plan()).cancel())
          .on(DeadlinePassed.class, (state, at, event) -> state.plan(event.plan()).close())
          .on(GuestLeft.class, FleetState::left)
          .on(GuestArrived.class, FleetState::arrived)
          .on(GuestRefused.class, FleetState::turnedAway)
          .on(GuestLeaving.class, FleetState::leaving)
          .on(GuestDeparted.class, FleetState::departed)
          .on(HostFailed.class, (state, at, event) -> state.plight.fail(at, event))
          .on(HostMissed.class, FleetState::missed)
          .on(HostRecovered.class, FleetState::returned)
          .on(FaultInjected.class, (state, at, event) -> state.plight.strike(at, event))
          .on(MoveAssigned.class, FleetState::assigned)
          .ignoring(
              SpreadMeasured.class,
              PlanMissed.class,
              PlanNamed.class,
              SpeedsMet.class,
              PowerDrawn.class,
              BackgroundServed.class)
          .on(BackgroundTurned.class, (state, at, event) -> state.paths.turn(event))
          .on(HostStood.class, (state, at, event) -> state.plight.stand(at, event))
          .on(HostWentOn.class, (state, at, event) -> state.plight.goOn(event))
          .on(HostFenced.class, (state, at, event) -> state.plight.fence(event))
          .on(ControlPlaneLeft.class, (state, at, left) -> state.control.leave(at, left))
          .on(ControlPlaneBack.class, (state, at, back) -> state.control.comeBack())
          .on(RequestsDisturbed.class, (state, at, event) -> state.control.disturb(event))
          .on(ConditionTurned.class, (state, at, event) -> state.plight.turn(event))
          .ignoring(AnswerMissed.class, AttemptRefused.class, RetryDenied.class)
          .ignoring(RunStarted.class, MigrationUnplaced.class)
          .ignoring(LinkUsed.class, RunFinished.class)
          .total();

  private final transient FleetSettings settings;
  private final Hosts hosts;
  private final Guests guests;
  private final PlanRuns plans;
  private final OpenMigrations migrations;
  private final Paths paths;
  private final TurnoverState turnover;
  private final Plight plight;
  private final ControlState control = new ControlState();
  private final transient Touches touches;
  private transient long changes;

  FleetState(FleetSettings settings) {
    this.settings = settings;
    Datacenter datacenter = settings.datacenter();
    int count = datacenter.topology().hosts();
    hosts = new Hosts(datacenter.host(), datacenter.kinds(), datacenter.traits(), count);
    guests = Guests.atFirst(datacenter);
    paths = new Paths(datacenter.topology(), settings.background());
    plans = new PlanRuns(settings.plans());
    migrations = new OpenMigrations(settings.plans());
    turnover = new TurnoverState(settings);
    plight = new Plight(settings);
    touches = new Touches(settings.plans());
    settings.plans().stream()
        .flatMap(plan -> plan.action().foresees().stream())
        .forEach(hosts::foresee);
    datacenter.vms().forEach(placed -> hosts.occupy(placed.host(), placed.vm()));
  }

  @Override
  public void evolve(SimTime at, Event event) {
    changes++;
    touches.take(event);
    EVENTS.handle(this, at, event);
  }

  private HostRange named(String place) {
    return settings.datacenter().topology().named(place).orElseThrow();
  }

  private int host(String name) {
    return settings.datacenter().hostNamed(name);
  }

  private void cordoned(SimTime at, HostsCordoned event) {
    hosts.cordon(named(event.place()));
    if (plans.upgrade(event.plan()).isPresent()) {
      plan(event.plan()).rollout().empty(host(event.place()));
    }
  }

  private void wentDown(SimTime at, HostDown event) {
    plan(event.plan()).rollout().takeDown(host(event.host()));
  }

  private void returned(SimTime at, HostReturned event) {
    int host = host(event.host());
    plan(event.plan()).rollout().bringBack(host);
    plans.upgrade(event.plan()).orElseThrow().becomes().ifPresent(kind -> hosts.become(host, kind));
  }

  /** A drain was to move whomever it leaves, unless an operator took it from the drain. */
  private void left(SimTime at, GuestLeft left) {
    if (!guests.mayMove(left.vm())) {
      plan(left.plan()).miss(left.vm());
    }
  }

  private void arrived(SimTime at, GuestArrived arrived) {
    int host = host(arrived.host());
    var vm = new VmSpec(arrived.vm(), arrived.memory(), arrived.devices());
    guests.arrive(vm, host);
    hosts.occupy(host, vm);
    turnover.arrive(arrived, host);
  }

  /** One that its host would not have was believed to be there. */
  private void turnedAway(SimTime at, GuestRefused refused) {
    if (guests.isHere(refused.vm())) {
      goes(refused.vm());
    }
  }

  private void leaving(SimTime at, GuestLeaving leaving) {
    guests.isToLeave(leaving.vm());
    turnover.leave(leaving.vm());
  }

  private void departed(SimTime at, GuestDeparted departed) {
    plans.reach(host(departed.host()), departed.vm());
    goes(departed.vm());
  }

  private void goes(String vm) {
    Guests.Whereabouts guest = guests.of(vm);
    hosts.vacate(guest.host(), guest.vm());
    guests.leave(vm);
    turnover.leave(vm);
  }

  private void finished(int plan) {
    plans.finish(plan);
    plans.upgrade(plan).ifPresent(upgrade -> spareTheRest(upgrade, plan(plan).rollout().begun()));
  }

  private void spareTheRest(Upgrade upgrade, int begun) {
    int left = upgrade.hosts().count() - begun;
    if (left > 0) {
      hosts.forget(new HostRange(upgrade.first() + begun, left));
    }
  }

  private void assigned(SimTime at, MoveAssigned move) {
    plan(move.plan()).assign(move.vm(), host(move.host()));
  }

  private void planned(SimTime at, MigrationPlanned planned) {
    Guests.Whereabouts guest = guests.of(planned.vm());
    PlanRun run = plan(planned.plan());
    long rank = settings.plans().get(planned.plan()).order().rank(guest.vm());
    int number = (int) run.tally().planned();
    int goal = run.goal(planned.vm()).orElse(Tracked.NOWHERE);
    int needs = goal == Tracked.NOWHERE ? hosts.needs(guest.vm()) : Tracked.NOWHERE;
    var ticket = new Ticket(rank, number, planned.migration(), guest.host(), needs, SimTime.ZERO);
    migrations.plan(
        planned.migration(),
        Tracked.waiting(planned.plan(), guest.vm(), guest.host(), ticket, goal));
    guests.plan(planned.vm());
    hosts.isToMove(guest.vm());
    touches.plan(planned.plan());
    plans.plan(at, planned, ticket);
  }

  private void admitted(SimTime at, MigrationAdmitted admitted) {
    int destination = host(admitted.destination());
    migrations.admit(admitted.migration(), destination, admitted.attempt());
    Tracked running = migration(admitted.migration());
    noteDelay(at, admitted);
    touches.plan(running.plan());
    plans.admit(at, admitted, running);
    touches.host(running.source());
    touches.host(destination);
    changeUnderWay(running, 1);
    hosts.occupy(destination, running.vm());
    paths.enter(running, settings.bounds(running.plan()));
  }

  private void noteDelay(SimTime at, MigrationAdmitted admitted) {
    if (control.isLate()) {
      EntityId to = EntityId.migration(admitted.migration());
      SimDuration takes = ControlPlane.takes(settings, control, to, admitted.attempt());
      migrations.delay(admitted.migration(), at.plus(takes));
    }
  }

  private void attemptFailed(SimTime at, RetryScheduled retry) {
    leaveDestination(migration(retry.migration()));
    migrations.retry(retry.migration(), at.plus(retry.after()));
    Tracked waiting = migration(retry.migration());
    touches.plan(waiting.plan());
    plans.retry(at, retry, waiting);
  }

  private void settled(SimTime at, MigrationSettled settled) {
    Tracked migration = migration(settled.migration());
    migrations.settle(settled.migration());
    boolean moved = settled.outcome().equals(Outcome.COMPLETED.word());
    touches.plan(migration.plan());
    plans.settle(at, settled, migration);
    if (moved && migrations.isRestart(migration)) {
      end(migration);
      guests.find(migration.vm().name());
    } else if (moved) {
      leaveSource(migration);
    } else if (migration.isRunning()) {
      leaveDestination(migration);
    }
    guests.settle(migration.vm().name(), moved ? migration.destination() : migration.source());
    settle(migration.vm());
    if (settled.outcome().equals(Outcome.LOST.word())) {
      lost(at, migration);
    }
  }

  /** Wherever room was kept for a companion it may be free now. */
  private void settle(VmSpec vm) {
    hosts.settle(vm);
    if (hosts.traitsOf(vm).together().isPresent()) {
      touches.everything();
    }
  }

  /** With a host that crashed, or in post-copy; then its room stays taken. */
  private void lost(SimTime at, Tracked migration) {
    touches.host(migration.source());
    IntStream.of(migration.source(), migration.destination())
        .filter(host -> plight.failures().lastOf(host).isPresent())
        .boxed()
        .max(Comparator.comparing(host -> plight.failures().lastOf(host).orElseThrow()))
        .ifPresentOrElse(
            host -> {
              guests.lose(
                  migration.vm().name(), host, plight.failures().lastOf(host).orElseThrow());
              hosts.vacate(migration.source(), migration.vm());
            },
            () -> guests.lose(migration.vm().name(), migration.source(), at));
  }

  private void missed(SimTime at, HostMissed missed) {
    int host = host(missed.host());
    plight.miss(host);
    hosts.fail(host);
    for (String vm : missed.guests()) {
      guests.lose(vm, host, plight.failures().lastOf(host).orElseThrow());
      hosts.vacate(host, guests.of(vm).vm());
    }
  }

  private void returned(SimTime at, HostRecovered back) {
    int host = host(back.host());
    plight.comeBack(host);
    hosts.comeBack(host);
  }

  private void leaveSource(Tracked migration) {
    end(migration);
    hosts.vacate(migration.source(), migration.vm());
  }

  private void leaveDestination(Tracked migration) {
    end(migration);
    hosts.vacate(migration.destination(), migration.vm());
  }

  /** Whoever is started anew arrives, and has left no host. */
  private void changeUnderWay(Tracked migration, int by) {
    if (!migrations.isRestart(migration)) {
      hosts.changeLeaving(migration.source(), by);
    }
    hosts.changeArriving(migration.destination(), by);
  }

  private void end(Tracked migration) {
    touches.host(migration.source());
    touches.host(migration.destination());
    changeUnderWay(migration, -1);
    paths.leave(migration, settings.bounds(migration.plan()));
  }

  /** How many events it has taken since it was made: while they are as many, it is the same. */
  long changes() {
    return changes;
  }

  /** What has changed lately. */
  Touches touches() {
    return touches;
  }

  Hosts hosts() {
    return hosts;
  }

  Paths paths() {
    return paths;
  }

  Guests guests() {
    return guests;
  }

  /** What is wrong with links and hosts. */
  Plight plight() {
    return plight;
  }

  /** Who comes and goes. */
  TurnoverState turnover() {
    return turnover;
  }

  ControlState control() {
    return control;
  }

  /** The plans that have begun. */
  PlanRuns plans() {
    return plans;
  }

  /** A plan that has begun; throws for any other. */
  PlanRun plan(int plan) {
    return plans.of(plan);
  }

  /** Whether nothing of a plan is open, nor anything else that decides who is on its hosts. */
  boolean isOver(int plan) {
    PlanAction action = settings.plans().get(plan).action();
    Optional<HostRange> emptied = action.empties().or(action::restartsFrom);
    IntStream emptying =
        emptied
            .map(HostRange::hosts)
            .orElseGet(() -> plan(plan).rollout().emptying().stream().mapToInt(Integer::intValue));
    return plan(plan).isOver()
        && (!plan(plan).isOpen() || emptying.noneMatch(host -> isAnyoneOnTheMove(plan, host)));
  }

  private boolean isAnyoneOnTheMove(int plan, int host) {
    return hosts.arriving(host) > 0
        || guests.movingFrom(host).anyMatch(vm -> isConcerned(plan, vm));
  }

  /** Who was lost before a plan began to move it is none of its guests, wherever it starts anew. */
  boolean isConcerned(int plan, String vm) {
    return !guests.isLost(vm) || plan(plan).hasTaken(vm);
  }

  /** The migrations that are not settled. */
  OpenMigrations migrations() {
    return migrations;
  }

  /** A migration that is not settled; throws for any other. */
  Tracked migration(String name) {
    return migrations.of(name);
  }

  /** What all hosts draw that are not down. */
  long milliwatts() {
    return IntStream.range(0, hosts.count())
        .filter(host -> !plans.isTakenDown(host))
        .mapToLong(host -> hosts.kind(host).milliwatts())
        .sum();
  }

  /** Whether anything runs, or will begin of its own, after which there may be room. */
  boolean anythingToCome(SimTime now) {
    return migrations.running() > 0
        || paths.isDisturbed()
        || paths.mayTurn()
        || turnover.isAnyToLeave()
        || plans.isAnyTakenDown()
        || plight.failures().isAnyReturning()
        || plans.isAnyWaitingForATime(now)
        || plans.isAnyToBegin();
  }
}
