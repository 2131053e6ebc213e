package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.unit.SimTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One plan under way: who waits, how many run, and how it has gone. */
final class PlanRun implements StatePart {

  /**
   * A migration's place in the queue.
   *
   * @param needs as {@link Hosts#needs} numbers what it needs of any host; {@link Tracked#NOWHERE}
   *     for one that may go to one host only
   * @param notBefore when a retry may begin
   */
  record Ticket(long rank, int number, String migration, int source, int needs, SimTime notBefore)
      implements Comparable<Ticket> {

    Ticket notBefore(SimTime time) {
      return new Ticket(rank, number, migration, source, needs, time);
    }

    @Override
    public int compareTo(Ticket other) {
      int byRank = Long.compare(rank, other.rank);
      return byRank != 0 ? byRank : Integer.compare(number, other.number);
    }
  }

  /** How many plans had begun before it. */
  private final transient int place;

  private final TreeMap<Integer, TreeSet<Ticket>> waitingBySource = new TreeMap<>();

  /** The first ticket of each source. */
  private final transient TreeSet<Ticket> heads = new TreeSet<>();

  private final Tally tally = new Tally();
  private final Rollout rollout = new Rollout();

  /** How often it has asked for each guest's migration. */
  private final Map<String, Integer> taken = new LinkedHashMap<>();

  /** By guest: the host that it was told to go to. */
  private final Map<String, Integer> goals = new LinkedHashMap<>();

  private final Set<String> missed = new LinkedHashSet<>();
  private boolean finished;
  private boolean closed;
  private boolean cancelled;
  private Optional<String> heldBy = Optional.empty();
  private long completed;
  private int lastDestination = -1;

  PlanRun(int place) {
    this.place = place;
  }

  int place() {
    return place;
  }

  /** Counts an event of one of its migrations. */
  void count(SimTime at, FleetEvent event) {
    tally.take(at, event);
  }

  void countCompleted() {
    completed++;
  }

  void take(String vm) {
    taken.merge(vm, 1, Integer::sum);
  }

  void assign(String vm, int host) {
    goals.put(vm, host);
  }

  /** The one host that a guest may go to; empty where it is told none. */
  Optional<Integer> goal(String vm) {
    return Optional.ofNullable(goals.get(vm)).or(() -> rollout.home(vm));
  }

  void miss(String vm) {
    missed.add(vm);
  }

  void reach(String vm) {
    missed.remove(vm);
  }

  void finish() {
    finished = true;
    closed = true;
  }

  /** It asks for nobody any more. */
  void close() {
    closed = true;
  }

  void cancel() {
    closed = true;
    cancelled = true;
  }

  void hold(String by) {
    heldBy = Optional.of(by);
  }

  void enqueue(Ticket ticket) {
    TreeSet<Ticket> queue =
        waitingBySource.computeIfAbsent(ticket.source(), source -> new TreeSet<>());
    if (!queue.isEmpty()) {
      heads.remove(queue.first());
    }
    queue.add(ticket);
    heads.add(queue.first());
  }

  void dequeue(Ticket ticket) {
    TreeSet<Ticket> queue = waitingBySource.get(ticket.source());
    heads.remove(queue.first());
    queue.remove(ticket);
    if (!queue.isEmpty()) {
      heads.add(queue.first());
    }
  }

  void wentTo(int destination) {
    lastDestination = destination;
  }

  Tally tally() {
    return tally;
  }

  /**
   * The name of the next migration of {@code vm} that plan {@code number}, which this is, asks for.
   */
  String nameFor(int number, String vm) {
    String name = "plan-" + number + '/' + vm;
    int before = taken.getOrDefault(vm, 0);
    return before == 0 ? name : name + '/' + (before + 1);
  }

  /** How far it is if it is an upgrade. */
  Rollout rollout() {
    return rollout;
  }

  /** Whether it has ever asked for a migration of {@code vm}. */
  boolean hasTaken(String vm) {
    return taken.containsKey(vm);
  }

  /** How many guests it was to move, and has not. */
  int missed() {
    return missed.size();
  }

  boolean isFinished() {
    return finished;
  }

  /** Whether it may still ask for migrations, and begin them. */
  boolean isOpen() {
    return !closed;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** What held its migrations back most lately; empty when nothing ever did. */
  Optional<String> heldBy() {
    return heldBy;
  }

  boolean isOver() {
    return tally.waiting() == 0 && tally.running() == 0;
  }

  long completed() {
    return completed;
  }

  long failed() {
    return tally.settled() - completed;
  }

  /** Where the migration admitted last went, -1 before the first. */
  int lastDestination() {
    return lastDestination;
  }

  /** The first of each source, in order. */
  SortedSet<Ticket> heads() {
    return Collections.unmodifiableSortedSet(heads);
  }

  /** Those behind it at the same source, in order. */
  SortedSet<Ticket> behind(Ticket ticket) {
    return Collections.unmodifiableSortedSet(
        waitingBySource.get(ticket.source()).tailSet(ticket, false));
  }

  /** The names of those that have still to begin, in order. */
  List<String> waiting() {
    return waitingBySource.values().stream()
        .flatMap(TreeSet::stream)
        .sorted()
        .map(Ticket::migration)
        .toList();
  }

  /** Whether one of them waits for its time and not for a place. */
  boolean waitsForATime(SimTime now) {
    return waitingBySource.values().stream()
        .flatMap(TreeSet::stream)
        .anyMatch(ticket -> ticket.notBefore().isAfter(now));
  }
}
