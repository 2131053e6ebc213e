package io.godwit.dashboards.chart;

import io.godwit.model.unit.SimTime;
import java.util.Comparator;

/**
 * A place on the time axis: things of one instant keep the order in which they were told.
 *
 * @param number counts up within a chart
 */
record Moment(SimTime at, int number) implements Comparable<Moment> {

  private static final Comparator<Moment> ORDER =
      Comparator.comparing(Moment::at).thenComparingInt(Moment::number);

  @Override
  public int compareTo(Moment other) {
    return ORDER.compare(this, other);
  }
}
