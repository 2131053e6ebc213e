package io.godwit.model.fleet;

import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One plan under way: who waits, how many run, and how it has gone. */
final class PlanRun {

  /** A migration's place in the queue; a retry may not begin before its time. */
  record Ticket(long rank, int number, String migration, int source, long notBeforeNanos)
      implements Comparable<Ticket> {
    @Override
    public int compareTo(Ticket other) {
      int byRank = Long.compare(rank, other.rank);
      return byRank != 0 ? byRank : Integer.compare(number, other.number);
    }
  }

  private final TreeMap<Integer, TreeSet<Ticket>> waitingBySource = new TreeMap<>();
  private final TreeSet<Ticket> heads = new TreeSet<>();
  private int planned;
  int unsettled;
  int running;
  int waiting;
  long completed;
  long failed;
  int lastDestination = -1;

  int nextNumber() {
    unsettled++;
    return planned++;
  }

  void enqueue(Ticket ticket) {
    waiting++;
    TreeSet<Ticket> queue =
        waitingBySource.computeIfAbsent(ticket.source(), source -> new TreeSet<>());
    if (!queue.isEmpty()) {
      heads.remove(queue.first());
    }
    queue.add(ticket);
    heads.add(queue.first());
  }

  void dequeue(Ticket ticket) {
    waiting--;
    TreeSet<Ticket> queue = waitingBySource.get(ticket.source());
    heads.remove(queue.first());
    queue.remove(ticket);
    if (!queue.isEmpty()) {
      heads.add(queue.first());
    }
  }

  /** The first in order, among the first of each source, that {@code may} begin. */
  Optional<Ticket> firstThat(Predicate<Ticket> may) {
    for (Ticket head : heads) {
      if (may.test(head)) {
        return Optional.of(head);
      }
    }
    return Optional.empty();
  }
}
