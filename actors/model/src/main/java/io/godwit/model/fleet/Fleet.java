package io.godwit.model.fleet;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationCancelled;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.FleetEvent.PlanStarted;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.FleetEvent.RunStarted;
import io.godwit.model.fleet.FleetState.Tracked;
import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.FabricAnswer;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The rules of the fleet: it turns plans into migrations and lets them begin one by one, under the
 * limits, where the placement says; a failed one is tried again as the retry policy allows.
 */
public final class Fleet implements LegacyEntity<FleetState> {

  private final FleetSettings settings;

  public Fleet(FleetSettings settings) {
    this.settings = settings;
  }

  @Override
  public FleetState initial() {
    return new FleetState(settings.datacenter());
  }

  @Override
  public Decision decide(FleetState state, SimTime now, EntityId from, Message message) {
    var decision = Decision.builder();
    if (message instanceof FleetMessage.AdmitNext admit) {
      admitNext(state, now, admit.plan(), decision);
    } else if (message instanceof MigrationAnswer.AttemptEnded ended) {
      ended(state, from.name(), ended, decision);
    } else if (message instanceof FleetMessage.BeginRun) {
      beginRun(decision);
    } else if (message instanceof FleetMessage.BeginPlan begin) {
      beginPlan(state, begin.plan(), decision);
    } else if (message instanceof FleetMessage.StrikeLink strike) {
      LinkFault fault = settings.faults().get(strike.fault());
      changeLink(fault.link(), Optional.of(fault.capacity()), decision);
      toSelf(fault.lasts(), new FleetMessage.HealLink(strike.fault()), decision);
    } else if (message instanceof FleetMessage.HealLink heal) {
      changeLink(settings.faults().get(heal.fault()).link(), Optional.empty(), decision);
    } else if (message instanceof FabricAnswer.Usage usage) {
      usage.links().forEach(link -> decision.record(linkUsed(link)));
    } else if (message instanceof FleetMessage.FinishRun finish) {
      decision.record(new RunFinished(finish.deliveries()));
    } else {
      throw new IllegalArgumentException("the fleet has no use for " + message);
    }
    return decision.build();
  }

  private void beginRun(Decision.Builder decision) {
    decision.record(
        new RunStarted(
            settings.scenario(),
            settings.seed(),
            settings.version(),
            settings.datacenter().topology().hosts(),
            settings.datacenter().vms().size()));
    for (int plan = 0; plan < settings.plans().size(); plan++) {
      long at = Math.max(1, settings.plans().get(plan).at().nanos());
      toSelf(SimDuration.ofNanos(at), new FleetMessage.BeginPlan(plan), decision);
    }
    for (int fault = 0; fault < settings.faults().size(); fault++) {
      long at = Math.max(1, settings.faults().get(fault).at().nanos());
      toSelf(SimDuration.ofNanos(at), new FleetMessage.StrikeLink(fault), decision);
    }
  }

  private void beginPlan(FleetState state, int plan, Decision.Builder decision) {
    PlanAction action = settings.plans().get(plan).action();
    action.cancels().ifPresent(vm -> cancel(state, vm, decision));
    List<String> selected = action.select(state.guests);
    decision.record(new PlanStarted(plan, action.word(), action.target(), selected.size()));
    for (String vm : selected) {
      Guests.Whereabouts guest = state.guests.of(vm);
      decision.record(
          new MigrationPlanned(
              plan,
              "plan-" + plan + '/' + vm,
              vm,
              settings.datacenter().topology().hostName(guest.host()),
              guest.vm().memory(),
              guest.vm().devices().size()));
    }
    if (selected.isEmpty()) {
      finishPlan(state, plan, 0, 0, decision);
    } else {
      toSelf(Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan), decision);
    }
  }

  private void cancel(FleetState state, String vm, Decision.Builder decision) {
    state.migrations.forEach(
        (name, migration) -> {
          if (migration.vm.name().equals(vm)) {
            decision.record(new MigrationCancelled(name));
            if (migration.destination < 0) {
              settle(
                  state,
                  state.plans.get(migration.plan),
                  name,
                  Outcome.FAILED,
                  migration.attempt,
                  decision);
            } else {
              decision.send(
                  EntityId.migration(name),
                  settings.controlLatency(),
                  new MigrationMessage.CancelAttempt());
            }
          }
        });
  }

  /** One at a time, so that each sees what the one before has taken. */
  private void admitNext(FleetState state, SimTime now, int plan, Decision.Builder decision) {
    PlanRun run = state.plans.get(plan);
    Plan rules = settings.plans().get(plan);
    if (run.waiting == 0 || run.running >= rules.limits().total()) {
      return;
    }
    Optional<Ticket> ticket =
        run.firstThat(
            candidate ->
                candidate.notBeforeNanos() <= now.nanos()
                    && state.hosts.leaving(candidate.source()) < rules.limits().perSource()
                    && destination(state, run, rules, candidate).isPresent());
    if (ticket.isPresent()) {
      admit(state, run, rules, ticket.get(), decision);
      toSelf(Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan), decision);
    } else if (!state.anythingRuns()) {
      run.firstThat(candidate -> candidate.notBeforeNanos() <= now.nanos())
          .ifPresent(stuck -> giveUpOn(state, run, stuck, decision));
    }
  }

  private OptionalInt destination(FleetState state, PlanRun run, Plan rules, Ticket ticket) {
    Tracked migration = state.migrations.get(ticket.migration());
    return rules
        .place()
        .rule()
        .choose(
            state.hosts,
            host ->
                host != migration.source
                    && rules.action().mayArrive(host)
                    && state.hosts.arriving(host) < rules.limits().perDestination()
                    && state.hosts.fits(host, migration.vm),
            run.lastDestination);
  }

  private void admit(
      FleetState state, PlanRun run, Plan rules, Ticket ticket, Decision.Builder decision) {
    Tracked migration = state.migrations.get(ticket.migration());
    var topology = settings.datacenter().topology();
    String destination = topology.hostName(destination(state, run, rules, ticket).orElseThrow());
    int attempt = migration.attempt + 1;
    decision.record(new MigrationAdmitted(ticket.migration(), destination, attempt));
    decision.send(
        EntityId.migration(ticket.migration()),
        settings.controlLatency(),
        new MigrationMessage.StartAttempt(
            migration.vm, topology.hostName(migration.source), destination, attempt));
  }

  private void giveUpOn(FleetState state, PlanRun run, Ticket stuck, Decision.Builder decision) {
    Tracked migration = state.migrations.get(stuck.migration());
    decision.record(
        new MigrationUnplaced(
            stuck.migration(),
            "no permitted host has room for "
                + migration.vm.name()
                + " ("
                + migration.vm.memory()
                + ", devices "
                + migration.vm.devices()
                + ")"));
    settle(state, run, stuck.migration(), Outcome.FAILED, migration.attempt, decision);
  }

  private void ended(
      FleetState state,
      String name,
      MigrationAnswer.AttemptEnded ended,
      Decision.Builder decision) {
    Tracked migration = state.migrations.get(name);
    PlanRun run = state.plans.get(migration.plan);
    boolean again = ended.outcome() != Outcome.COMPLETED && ended.outcome() != Outcome.LOST;
    if (again && !migration.cancelled && migration.attempt < settings.retry().attempts()) {
      SimDuration wait = settings.retry().waitAfter(migration.attempt);
      decision.record(new RetryScheduled(name, migration.attempt + 1, wait));
      toSelf(wait, new FleetMessage.AdmitNext(migration.plan), decision);
    } else {
      settle(state, run, name, ended.outcome(), migration.attempt, decision);
    }
    state.plans.forEach(
        (plan, other) -> {
          if (other.waiting > 0) {
            toSelf(Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan), decision);
          }
        });
  }

  private void settle(
      FleetState state,
      PlanRun run,
      String migration,
      Outcome outcome,
      int attempts,
      Decision.Builder decision) {
    decision.record(new MigrationSettled(migration, outcome.word(), attempts));
    int plan = state.migrations.get(migration).plan;
    if (run.unsettled == 1) {
      boolean completed = outcome == Outcome.COMPLETED;
      finishPlan(
          state,
          plan,
          run.completed + (completed ? 1 : 0),
          run.failed + (completed ? 0 : 1),
          decision);
    } else if (run.waiting > 0) {
      toSelf(Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan), decision);
    }
  }

  private void finishPlan(
      FleetState state, int plan, long completed, long failed, Decision.Builder decision) {
    decision.record(new PlanFinished(plan, completed, failed));
    if (state.plansFinished + 1 == settings.plans().size()) {
      decision.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.ReportUsage());
    }
  }

  /** Without a capacity, the link gets back its own. */
  private void changeLink(String name, Optional<ByteRate> capacity, Decision.Builder decision) {
    var topology = settings.datacenter().topology();
    for (int link : topology.linksNamed(name)) {
      ByteRate rate = capacity.orElseGet(() -> topology.capacity(link));
      decision.record(new LinkChanged(topology.linkName(link), rate));
      decision.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.ChangeLink(link, rate));
    }
  }

  private static LinkUsed linkUsed(FabricAnswer.LinkUsage link) {
    return new LinkUsed(link.link(), link.capacity(), link.carried(), link.full(), link.peak());
  }

  private static void toSelf(SimDuration after, FleetMessage message, Decision.Builder decision) {
    decision.send(EntityId.fleet(), after, message);
  }

  @Override
  public FleetState evolve(FleetState state, SimTime at, Event event) {
    if (event instanceof PlanStarted started) {
      state.plans.put(started.plan(), new PlanRun());
    } else if (event instanceof MigrationPlanned planned) {
      planned(state, planned);
    } else if (event instanceof MigrationAdmitted admitted) {
      admitted(state, admitted);
    } else if (event instanceof RetryScheduled retry) {
      attemptFailed(state, retry.migration());
      requeue(state, retry, at);
    } else if (event instanceof MigrationSettled settled) {
      settled(state, settled);
    } else if (event instanceof MigrationCancelled cancelled) {
      state.migrations.get(cancelled.migration()).cancelled = true;
    } else if (event instanceof PlanFinished) {
      state.plansFinished++;
    }
    return state;
  }

  private void planned(FleetState state, MigrationPlanned planned) {
    Guests.Whereabouts guest = state.guests.of(planned.vm());
    PlanRun run = state.plans.get(planned.plan());
    long rank = settings.plans().get(planned.plan()).order().rank(guest.vm());
    var ticket = new Ticket(rank, run.nextNumber(), planned.migration(), guest.host(), 0);
    state.migrations.put(
        planned.migration(), new Tracked(planned.plan(), guest.vm(), guest.host(), ticket));
    state.guests.plan(planned.vm());
    run.enqueue(ticket);
  }

  private void admitted(FleetState state, MigrationAdmitted admitted) {
    Tracked migration = state.migrations.get(admitted.migration());
    PlanRun run = state.plans.get(migration.plan);
    migration.destination = settings.datacenter().hostNamed(admitted.destination());
    migration.attempt = admitted.attempt();
    run.dequeue(migration.ticket);
    run.running++;
    run.lastDestination = migration.destination;
    state.hosts.begin(migration.source, migration.destination);
    state.hosts.occupy(migration.destination, migration.vm);
  }

  private static void attemptFailed(FleetState state, String name) {
    Tracked migration = state.migrations.get(name);
    state.plans.get(migration.plan).running--;
    state.hosts.end(migration.source, migration.destination);
    state.hosts.vacate(migration.destination, migration.vm);
    migration.destination = -1;
  }

  private static void requeue(FleetState state, RetryScheduled retry, SimTime at) {
    Tracked migration = state.migrations.get(retry.migration());
    Ticket was = migration.ticket;
    migration.ticket =
        new Ticket(
            was.rank(),
            was.number(),
            was.migration(),
            was.source(),
            at.plus(retry.after()).nanos());
    state.plans.get(migration.plan).enqueue(migration.ticket);
  }

  private static void settled(FleetState state, MigrationSettled settled) {
    Tracked migration = state.migrations.remove(settled.migration());
    PlanRun run = state.plans.get(migration.plan);
    run.unsettled--;
    if (settled.outcome().equals(Outcome.COMPLETED.word())) {
      run.completed++;
      run.running--;
      state.hosts.end(migration.source, migration.destination);
      state.hosts.vacate(migration.source, migration.vm);
      state.guests.settle(migration.vm.name(), migration.destination);
      return;
    }
    run.failed++;
    if (migration.destination >= 0) {
      run.running--;
      state.hosts.end(migration.source, migration.destination);
      state.hosts.vacate(migration.destination, migration.vm);
    } else {
      run.dequeue(migration.ticket);
    }
    state.guests.settle(migration.vm.name(), migration.source);
  }
}
