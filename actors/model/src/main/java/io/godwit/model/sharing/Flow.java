package io.godwit.model.sharing;

import java.util.List;

/** One flow that is up: what it has still to send, and the limit that holds it. */
final class Flow extends Ranked<Flow> {

  final long id;
  final long size;
  final int weight;

  /** Whether it is never complete. */
  final boolean endless;

  final Leg[] legs;

  /** Where on its holder's clock it ends; what it is ranked by. */
  final Work finish = new Work();

  private final Work remaining = new Work();
  private final Work joined = new Work();
  private Limit holder;

  /** {@code limits} are all that can hold it: its links and its cap; the first holds it now. */
  Flow(long id, long size, int weight, boolean endless, List<Limit> limits) {
    this.id = id;
    this.size = size;
    this.weight = weight;
    this.endless = endless;
    legs = new Leg[limits.size()];
    for (int i = 0; i < legs.length; i++) {
      legs[i] = new Leg(this, limits.get(i));
    }
    holder = limits.get(0);
    remaining.setBytes(size);
  }

  Limit holder() {
    return holder;
  }

  /** The limit with the lowest level, of equals the first. */
  Limit lowestLimit() {
    Limit lowest = legs[0].limit;
    for (Leg leg : legs) {
      lowest = leg.limit.level < lowest.level ? leg.limit : lowest;
    }
    return lowest;
  }

  void join(Limit limit, long now) {
    Clock clock = limit.clock;
    clock.advance(limit.level, now);
    holder = limit;
    joined.set(clock.done);
    finish.setSum(clock.done, remaining, weight);
    clock.add(this);
  }

  void leave(long now) {
    Clock clock = holder.clock;
    clock.advance(holder.level, now);
    remaining.subtract(weight, joined, clock.done);
    clock.remove(this);
  }

  /** What it has still to send; less than nothing when its last byte came within a nanosecond. */
  Work left(long now) {
    var left = new Work();
    left.set(remaining);
    left.subtract(weight, joined, holder.clock.doneAt(holder.level, now));
    return left;
  }

  /** Whole bytes that it has sent. */
  long sent(long now) {
    return Math.min(size, size - left(now).bytesRoundedUp());
  }

  @Override
  boolean isBefore(Flow other) {
    return endless == other.endless ? finish.isBefore(other.finish) : other.endless;
  }
}
