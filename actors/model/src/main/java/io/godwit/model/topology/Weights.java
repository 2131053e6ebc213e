package io.godwit.model.topology;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whole numbers that are to each other nearly as the reciprocals of penalties: a solver that counts
 * in whole units of rate needs them small.
 */
record Weights(Map<Long, Integer> byPenalty) {

  /**
   * The largest weight: with it, two penalties are met to 1e-7, and rounding a level down costs a
   * link of 10 MB/s no more than 1e-7 of it.
   */
  static final int MOST = 4_096;

  /** The set of weights, none above {@link #MOST}, that comes nearest. */
  static Weights of(Set<Long> penalties) {
    long least = penalties.stream().mapToLong(Long::longValue).min().orElse(1);
    int best = 1;
    double bestError = Double.MAX_VALUE;
    for (int largest = 1; largest <= MOST; largest++) {
      double error = 0;
      for (long penalty : penalties) {
        double exact = (double) largest * least / penalty;
        error = Math.max(error, Math.abs(weight(largest, least, penalty) / exact - 1));
      }
      if (error < bestError) {
        bestError = error;
        best = largest;
      }
    }
    var weights = new TreeMap<Long, Integer>();
    for (long penalty : penalties) {
      weights.put(penalty, weight(best, least, penalty));
    }
    return new Weights(weights);
  }

  private static int weight(int largest, long least, long penalty) {
    return (int) Math.max(1, StrictMath.round((double) largest * least / penalty));
  }

  int of(long penalty) {
    return byPenalty.get(penalty);
  }
}
