package io.godwit.model.fleet;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.AdmissionHeld;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationUnplaced;
import io.godwit.model.event.FleetEvent.SpeedsMet;
import io.godwit.model.fleet.Peers.Held;
import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.guest.DirtyModel;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lets migrations begin: under the limits of their plan and of the fleet, where they are placed.
 */
final class Admission {

  private final FleetSettings settings;
  private final Settlement settlement;
  private final Misfortune misfortune;
  private final ControlPlane control;

  /** The last that found nobody who may begin: as long as nothing changes, none will. */
  private Optional<Pass> inVain = Optional.empty();

  /** The plans that nobody need look at; follows from the state that it is of. */
  private Optional<Dormant> dormant = Optional.empty();

  /** How many plans have been searched. */
  private long searches;

  /** How many hosts were looked at by these. */
  private long looks;

  /** A look through all that wait, in a state that is the same as long as its changes are. */
  private record Pass(FleetState state, long changes, SimTime now) {
    static Optional<Pass> over(UnitOfWork<FleetState> unit) {
      return Optional.of(new Pass(unit.state(), unit.state().changes(), unit.now()));
    }
  }

  Admission(
      FleetSettings settings, Settlement settlement, Misfortune misfortune, ControlPlane control) {
    this.control = control;
    this.settings = settings;
    this.settlement = settlement;
    this.misfortune = misfortune;
  }

  /**
   * One at a time, of the plan that began first of those that may: the next follows in a message of
   * its own, until none may begin.
   */
  void admitNext(UnitOfWork<FleetState> unit) {
    if (!Pass.over(unit).equals(inVain)) {
      lookThrough(unit);
    }
  }

  private void lookThrough(UnitOfWork<FleetState> unit) {
    FleetState state = unit.state();
    boolean mayWait = state.anythingToCome(unit.now());
    NavigableMap<Integer, Held> holds = new TreeMap<>();
    Dormant known = dormant(state);
    known.catchUp();
    for (Optional<Integer> at = known.after(-1); at.isPresent(); at = known.after(at.get())) {
      int plan = state.plans().places().get(at.get());
      if (isHeldBySource(state, plan)) {
        known.restUntilLetGo(plan, state.plan(plan).heads().first().source());
      } else {
        Search search = search(unit, plan);
        Optional<Search.Found> found = search.first();
        looks += search.looks();
        if (found.isPresent()) {
          admit(unit, found.get());
          control.admitNext(unit);
          return;
        }
        int place = at.get();
        search.hold().ifPresent(hold -> holds.put(place, new Held(plan, hold)));
        known.rest(plan, search);
      }
    }
    if (mayWait) {
      known.newHolds().forEach(holds::putIfAbsent);
      holds.values().forEach(held -> hold(unit, known, held));
      inVain = Pass.over(unit);
    } else {
      state.plans().waiting().stream()
          .flatMap(plan -> search(unit, plan).stuck().stream())
          .findFirst()
          .ifPresent(stuck -> giveUp(unit, stuck));
    }
  }

  private Dormant dormant(FleetState state) {
    if (dormant.filter(known -> known.isOf(state)).isEmpty()) {
      dormant = Optional.of(new Dormant(state));
    }
    return dormant.get();
  }

  /**
   * Whether the only one of a plan that waits was held back by its source, which has no place yet:
   * then there is nothing to look for.
   */
  private boolean isHeldBySource(FleetState state, int plan) {
    PlanRun run = state.plan(plan);
    Bounds bounds = settings.bounds(plan);
    return run.tally().waiting() == 1
        && run.heldBy().equals(Optional.of(bounds.key(Hold.PER_SOURCE)))
        && state.hosts().leaving(run.heads().first().source()) >= bounds.perSource();
  }

  /** How many plans have been searched: what admission costs. */
  long searches() {
    return searches;
  }

  /** How many hosts were looked at for that. */
  long looks() {
    return looks;
  }

  private Search search(UnitOfWork<FleetState> unit, int plan) {
    searches++;
    Plan rules = settings.plans().get(plan);
    return new Search(
        unit.state(),
        dormant(unit.state()),
        plan,
        rules,
        settings.bounds(plan),
        settings.retry(),
        unit.now());
  }

  private void hold(UnitOfWork<FleetState> unit, Dormant known, Held held) {
    PlanRun run = unit.state().plan(held.plan());
    if (!run.heldBy().equals(Optional.of(held.by()))) {
      unit.record(new AdmissionHeld(held.plan(), held.by(), run.tally().running()));
    }
    if (isHeldBySource(unit.state(), held.plan())) {
      known.restUntilLetGo(held.plan(), run.heads().first().source());
    }
  }

  private void admit(UnitOfWork<FleetState> unit, Search.Found found) {
    Tracked migration = unit.state().migration(found.ticket().migration());
    Topology topology = settings.datacenter().topology();
    String destination = topology.hostName(found.host());
    int attempt = migration.attempt() + 1;
    unit.record(new MigrationAdmitted(found.ticket().migration(), destination, attempt));
    meetKinds(unit, found.ticket().migration(), migration.source(), found.host());
    SimDuration takes =
        control.request(
            unit,
            found.ticket().migration(),
            attempt,
            order(unit.state(), migration, destination, attempt));
    misfortune.beginInVain(unit, found.ticket().migration(), unit.now().plus(takes));
  }

  /** Asks once more for an attempt that is under way. */
  void askAgain(UnitOfWork<FleetState> unit, String name) {
    if (unit.state().migrations().isRunning(name)) {
      Tracked migration = unit.state().migration(name);
      String destination = settings.datacenter().topology().hostName(migration.destination());
      control.request(
          unit,
          name,
          migration.attempt(),
          order(unit.state(), migration, destination, migration.attempt()));
    }
  }

  private MigrationMessage order(
      FleetState state, Tracked migration, String destination, int attempt) {
    String source = settings.datacenter().topology().hostName(migration.source());
    return state.migrations().isRestart(migration)
        ? new MigrationMessage.RestartGuest(
            migration.vm(),
            source,
            destination,
            attempt,
            state.guests().lostAt(migration.vm().name()).orElseThrow())
        : new MigrationMessage.StartAttempt(migration.vm(), source, destination, attempt);
  }

  /** A migration hears of its hosts' kinds before it begins, where these make a difference. */
  private void meetKinds(UnitOfWork<FleetState> unit, String migration, int from, int to) {
    Hosts hosts = unit.state().hosts();
    int source = hosts.kind(from).speed();
    int destination = hosts.kind(to).speed();
    if (source != DirtyModel.FULL_SPEED || destination != DirtyModel.FULL_SPEED) {
      unit.record(new SpeedsMet(migration, source, destination));
    }
    if (hosts.kindsDiffer()) {
      int attempt = unit.state().migration(migration).attempt();
      control.request(
          unit,
          migration,
          attempt,
          new MigrationMessage.MeetKinds(hosts.kindNumber(from), hosts.kindNumber(to)));
    }
  }

  /** Nothing runs, and nothing is to come, that could make room. */
  private void giveUp(UnitOfWork<FleetState> unit, Ticket stuck) {
    Tracked migration = unit.state().migration(stuck.migration());
    String reason = obstacle(unit.state().hosts(), migration);
    unit.record(new MigrationUnplaced(stuck.migration(), reason));
    settlement.settle(unit, stuck.migration(), Outcome.FAILED, reason);
  }

  private String obstacle(Hosts hosts, Tracked migration) {
    PlanAction action = settings.plans().get(migration.plan()).action();
    String vm = migration.vm().name();
    int origin = action.origin(migration.source());
    List<Integer> others =
        IntStream.range(0, hosts.count())
            .filter(host -> host != migration.source())
            .filter(host -> action.mayArrive(host) || hosts.isCordoned(host))
            .filter(host -> migration.goal() == Tracked.NOWHERE || migration.goal() == host)
            .boxed()
            .toList();
    if (others.isEmpty()) {
      return "there is no other host for " + vm;
    } else if (others.stream().allMatch(hosts::isCordoned)) {
      return "every host that %s could go to is being drained".formatted(vm);
    } else if (others.stream().anyMatch(host -> hosts.hasRoom(host, migration.vm(), origin))) {
      ByteRate rate = settings.bounds(migration.plan()).minRate();
      return "no way to a host with room for %s has %s, the least to begin with"
          .formatted(vm, rate);
    }
    long drained = others.stream().filter(action::mayArrive).filter(hosts::isCordoned).count();
    long back =
        action.restartsFrom().stream()
            .flatMapToInt(HostRange::hosts)
            .filter(host -> hosts.hasRoom(host, migration.vm(), origin))
            .count();
    return objected(hosts, migration, origin, others)
        + more(drained, "being drained")
        + more(back, "among those evacuated, and would have room");
  }

  private static String more(long hosts, String what) {
    return hosts == 0 ? "" : "; %,d more %s %s".formatted(hosts, hosts == 1 ? "is" : "are", what);
  }

  private static String objected(Hosts hosts, Tracked migration, int origin, List<Integer> others) {
    String vm = migration.vm().name();
    Map<Objection, Long> objections = hosts.objections(others.stream(), migration.vm(), origin);
    if (objections.keySet().equals(EnumSet.of(Objection.DEVICES))) {
      List<Integer> open = others.stream().filter(host -> !hosts.isCordoned(host)).toList();
      List<String> lacking = hosts.lacking(open, migration.vm());
      return "no permitted host has free members of %s for %s (devices %s)"
          .formatted(
              lacking.isEmpty() ? "all its owners" : String.join(" or ", lacking),
              vm,
              migration.vm().devices());
    }
    return objections.keySet().equals(EnumSet.of(Objection.ROOM))
        ? "no permitted host has room for %s (%s, devices %s)"
            .formatted(vm, migration.vm().memory(), migration.vm().devices())
        : "no host can take %s (%s): of those permitted, %s"
            .formatted(vm, migration.vm().memory(), Objection.listed(objections));
  }
}
