package io.godwit.dashboards.chart;

import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;

/** What stands at one height: marks of nearly one time that are not in each other's way. */
final class Row {

  private final double y;
  private final Moment first;

  /** How long after the row before; zero for the first. */
  private final SimDuration since;

  private final boolean afterBreak;
  private final List<Mark> marks = new ArrayList<>();
  private final List<double[]> taken = new ArrayList<>();

  Row(double y, Moment first, SimDuration since, boolean afterBreak) {
    this.y = y;
    this.first = first;
    this.since = since;
    this.afterBreak = afterBreak;
  }

  double y() {
    return y;
  }

  Moment first() {
    return first;
  }

  /** The latest of its marks. */
  Moment last() {
    return marks.isEmpty() ? first : marks.get(marks.size() - 1).moment();
  }

  SimDuration since() {
    return since;
  }

  /** The time to write beside it: that of its first exchange, if it has any. */
  Moment shown() {
    return marks.stream()
        .filter(Mark.Exchange.class::isInstance)
        .map(Mark::moment)
        .findFirst()
        .orElse(first);
  }

  /** Whether so much time passes before it that it is not drawn to any scale. */
  boolean afterBreak() {
    return afterBreak;
  }

  List<Mark> marks() {
    return marks;
  }

  /** Whether {@code extent}, from left to right, is free. */
  boolean hasRoom(double[] extent) {
    return taken.stream().noneMatch(each -> each[0] < extent[1] && extent[0] < each[1]);
  }

  void take(Mark mark, double[] extent) {
    marks.add(mark);
    taken.add(extent);
  }
}
