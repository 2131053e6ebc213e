package io.godwit.model.sharing;

import java.util.function.Consumer;

/**
 * All flows that one limit holds and that cross another. Sharing works on crossings, of which there
 * are few, rather than on flows: a change of level costs the crossings, however many the flows.
 */
final class Crossing extends Ranked<Crossing> {

  final Limit holder;
  final Limit crossed;

  /** The weights of its flows together. */
  long weight;

  /**
   * While the crossed link is open: how high the holder may rise before that link must see whether
   * it is full. What crossings are ranked by.
   */
  long guard;

  /** Where it is among the crossings of the crossed limit. */
  int indexAtCrossed = NOWHERE;

  /** Where it is among the closed crossings of its holder. */
  int indexAtHolder = NOWHERE;

  private Leg leg;

  Crossing(Limit holder, Leg first) {
    this.holder = holder;
    this.crossed = first.limit;
    this.leg = first;
    this.weight = first.flow.weight;
  }

  boolean isEmpty() {
    return weight == 0;
  }

  Flow anyFlow() {
    return leg.flow;
  }

  void add(Leg another) {
    another.link(leg);
    weight += another.flow.weight;
  }

  void remove(Leg gone) {
    leg = gone.unlink();
    weight -= gone.flow.weight;
  }

  void forEach(Consumer<Flow> action) {
    Leg each = leg;
    do {
      action.accept(each.flow);
      each = each.next();
    } while (each != leg);
  }

  @Override
  boolean isBefore(Crossing other) {
    return guard < other.guard;
  }
}
