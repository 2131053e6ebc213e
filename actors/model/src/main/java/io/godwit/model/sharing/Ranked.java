package io.godwit.model.sharing;

/** What a {@link Heap} holds: it knows its rank and its place, so that it can move and leave. */
abstract class Ranked<T extends Ranked<T>> {

  static final int NOWHERE = -1;

  int place = NOWHERE;

  abstract boolean isBefore(T other);

  final boolean isPlaced() {
    return place != NOWHERE;
  }
}
