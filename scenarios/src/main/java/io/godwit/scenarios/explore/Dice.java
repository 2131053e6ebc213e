package io.godwit.scenarios.explore;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import java.util.Collections;
import java.util.List;

/** The draws of one variation: they follow from the seed and the variation's number alone. */
final class Dice {

  private static final int PERCENT = 100;
  private static final long FINE = 1L << 40;

  private final RandomStream draws;

  Dice(long seed, long variation) {
    draws = RandomStream.of(seed, EntityId.fleet(), "explore-" + variation);
  }

  boolean chance(int percent) {
    return draws.below(PERCENT) < percent;
  }

  /** From {@code least} to {@code most}, both included. */
  long between(long least, long most) {
    return least + draws.below(most - least + 1);
  }

  int below(int bound) {
    return (int) draws.below(bound);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** Puts them into another order. */
  void shuffle(List<?> items) {
    for (int i = items.size() - 1; i > 0; i--) {
      Collections.swap(items, i, below(i + 1));
    }
  }

  /** From {@code least}, at least 1, to {@code most}; every order of magnitude as likely. */
  long magnitude(long least, long most) {
    double span = StrictMath.log((double) most / least);
    long drawn = StrictMath.round(least * StrictMath.exp(span * fraction()));
    return Math.max(least, Math.min(most, drawn));
  }

  /** A factor from 1/{@code most} to {@code most}; twice as long as likely as half as long. */
  double stretch(double most) {
    return StrictMath.exp(StrictMath.log(most) * (2 * fraction() - 1));
  }

  private double fraction() {
    return draws.below(FINE) / (double) FINE;
  }
}
