package io.godwit.model.network;

import java.util.ArrayList;
import java.util.List;

/** A binary heap whose elements can be found, moved and removed in logarithmic time. */
final class Heap<T extends Ranked<T>> {

  private final List<T> items = new ArrayList<>(4);

  boolean isEmpty() {
    return items.isEmpty();
  }

  T first() {
    return items.get(0);
  }

  void add(T item) {
    item.place = items.size();
    items.add(item);
    rise(item);
  }

  void remove(T item) {
    int hole = item.place;
    T last = items.remove(items.size() - 1);
    item.place = Ranked.NOWHERE;
    if (last != item) {
      put(last, hole);
      reposition(last);
    }
  }

  /** Restores the order after the rank of {@code item} has changed. */
  void reposition(T item) {
    int before = item.place;
    rise(item);
    if (item.place == before) {
      sink(item);
    }
  }

  private void rise(T item) {
    int at = item.place;
    while (at > 0) {
      T parent = items.get((at - 1) >> 1);
      if (!item.isBefore(parent)) {
        break;
      }
      put(parent, at);
      at = (at - 1) >> 1;
    }
    put(item, at);
  }

  private void sink(T item) {
    int at = item.place;
    for (int child = 2 * at + 1; child < items.size(); child = 2 * at + 1) {
      if (child + 1 < items.size() && items.get(child + 1).isBefore(items.get(child))) {
        child++;
      }
      if (!items.get(child).isBefore(item)) {
        break;
      }
      put(items.get(child), at);
      at = child;
    }
    put(item, at);
  }

  private void put(T item, int at) {
    items.set(at, item);
    item.place = at;
  }
}
