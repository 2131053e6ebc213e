package io.godwit.model.guest;

import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * Every write picks a class of pages by its share, then any page of the class. A page of a class of
 * {@code c} pages with share {@code s} escapes {@code n} writes with probability {@code (1 -
 * s/c)^n}, so {@code c * (1 - (1 - s/c)^n)} of them are expected to be dirty.
 *
 * <p>It has no memory: {@link #after} changes nothing but which interval a write falls into.
 */
record RandomWrites(Workload workload, List<PageClass> classes) implements DirtyModel {

  RandomWrites {
    classes = List.copyOf(classes);
  }

  /** A page range and the share of all writes that it takes, 0 to 1. */
  record PageClass(PageRange range, double share) {}

  static RandomWrites uniform(Workload workload) {
    return new RandomWrites(workload, List.of(new PageClass(workload.workingSet(), 1)));
  }

  static RandomWrites hotCold(Workload workload) {
    PageRange all = workload.workingSet();
    double share = workload.hotPercent() / 100.0;
    var hot = new PageRange(all.from(), workload.hotPages());
    var cold = new PageRange(hot.end(), all.pages() - hot.pages());
    if (hot.isEmpty() || cold.isEmpty()) {
      return uniform(workload);
    }
    return new RandomWrites(
        workload, List.of(new PageClass(hot, share), new PageClass(cold, 1 - share)));
  }

  /** The first page of the working set is the most popular; without an exponent all are alike. */
  static RandomWrites zipf(Workload workload) {
    return workload.exponentThousandths() == 0
        ? uniform(workload)
        : new RandomWrites(
            workload, Popularity.classes(workload.workingSet(), workload.exponentThousandths()));
  }

  @Override
  public DirtyPages dirtied(SimDuration from, SimDuration to) {
    long writes = workload.writesIn(to) - workload.writesIn(from);
    var runs = new ExpectedRuns(writes);
    for (PageClass each : classes) {
      runs.add(each.range(), expected(each, writes));
    }
    return runs.rounded();
  }

  private static double expected(PageClass each, long writes) {
    if (writes == 0 || each.share() == 0) {
      return 0;
    }
    long pages = each.range().pages();
    double hit = each.share() / pages;
    return hit >= 1 ? pages : -pages * StrictMath.expm1(writes * StrictMath.log1p(-hit));
  }
}
