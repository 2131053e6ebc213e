package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.FleetEvent.MigrationAdmitted;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.RequestRefused;
import io.godwit.model.event.FleetEvent.RetryScheduled;
import io.godwit.model.fleet.PlanRun.Ticket;
import io.godwit.model.migration.Outcome;
import io.godwit.model.unit.SimTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The plans that have begun, by their numbers and in the order in which they did. */
final class PlanRuns implements StatePart {

  private final transient List<Plan> plans;
  private final Map<Integer, PlanRun> begun = new LinkedHashMap<>();

  /** Of those, by the order in which they began: the ones with migrations that wait. */
  private final transient SortedMap<Integer, Integer> waiting = new TreeMap<>();

  /** Likewise, those under way that empty hosts. */
  private final transient SortedMap<Integer, Integer> drains = new TreeMap<>();

  /** Likewise, those that start guests anew which were lost with their hosts. */
  private final transient SortedMap<Integer, Integer> evacuations = new TreeMap<>();

  private int finished;

  /** None of {@code plans} yet. */
  PlanRuns(List<Plan> plans) {
    this.plans = plans;
  }

  void begin(int plan) {
    var run = new PlanRun(begun.size());
    begun.put(plan, run);
    if (action(plan).foresees().isPresent()) {
      drains.put(run.place(), plan);
    }
    if (action(plan).startsAnew()) {
      evacuations.put(run.place(), plan);
    }
  }

  /** A cancellation that finds nothing to end leaves nobody where it should not be. */
  void refuse(RequestRefused refused) {
    PlanAction action = action(refused.plan());
    if (action.cancels().isEmpty() && action.ends().isEmpty()) {
      of(refused.plan()).miss(refused.vm());
    }
  }

  void plan(SimTime at, MigrationPlanned planned, Ticket ticket) {
    of(planned.plan()).take(planned.vm());
    of(planned.plan()).enqueue(ticket);
    count(planned.plan(), at, planned);
  }

  void admit(SimTime at, MigrationAdmitted admitted, Tracked running) {
    of(running.plan()).dequeue(running.ticket());
    of(running.plan()).wentTo(running.destination());
    count(running.plan(), at, admitted);
  }

  void retry(SimTime at, RetryScheduled retry, Tracked waiting) {
    of(waiting.plan()).enqueue(waiting.ticket());
    count(waiting.plan(), at, retry);
  }

  void settle(SimTime at, MigrationSettled settled, Tracked migration) {
    PlanRun run = of(migration.plan());
    String vm = migration.vm().name();
    count(migration.plan(), at, settled);
    if (settled.outcome().equals(Outcome.COMPLETED.word())) {
      run.countCompleted();
      reach(migration.source(), vm);
      upgrade(migration.plan())
          .filter(Upgrade::refill)
          .ifPresent(any -> run.rollout().left(vm, migration.source()));
    } else if (!settled.outcome().equals(Outcome.CANCELLED.word())
        && action(migration.plan()).balances().isEmpty()) {
      run.miss(vm);
    }
    if (!migration.isRunning()) {
      run.dequeue(migration.ticket());
    }
  }

  /** Whoever has left {@code host} is missed by no plan, whichever had failed to move it. */
  void reach(int host, String vm) {
    openDrains(host).forEach(drain -> of(drain).reach(vm));
  }

  private void count(int plan, SimTime at, FleetEvent event) {
    PlanRun run = of(plan);
    run.count(at, event);
    if (run.tally().waiting() > 0) {
      waiting.put(run.place(), plan);
    } else {
      waiting.remove(run.place());
    }
  }

  void finish(int plan) {
    of(plan).finish();
    drains.remove(of(plan).place());
    finished++;
  }

  private PlanAction action(int plan) {
    return plans.get(plan).action();
  }

  /** What a plan upgrades; empty for any that is no upgrade. */
  Optional<Upgrade> upgrade(int plan) {
    return action(plan).upgrades();
  }

  /** A plan that has begun; throws for any other. */
  PlanRun of(int plan) {
    return Optional.ofNullable(begun.get(plan))
        .orElseThrow(() -> new IllegalArgumentException("plan " + plan + " has not begun"));
  }

  boolean hasBegun(int plan) {
    return begun.containsKey(plan);
  }

  /** Whether it has begun, and neither ended, nor been cancelled, nor run out of time. */
  boolean isUnderWay(int plan) {
    return hasBegun(plan) && of(plan).isOpen();
  }

  private boolean hasFinished(int plan) {
    return hasBegun(plan) && of(plan).isFinished();
  }

  boolean haveAllFinished() {
    return finished == plans.size();
  }

  /** Those that have migrations waiting, in the order in which they began. */
  List<Integer> waiting() {
    return List.copyOf(waiting.values());
  }

  /** The same by their place in that order. */
  SortedMap<Integer, Integer> places() {
    return Collections.unmodifiableSortedMap(waiting);
  }

  /** Whether one has migrations that wait for nothing but a time that is still to come. */
  boolean isAnyWaitingForATime(SimTime now) {
    return waiting.values().stream().anyMatch(plan -> of(plan).waitsForATime(now));
  }

  /** Those under way that empty hosts, in the order in which they began. */
  Stream<Integer> openDrains() {
    return drains.values().stream();
  }

  /** Those under way that empty {@code host}, in the order in which they began. */
  List<Integer> openDrains(int host) {
    return openDrains().filter(plan -> empties(plan, host)).toList();
  }

  private boolean empties(int plan, int host) {
    return action(plan).empties().filter(all -> all.contains(host)).isPresent()
        || of(plan).rollout().emptying().contains(host);
  }

  /** Those under way that start guests anew which were lost with some of these hosts. */
  List<Integer> openEvacuations() {
    return evacuations.values().stream().filter(plan -> of(plan).isOpen()).toList();
  }

  /** Whether an upgrade has taken {@code host} down, and not brought it back. */
  boolean isTakenDown(int host) {
    return begun.values().stream().anyMatch(plan -> plan.rollout().down().contains(host));
  }

  /** The same of any host. */
  boolean isAnyTakenDown() {
    return begun.values().stream().anyMatch(plan -> !plan.rollout().down().isEmpty());
  }

  /** Whether one begins later, however long those that have begun may wait. */
  boolean isAnyToBegin() {
    return IntStream.range(0, plans.size()).anyMatch(this::beginsOfItsOwn);
  }

  private boolean beginsOfItsOwn(int plan) {
    OptionalInt before = plans.get(plan).after();
    if (hasBegun(plan)) {
      return false;
    }
    return before.isEmpty() || hasFinished(before.getAsInt()) || beginsOfItsOwn(before.getAsInt());
  }
}
