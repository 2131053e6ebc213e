package io.godwit.model.sharing;

/** The limits that wait for a new level, the lowest first. */
final class Waiting {

  private final Heap<Limit> limits = new Heap<>();

  boolean isEmpty() {
    return limits.isEmpty();
  }

  /** Makes {@code limit} wait, or moves it to {@code key} if it does already. */
  void put(Limit limit, long key) {
    if (!limit.isPlaced()) {
      limit.key = key;
      limits.add(limit);
    } else if (limit.key != key) {
      limit.key = key;
      limits.reposition(limit);
    }
  }

  Limit take() {
    Limit first = limits.first();
    limits.remove(first);
    return first;
  }

  boolean anyBelow(long key) {
    return !limits.isEmpty() && limits.first().key < key;
  }
}
