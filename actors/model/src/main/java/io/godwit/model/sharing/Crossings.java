package io.godwit.model.sharing;

import java.util.Arrays;

/**
 * The crossings of one limit, of flows that others hold, in no particular order, which nothing
 * depends on. What sums need lies in arrays of its own: with 100,000 flows up there are as many
 * crossings, and to visit each would cost a cache miss.
 */
final class Crossings {

  private Crossing[] items = new Crossing[4];
  private Limit[] holders = new Limit[4];
  private long[] weights = new long[4];

  /** As they were when last refreshed. */
  private long[] levels = new long[4];

  private int size;

  int size() {
    return size;
  }

  Crossing get(int index) {
    return items[index];
  }

  long level(int index) {
    return levels[index];
  }

  void add(Crossing crossing) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
      holders = Arrays.copyOf(holders, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
      levels = Arrays.copyOf(levels, 2 * size);
    }
    crossing.indexAtCrossed = size;
    items[size] = crossing;
    holders[size] = crossing.holder;
    weights[size] = crossing.weight;
    levels[size] = crossing.holder.level;
    size++;
  }

  void remove(Crossing crossing) {
    int index = crossing.indexAtCrossed;
    size--;
    items[index] = items[size];
    items[index].indexAtCrossed = index;
    holders[index] = holders[size];
    weights[index] = weights[size];
    levels[index] = levels[size];
    items[size] = null;
    holders[size] = null;
    crossing.indexAtCrossed = Ranked.NOWHERE;
  }

  /** The weight of a crossing has changed. */
  void reweigh(Crossing crossing) {
    weights[crossing.indexAtCrossed] = crossing.weight;
  }

  /** Looks up the levels of all holders; returns the highest. */
  long refresh() {
    long highest = 0;
    for (int i = 0; i < size; i++) {
      levels[i] = holders[i].level;
      highest = Math.max(highest, levels[i]);
    }
    return highest;
  }

  /** The rates of all flows together at the holders' present levels, whatever was refreshed. */
  long presentRate() {
    long rate = 0;
    for (int i = 0; i < size; i++) {
      rate += weights[i] * holders[i].level;
    }
    return rate;
  }

  /** The rates of all flows together, modulo 2^64 if the limit is overloaded beyond measure. */
  long rate() {
    long rate = 0;
    for (int i = 0; i < size; i++) {
      rate += weights[i] * levels[i];
    }
    return rate;
  }

  /** The rates of the flows below {@code level} together. */
  long rateBelow(long level) {
    long rate = 0;
    for (int i = 0; i < size; i++) {
      rate += levels[i] < level ? weights[i] * levels[i] : 0;
    }
    return rate;
  }

  /** The weights of the flows that are not below {@code level}. */
  long weightFrom(long level) {
    long weight = 0;
    for (int i = 0; i < size; i++) {
      weight += levels[i] < level ? 0 : weights[i];
    }
    return weight;
  }
}
