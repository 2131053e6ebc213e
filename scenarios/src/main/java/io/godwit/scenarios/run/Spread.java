package io.godwit.scenarios.run;

import java.util.List;

/**
 * What repeated runs come to.
 *
 * @param mean of their values
 * @param halfWidth how far from that the true mean is at most, with 95 % confidence
 */
record Spread(double mean, double halfWidth) {

  /** Student's t at 97.5 %, by degrees of freedom from 1. */
  private static final double[] STUDENT = {
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
    2.052, 2.048, 2.045, 2.042
  };

  /** What it comes to with many. */
  private static final double NORMAL = 1.960;

  static Spread of(List<Double> values) {
    int count = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / count;
    if (count < 2) {
      return new Spread(mean, 0);
    }
    double squares =
        values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum() / (count - 1);
    return new Spread(mean, student(count - 1) * StrictMath.sqrt(squares / count));
  }

  /** Beyond the table by its first correction, exact to a thousandth. */
  private static double student(int freedom) {
    return freedom <= STUDENT.length
        ? STUDENT[freedom - 1]
        : NORMAL + (NORMAL * NORMAL * NORMAL + NORMAL) / (4 * freedom);
  }
}
