package io.godwit.model.device;

import io.godwit.model.device.OwnerState.Ticket;
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
final class AdminQueues {

  private final List<Deque<Ticket>> fetched = new ArrayList<>();
  private final int[] held;
  private final int depth;
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

  /** A command takes a place until its result is written. */
  void take(int queue) {
    held[queue]++;
  }

  void release(int queue) {
    held[queue]--;
  }

  /** How many commands of a queue are fetched and not begun. */
  int waiting(int queue) {
    return fetched.get(queue).size();
  }

  void add(Ticket ticket) {
    fetched.get(ticket.queue()).add(ticket);
  }

  void clear() {
    fetched.forEach(Deque::clear);
  }

  /** The first of some queue that {@code may} begin, taken out of it; queues take turns. */
  Optional<Ticket> next(Predicate<Ticket> may) {
    for (int i = 0; i < fetched.size(); i++) {
      Deque<Ticket> queue = fetched.get((turn + i) % fetched.size());
      if (!queue.isEmpty() && may.test(queue.peek())) {
        turn = (turn + i + 1) % fetched.size();
        return Optional.of(queue.poll());
      }
    }
    return Optional.empty();
  }
}
