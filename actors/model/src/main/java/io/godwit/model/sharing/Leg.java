package io.godwit.model.sharing;

/** A flow at one of the limits on its way; the legs of a crossing form a ring. */
final class Leg {

  final Flow flow;
  final Limit limit;

  private Leg previous = this;
  private Leg next = this;

  Leg(Flow flow, Limit limit) {
    this.flow = flow;
    this.limit = limit;
  }

  Leg next() {
    return next;
  }

  /** Enters the ring of {@code other}. */
  void link(Leg other) {
    previous = other;
    next = other.next;
    other.next.previous = this;
    other.next = this;
  }

  /** Leaves its ring; returns another leg of that, or itself when there is none. */
  Leg unlink() {
    Leg rest = next;
    previous.next = next;
    next.previous = previous;
    previous = this;
    next = this;
    return rest;
  }
}
