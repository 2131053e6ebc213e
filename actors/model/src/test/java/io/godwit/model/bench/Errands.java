package io.godwit.model.bench;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.State;
import io.godwit.model.entity.Twins;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/** Brings an entity when it is due what it has sent to itself, and what others answer. */
public final class Errands<S extends State> {

  /** What somebody answers, so long after being asked. */
  public record Reply(SimDuration after, Message message) {}

  private record Due(SimTime at, long order, EntityId from, Message message)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final EntityId self;
  private final Twins<S> entity;
  private final Function<Message, Optional<Reply>> others;
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private long order;

  Errands(EntityId self, Twins<S> entity, Function<Message, Optional<Reply>> others) {
    this.self = self;
    this.entity = entity;
    this.others = others;
  }

  void tell(EntityId from, Message message) {
    entity.when(from, message).forEach(out -> take(from, out));
  }

  private void take(EntityId asking, Outgoing out) {
    SimTime there = entity.now().plus(out.delay());
    if (out.to().equals(self)) {
      due.add(new Due(there, order++, out.putOff() ? asking : self, out.message()));
    } else {
      others
          .apply(out.message())
          .ifPresent(
              reply ->
                  due.add(new Due(there.plus(reply.after()), order++, out.to(), reply.message())));
    }
  }

  /** Time passes, and what falls due is delivered. */
  void pass(SimDuration time) {
    SimTime end = entity.now().plus(time);
    while (!due.isEmpty() && !due.peek().at().isAfter(end)) {
      Due next = due.poll();
      entity.after(next.at().since(entity.now()));
      tell(next.from(), next.message());
    }
    entity.after(end.since(entity.now()));
  }
}
