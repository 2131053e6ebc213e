package io.godwit.model.guest;

import java.util.ArrayList;
import java.util.List;

/**
 * Turns expectations into whole pages. Sums over the ranges are rounded, not each range: two halves
 * of a write make one dirty page, not two.
 */
final class ExpectedRuns {

  private final List<PageRun> runs = new ArrayList<>();
  private final long most;
  private double exact;
  private long given;

  /** At most {@code most} pages in all: no write makes two pages dirty. */
  ExpectedRuns(long most) {
    this.most = most;
  }

  /** Ranges come in address order; of {@code range}, {@code expected} pages are dirty. */
  void add(PageRange range, double expected) {
    exact += expected;
    long owed = Math.min(most, StrictMath.round(exact)) - given;
    long dirty = Math.min(range.pages(), owed);
    if (dirty > 0) {
      runs.add(new PageRun(range.from(), range.pages(), dirty));
      given += dirty;
    }
  }

  DirtyPages rounded() {
    return new DirtyPages(runs);
  }
}
