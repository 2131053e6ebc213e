package io.godwit.model.guest;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A hot window takes its share of the writes, each to any of its pages; the others go to any page
 * of the working set, the window's too. Every period the window moves on by its own length, round
 * the working set. Laid end to end the windows tile a line that is wound round the set, so over any
 * interval the whole windows have passed every page equally often, but for one arc once more. With
 * the two windows at the ends of the interval that makes {@link #MOST_RUNS} kinds of page at most.
 *
 * <p>{@link #after} starts with the window wherever it has come to by then.
 */
record DriftingWrites(Workload workload) implements DirtyModel {

  /** Four ends of arcs, and the end of the working set. */
  static final int MOST_RUNS = 5;

  /**
   * Pages in a row on the ring, and the logarithm of how much less likely a page of them escapes.
   */
  private record Arc(long start, long pages, double escape) {}

  static DirtyModel of(Workload workload) {
    if (workload.period().isZero()) {
      throw new IllegalArgumentException(
          "a drifting window that stays for 0 ns: give the workload a period of 1 ns or more");
    }
    long hot = workload.hotPages();
    boolean even = hot == 0 || hot == workload.workingSet().pages() || workload.hotPercent() == 0;
    return even ? RandomWrites.uniform(workload) : new DriftingWrites(workload);
  }

  @Override
  public DirtyPages dirtied(SimDuration from, SimDuration to) {
    long writes = workload.writesIn(to) - workload.writesIn(from);
    if (writes == 0) {
      return DirtyPages.NONE;
    }
    PageRange set = workload.workingSet();
    List<Arc> arcs = arcs(from, to);
    var cuts = new TreeSet<Long>(List.of(set.pages()));
    for (Arc arc : arcs) {
      cuts.add(arc.start);
      cuts.add((arc.start + arc.pages) % set.pages());
    }
    var runs = new ExpectedRuns(writes);
    long start = 0;
    for (long end : cuts.tailSet(1L)) {
      double escape = writes * StrictMath.log1p(-coldHit());
      for (Arc arc : arcs) {
        escape += Math.floorMod(start - arc.start, set.pages()) < arc.pages ? arc.escape : 0;
      }
      var pages = new PageRange(set.from() + start, end - start);
      runs.add(pages, -pages.pages() * StrictMath.expm1(escape));
      start = end;
    }
    return runs.rounded();
  }

  private List<Arc> arcs(SimDuration from, SimDuration to) {
    long period = workload.period().nanos();
    long first = from.nanos() / period;
    long last = to.nanos() / period;
    if (first == last) {
      return List.of(window(first, from, to));
    }
    var firstEnd = new SimDuration((first + 1) * period);
    var lastBegin = new SimDuration(last * period);
    var arcs = new ArrayList<Arc>(4);
    arcs.add(window(first, from, firstEnd));
    arcs.add(window(last, lastBegin, to));
    long whole = last - first - 1;
    if (whole > 0) {
      long pages = workload.workingSet().pages();
      long writes = workload.writesIn(lastBegin) - workload.writesIn(firstEnd);
      double escape = hot((double) writes / whole);
      long turns = turns(whole);
      if (turns > 0) {
        arcs.add(new Arc(0, pages, turns * escape));
      }
      arcs.add(new Arc(place(first + 1), whole * workload.hotPages() - turns * pages, escape));
    }
    return arcs;
  }

  private Arc window(long number, SimDuration from, SimDuration to) {
    long writes = workload.writesIn(to) - workload.writesIn(from);
    return new Arc(place(number), workload.hotPages(), hot((double) writes));
  }

  /** How often {@code windows} in a row go round the whole set. */
  private long turns(long windows) {
    return WideMath.multiplyDivideFloor(
        windows, workload.hotPages(), workload.workingSet().pages());
  }

  /** Where a window starts; the products may overflow, their difference does not. */
  private long place(long number) {
    long pages = workload.workingSet().pages();
    long place = number % pages;
    return place * workload.hotPages() - turns(place) * pages;
  }

  /**
   * The logarithm of how much less likely a page escapes when {@code writes} are made while it is
   * in the window. A window that is passed with 2.3 writes on average has 2 or 3, not 2.3: with few
   * pages in it that matters.
   */
  private double hot(double writes) {
    double hit = coldHit() + workload.hotPercent() / 100.0 / workload.hotPages();
    double whole = StrictMath.floor(writes);
    double sure = whole == 0 ? 0 : whole * StrictMath.log1p(-Math.min(1, hit));
    return sure
        + StrictMath.log1p(-(writes - whole) * Math.min(1, hit))
        - writes * StrictMath.log1p(-coldHit());
  }

  /** That a write hits a given page outside the window; below 1, since the window takes some. */
  private double coldHit() {
    return (100 - workload.hotPercent()) / 100.0 / workload.workingSet().pages();
  }
}
