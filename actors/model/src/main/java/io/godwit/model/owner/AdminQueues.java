package io.godwit.model.owner;

import io.godwit.model.entity.StatePart;
import io.godwit.model.owner.OwnerState.Ticket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The administration virtqueues of an owner. Each is served in its order, and none waits for
 * another; a driver sends all commands about one member to one queue, so that they stay in order.
 */
final class AdminQueues implements StatePart {

  private final List<Deque<Ticket>> fetched = new ArrayList<>();
  private final int[] held;
  private final transient int depth;
  private int turn;

  AdminQueues(int count, int depth) {
    for (int i = 0; i < count; i++) {
      fetched.add(new ArrayDeque<>());
    }
    this.held = new int[count];
    this.depth = depth;
  }

  int of(long member) {
    return (int) Math.floorMod(member, (long) held.length);
  }

  boolean isFull(int queue) {
    return held[queue] >= depth;
  }

  /** How many commands of a queue are fetched and not begun. */
  int waiting(int queue) {
    return fetched.get(queue).size();
  }

  /** The first of some queue that {@code may} begin; queues take turns. */
  Optional<Ticket> next(Predicate<Ticket> may) {
    for (int i = 0; i < fetched.size(); i++) {
      Ticket first = fetched.get((turn + i) % fetched.size()).peek();
      if (first != null && may.test(first)) {
        return Optional.of(first);
      }
    }
    return Optional.empty();
  }

  /** A command takes a place until its result is written. */
  void take(int queue) {
    held[queue]++;
  }

  void release(int queue) {
    held[queue]--;
  }

  void add(Ticket ticket) {
    fetched.get(ticket.queue()).add(ticket);
  }

  /** The first of a queue begins; it is the next queue's turn. */
  void begin(int queue) {
    fetched.get(queue).remove();
    turn = (queue + 1) % fetched.size();
  }

  /** What was fetched and has not begun never will. */
  void clear() {
    fetched.forEach(Deque::clear);
  }
}
