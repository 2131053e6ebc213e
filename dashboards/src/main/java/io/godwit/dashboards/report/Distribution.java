package io.godwit.dashboards.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/**
 * Percentiles by nearest rank: each is a value that really occurred, the smallest that at least
 * that share of all values does not exceed.
 */
public record Distribution(
    double p50, double p90, double p99, double p999, double max, double mean) {

  /** The distribution of {@code values}; empty when there are none. */
  public static Optional<Distribution> of(Collection<Double> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return Optional.of(
        new Distribution(
            rank(sorted, 500),
            rank(sorted, 900),
            rank(sorted, 990),
            rank(sorted, 999),
            sorted[sorted.length - 1],
            Arrays.stream(sorted).sum() / sorted.length));
  }

  private static double rank(double[] sorted, long perMille) {
    long rank = (sorted.length * perMille + 999) / 1000;
    return sorted[(int) Math.max(1, rank) - 1];
  }
}
