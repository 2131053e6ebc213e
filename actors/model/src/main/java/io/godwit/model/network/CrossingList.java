package io.godwit.model.network;

import java.util.Arrays;

/** Crossings in no particular order, which nothing depends on; each knows its index here. */
final class CrossingList {

  /** Which of a crossing's two ends keeps this list, and so which index is meant. */
  private final boolean atHolder;

  private Crossing[] items = new Crossing[4];
  private int size;

  CrossingList(boolean atHolder) {
    this.atHolder = atHolder;
  }

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
    put(crossing, size++);
  }

  void remove(Crossing crossing) {
    int index = atHolder ? crossing.indexAtHolder : crossing.indexAtCrossed;
    Crossing last = items[--size];
    items[size] = null;
    if (last != crossing) {
      put(last, index);
    }
    if (atHolder) {
      crossing.indexAtHolder = Ranked.NOWHERE;
    } else {
      crossing.indexAtCrossed = Ranked.NOWHERE;
    }
  }

  private void put(Crossing crossing, int index) {
    items[index] = crossing;
    if (atHolder) {
      crossing.indexAtHolder = index;
    } else {
      crossing.indexAtCrossed = index;
    }
  }
}
