package io.godwit.model.sharing;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A binary heap whose elements can be found, moved and removed in logarithmic time. */
final class Heap<T extends Ranked<T>> {

  private Ranked<?>[] items = new Ranked<?>[4];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  T first() {
    return at(0);
  }

  void add(T item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    item.place = size;
    items[size++] = item;
    rise(item);
  }

  void remove(T item) {
    int hole = item.place;
    T last = at(--size);
    items[size] = null;
    item.place = Ranked.NOWHERE;
    if (last != item) {
      put(last, hole);
      reposition(last);
    }
  }

  /** In no particular order. */
  void forEach(Consumer<T> action) {
    for (int i = 0; i < size; i++) {
      action.accept(at(i));
    }
  }

  /**
   * Those for which {@code first} holds, when it holds for no item that comes after one it fails.
   */
  void forEachWhile(Predicate<T> first, Consumer<T> action) {
    visit(0, first, action);
  }

  private void visit(int index, Predicate<T> first, Consumer<T> action) {
    if (index < size && first.test(at(index))) {
      action.accept(at(index));
      visit(2 * index + 1, first, action);
      visit(2 * index + 2, first, action);
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
      T parent = at((at - 1) >> 1);
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
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && at(child + 1).isBefore(at(child))) {
        child++;
      }
      if (!at(child).isBefore(item)) {
        break;
      }
      put(at(child), at);
      at = child;
    }
    put(item, at);
  }

  private void put(T item, int at) {
    items[at] = item;
    item.place = at;
  }

  /** Sound because only a {@code T} is ever put in. */
  @SuppressWarnings("unchecked")
  private T at(int index) {
    return (T) items[index];
  }
}
