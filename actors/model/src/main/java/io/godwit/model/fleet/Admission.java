package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.Topology;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Lets migrations begin: under the limits of their plan, where its placement says. */
final class Admission {

  private final FleetSettings settings;
  private final Settlement settlement;

  Admission(FleetSettings settings, Settlement settlement) {
    this.settings = settings;
    this.settlement = settlement;
  }

  /** One at a time: the next follows in a message of its own, until none may begin. */
  void admitNext(UnitOfWork<FleetState> unit, int plan) {
    PlanRun run = unit.state().plan(plan);
    Plan rules = settings.plans().get(plan);
    if (run.tally().waiting() == 0 || run.tally().running() >= rules.limits().total()) {
      return;
    }
    Optional<Ticket> ticket = run.firstThat(candidate -> mayBegin(unit, run, rules, candidate));
    if (ticket.isPresent()) {
      admit(unit, run, rules, ticket.get());
      Fleet.toSelf(unit, Outgoing.SHORTEST, new FleetMessage.AdmitNext(plan));
    } else if (!unit.state().anythingRuns()) {
      run.firstThat(candidate -> isDue(unit, candidate)).ifPresent(stuck -> giveUp(unit, stuck));
    }
  }

  private static boolean isDue(UnitOfWork<FleetState> unit, Ticket ticket) {
    return !ticket.notBefore().isAfter(unit.now());
  }

  private boolean mayBegin(UnitOfWork<FleetState> unit, PlanRun run, Plan rules, Ticket ticket) {
    return isDue(unit, ticket)
        && unit.state().hosts().leaving(ticket.source()) < rules.limits().perSource()
        && destination(unit.state(), run, rules, ticket).isPresent();
  }

  /** One where it has not just failed, if there is any and the guest's policy has it so. */
  private OptionalInt destination(FleetState state, PlanRun run, Plan rules, Ticket ticket) {
    Tracked migration = state.migration(ticket.migration());
    boolean elsewhere = settings.retry().apply(migration.vm().name()).elsewhere();
    OptionalInt other =
        destination(
            state, run, rules, migration, host -> elsewhere && host == migration.failedAt());
    return other.isPresent() ? other : destination(state, run, rules, migration, host -> false);
  }

  private static OptionalInt destination(
      FleetState state, PlanRun run, Plan rules, Tracked migration, IntPredicate avoided) {
    Hosts hosts = state.hosts();
    return rules
        .place()
        .rule()
        .choose(
            hosts,
            host ->
                host != migration.source()
                    && !avoided.test(host)
                    && rules.action().mayArrive(host)
                    && hosts.arriving(host) < rules.limits().perDestination()
                    && hosts.fits(host, migration.vm()),
            run.lastDestination());
  }

  private void admit(UnitOfWork<FleetState> unit, PlanRun run, Plan rules, Ticket ticket) {
    Tracked migration = unit.state().migration(ticket.migration());
    Topology topology = settings.datacenter().topology();
    int host = destination(unit.state(), run, rules, ticket).orElseThrow();
    String destination = topology.hostName(host);
    int attempt = migration.attempt() + 1;
    unit.record(new MigrationAdmitted(ticket.migration(), destination, attempt));
    unit.send(
        EntityId.migration(ticket.migration()),
        settings.controlLatency(),
        new MigrationMessage.StartAttempt(
            migration.vm(), topology.hostName(migration.source()), destination, attempt));
  }

  /** Nothing runs that could make room. */
  private void giveUp(UnitOfWork<FleetState> unit, Ticket stuck) {
    Tracked migration = unit.state().migration(stuck.migration());
    unit.record(
        new MigrationUnplaced(
            stuck.migration(),
            "no permitted host has room for %s (%s, devices %s)"
                .formatted(
                    migration.vm().name(), migration.vm().memory(), migration.vm().devices())));
    settlement.settle(unit, stuck.migration(), Outcome.FAILED);
  }
}
