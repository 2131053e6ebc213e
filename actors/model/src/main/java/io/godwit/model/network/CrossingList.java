package io.godwit.model.network;

import java.util.Arrays;

/** The crossings of the flows that one limit holds, at limits that are closed, in any order. */
final class CrossingList {

  private Crossing[] items = new Crossing[4];
  private int size;

  int size() {
    return size;
  }

  Crossing get(int index) {
    return items[index];
  }

  void add(Crossing crossing) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    crossing.indexAtHolder = size++;
    items[crossing.indexAtHolder] = crossing;
  }

  void remove(Crossing crossing) {
    Crossing last = items[--size];
    items[crossing.indexAtHolder] = last;
    last.indexAtHolder = crossing.indexAtHolder;
    items[size] = null;
    crossing.indexAtHolder = Ranked.NOWHERE;
  }
}
