package io.godwit.model.fleet;

import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.unit.SimTime;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Looks for whoever may begin in one plan, and where to; counts what holds the others back. */
final class Search {

  /** One that may begin, and its destination. */
  record Found(Ticket ticket, int host) {}

  /** A host was found, or what was in the way. */
  private record Look(Optional<Found> found, Hold hold) {
    static Look at(Found found) {
      return new Look(Optional.of(found), Hold.ROOM);
    }

    static Look inVain(Hold hold) {
      return new Look(Optional.empty(), hold);
    }
  }

  /** Guests that need the same, from hosts of one generation, look in vain at the same hosts. */
  record Needs(int guest, int generation) {}

  private final FleetState state;
  private final Dormant dormant;
  private final int plan;
  private final Plan rules;
  private final Bounds bounds;
  private final PlanRun run;
  private final Function<String, RetryPolicy> retry;
  private final SimTime now;
  private final Map<Hold, Integer> holds = new EnumMap<>(Hold.class);
  private final Map<Needs, Hold> inVain = new LinkedHashMap<>();

  /** How many hosts were looked at. */
  private int looks;

  /** A host that would take what needs this, but for limits of its source. */
  private final Map<Needs, Integer> reachable = new LinkedHashMap<>();

  Search(
      FleetState state,
      Dormant dormant,
      int plan,
      Plan rules,
      Bounds bounds,
      Function<String, RetryPolicy> retry,
      SimTime now) {
    this.state = state;
    this.dormant = dormant;
    this.plan = plan;
    this.rules = rules;
    this.bounds = bounds;
    this.run = state.plan(plan);
    this.retry = retry;
    this.now = now;
  }

  /**
   * The first in order, of the first of each source. One that could go nowhere anyway is not held
   * back by its source.
   */
  Optional<Found> first() {
    if (run.tally().running() >= rules.limits().total()) {
      holds.put(Hold.TOTAL, run.tally().waiting());
      return Optional.empty();
    } else if (state.migrations().running() >= bounds.fleet().total()) {
      holds.put(Hold.FLEET_TOTAL, run.tally().waiting());
      return Optional.empty();
    }
    var behind = new TreeSet<Ticket>();
    for (Ticket head : run.heads()) {
      while (!behind.isEmpty() && behind.first().compareTo(head) < 0) {
        Optional<Found> found = take(behind.pollFirst(), behind);
        if (found.isPresent()) {
          return found;
        }
      }
      Optional<Found> found = take(head, behind);
      if (found.isPresent()) {
        return found;
      }
    }
    Optional<Found> found = Optional.empty();
    while (found.isEmpty() && !behind.isEmpty()) {
      found = take(behind.pollFirst(), behind);
    }
    return found;
  }

  /** One that waits for its time, or for room that others need less of, holds nobody back. */
  private Optional<Found> take(Ticket ticket, NavigableSet<Ticket> behind) {
    Optional<Hold> hold = Optional.empty();
    if (isDue(ticket)) {
      Look look = look(ticket);
      if (look.found().isPresent()) {
        return look.found();
      }
      hold = Optional.of(look.hold());
      holds.merge(look.hold(), 1, Integer::sum);
    }
    if (hold.isEmpty() || hold.get().isOfHosts()) {
      behind(ticket).ifPresent(behind::add);
    }
    return Optional.empty();
  }

  /**
   * Whoever is next at the same source, but those that are known to find no host either: thousands
   * may, wherever hosts fill up, and nothing follows from any of them.
   */
  private Optional<Ticket> behind(Ticket ticket) {
    int generation = generation(ticket.source());
    Optional<Ticket> next = Optional.empty();
    for (Ticket each : run.behind(ticket)) {
      Optional<Hold> vain =
          Optional.ofNullable(inVain.get(new Needs(each.needs(), generation)))
              .filter(hold -> isDue(each) && hold.isOfHosts());
      if (vain.isEmpty()) {
        next = Optional.of(each);
        break;
      }
      holds.merge(vain.get(), 1, Integer::sum);
    }
    return next;
  }

  /** What holds back the most of those that are due; empty when none is. */
  Optional<String> hold() {
    return holds.entrySet().stream()
        .max(
            Map.Entry.<Hold, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
        .map(Map.Entry::getKey)
        .map(bounds::key);
  }

  /**
   * The host that the only one that waits must go to; empty when there are more, or when what held
   * it back was more than that host and its own.
   */
  OptionalInt onlyGoal() {
    if (!isHeldByHosts()) {
      return OptionalInt.empty();
    }
    int goal = only().goal();
    return goal == Tracked.NOWHERE ? rules.action().goesTo() : OptionalInt.of(goal);
  }

  /**
   * What the only one that waits has in common with others that may go anywhere; empty when there
   * are more, or when what held it back was more than hosts.
   */
  Optional<Peers.Likeness> likeness() {
    return isHeldByHosts()
            && rules.action().arrivesAnywhere()
            && only().goal() == Tracked.NOWHERE
            && avoided(only()).isEmpty()
            && !state.hosts().isAnyDrainedLater()
        ? Optional.of(
            new Peers.Likeness(bounds, needsOf(only()), state.hosts().kindNumber(onlySource())))
        : Optional.empty();
  }

  private boolean isHeldByHosts() {
    return run.tally().waiting() == 1
        && isDue(run.heads().first())
        && !holds.containsKey(Hold.TOTAL)
        && bounds.fleet().total() == Limits.NONE
        && !bounds.lookAtLinks()
        && state.hosts().traitsOf(onlyVm()).together().isEmpty();
  }

  private Tracked only() {
    return state.migration(run.heads().first().migration());
  }

  int looks() {
    return looks;
  }

  VmSpec onlyVm() {
    return only().vm();
  }

  int onlySource() {
    return run.heads().first().source();
  }

  /** The first that is due. */
  Optional<Ticket> stuck() {
    return run.heads().stream().filter(this::isDue).findFirst();
  }

  private boolean isDue(Ticket ticket) {
    return !ticket.notBefore().isAfter(now);
  }

  private Look look(Ticket ticket) {
    Tracked migration = state.migration(ticket.migration());
    boolean crowded = state.hosts().leaving(ticket.source()) >= bounds.perSource();
    Optional<Hold> known = known(migration, crowded);
    if (known.isPresent()) {
      return Look.inVain(known.get());
    }
    Look look = look(ticket, migration);
    if (look.found().isPresent() && isUsual(migration)) {
      reachable.put(needsOf(migration), look.found().get().host());
    }
    return crowded && look.found().isPresent() ? Look.inVain(Hold.PER_SOURCE) : look;
  }

  /** What holds it back, where others with its needs have shown that already. */
  private Optional<Hold> known(Tracked migration, boolean crowded) {
    if (migration.goal() != Tracked.NOWHERE) {
      return Optional.empty();
    }
    Needs needs = needsOf(migration);
    if (dormant.isWithoutRoom(plan, needs)) {
      inVain.put(needs, Hold.ROOM);
    }
    int source = migration.source();
    boolean couldGo = isUsual(migration) && reachable.getOrDefault(needs, source) != source;
    Optional<Hold> vain = Optional.ofNullable(inVain.get(needs));
    return crowded && couldGo ? vain.or(() -> Optional.of(Hold.PER_SOURCE)) : vain;
  }

  /** Whether a host that would take it would take others with its needs, from any source. */
  private boolean isUsual(Tracked migration) {
    return migration.goal() == Tracked.NOWHERE
        && avoided(migration).isEmpty()
        && !bounds.lookAtLinks()
        && !state.hosts().traitsOf(migration.vm()).caresForOthers();
  }

  /**
   * A host that will be drained later, or that does not fit the guest, takes it only where no other
   * has room, and so does the one where the guest has just failed if its policy has it so: one that
   * is busy now is waited for.
   */
  private Look look(Ticket ticket, Tracked migration) {
    VmSpec vm = migration.vm();
    Hosts hosts = state.hosts();
    Optional<Hold> busy = Optional.empty();
    Optional<Hold> busyLater = Optional.empty();
    Optional<Found> second = Optional.empty();
    int origin = rules.action().origin(ticket.source());
    boolean sawItsOwn = false;
    boolean onlyApart = false;
    boolean anyOpen = hosts.isAnyOpen(bounds.perDestination());
    List<Integer> avoided = avoided(migration);
    int lastFailed = avoided.isEmpty() ? Tracked.NOWHERE : avoided.get(avoided.size() - 1);
    PrimitiveIterator.OfInt order = order(hosts, migration).iterator();
    while (order.hasNext()) {
      int host = order.nextInt();
      looks++;
      sawItsOwn |= host == ticket.source();
      if (host == ticket.source() || !rules.action().mayArrive(host)) {
        continue;
      }
      Optional<Objection> objection = hosts.objection(host, vm, origin);
      if (objection.isPresent()) {
        onlyApart |= objection.get() == Objection.APART;
        continue;
      }
      Optional<Hold> obstacle = obstacle(ticket.source(), host);
      boolean lasting =
          !hosts.isDrainedLater(host)
              && !avoided.contains(host)
              && !hosts.isUnfit(host, vm, origin);
      if (lasting && obstacle.isEmpty()) {
        return Look.at(new Found(ticket, host));
      } else if (lasting && !anyOpen) {
        return Look.inVain(obstacle.get());
      } else if (lasting) {
        busy = busy.or(() -> obstacle);
      } else if (obstacle.isEmpty()) {
        second =
            second
                .filter(found -> found.host() != lastFailed)
                .or(() -> Optional.of(new Found(ticket, host)));
      } else {
        busyLater = busyLater.or(() -> obstacle);
      }
    }
    if (busy.isEmpty() && second.isPresent()) {
      return Look.at(second.get());
    }
    Hold without = onlyApart ? Hold.APART : Hold.ROOM;
    Hold hold = busy.isPresent() ? busy.get() : busyLater.orElse(without);
    if (!sawItsOwn && !bounds.lookAtLinks() && migration.goal() == Tracked.NOWHERE) {
      remember(needsOf(migration), vm, hold);
    }
    return Look.inVain(hold);
  }

  private void remember(Needs needs, VmSpec vm, Hold hold) {
    inVain.put(needs, hold);
    if (hold == Hold.ROOM && !state.hosts().traitsOf(vm).caresForOthers()) {
      dormant.lacksRoom(plan, needs);
    }
  }

  /** Where it has failed, the last one last: another host is better, if any has room. */
  private List<Integer> avoided(Tracked migration) {
    return retry.apply(migration.vm().name()).elsewhere() ? migration.failedAt() : List.of();
  }

  private Needs needsOf(Tracked migration) {
    return new Needs(migration.ticket().needs(), generation(migration.source()));
  }

  private int generation(int host) {
    return state.hosts().kind(host).generation();
  }

  private IntStream order(Hosts hosts, Tracked migration) {
    if (migration.goal() != Tracked.NOWHERE) {
      return IntStream.of(migration.goal()).filter(host -> !hosts.isCordoned(host));
    }
    return rules.action().goesTo().isPresent()
        ? rules.action().goesTo().stream().filter(host -> !hosts.isCordoned(host))
        : rules.place().rule().preferred(hosts, run.lastDestination());
  }

  private Optional<Hold> obstacle(int source, int host) {
    if (state.hosts().arriving(host) >= bounds.perDestination()) {
      return Optional.of(Hold.PER_DESTINATION);
    } else if (state.paths().crowded(source, host, bounds.perUplink()).isPresent()) {
      return Optional.of(Hold.PER_UPLINK);
    }
    return state.paths().lacking(source, host, bounds.minRate()).isPresent()
        ? Optional.of(Hold.MIN_RATE)
        : Optional.empty();
  }
}
