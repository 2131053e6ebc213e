package io.godwit.model.sharing;

import java.util.Arrays;

/**
 * The crossings of the flows that one limit holds, at limits that are closed, in any order; in
 * arrays for the same reason as {@link Crossings}.
 */
final class HeldCrossings {

  private Crossing[] items = new Crossing[4];
  private Limit[] crossed = new Limit[4];
  private long[] weights = new long[4];
  private int size;

  int size() {
    return size;
  }

  Crossing get(int index) {
    return items[index];
  }

  Limit crossed(int index) {
    return crossed[index];
  }

  long weight(int index) {
    return weights[index];
  }

  void add(Crossing crossing) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
      crossed = Arrays.copyOf(crossed, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
    }
    crossing.indexAtHolder = size;
    items[size] = crossing;
    crossed[size] = crossing.crossed;
    weights[size] = crossing.weight;
    size++;
  }

  void remove(Crossing crossing) {
    int index = crossing.indexAtHolder;
    size--;
    items[index] = items[size];
    items[index].indexAtHolder = index;
    crossed[index] = crossed[size];
    weights[index] = weights[size];
    items[size] = null;
    crossed[size] = null;
    crossing.indexAtHolder = Ranked.NOWHERE;
  }

  /** The weight of a crossing has changed. */
  void reweigh(Crossing crossing) {
    weights[crossing.indexAtHolder] = crossing.weight;
  }
}
