package io.godwit.dashboards.metrics;

import io.godwit.model.unit.SimDuration;
import java.util.Optional;
import java.util.TreeSet;

/** Upper bounds of the buckets of histograms: 1, 2 and 5 in every decade. */
final class Bounds {

  private static final int[] STEPS = {1, 2, 5};

  private Bounds() {}

  /**
   * From 10 to the power of {@code lowest} to 10 to the power of {@code highest} seconds.
   *
   * @param edge is one of them too, so that the share above it is exact
   */
  static double[] seconds(int lowest, int highest, Optional<SimDuration> edge) {
    var bounds = new TreeSet<Double>();
    for (int decade = lowest; decade < highest; decade++) {
      for (int step : STEPS) {
        bounds.add(Double.valueOf(step + "e" + decade));
      }
    }
    bounds.add(Double.valueOf("1e" + highest));
    edge.ifPresent(length -> bounds.add(length.toSeconds()));
    return bounds.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
