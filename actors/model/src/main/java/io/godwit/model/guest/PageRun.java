package io.godwit.model.guest;

import io.godwit.model.unit.WideMath;

/**
 * A range of pages of which {@code dirty} are dirty, spread evenly: all that a closed form needs to
 * know of a class of pages that are written alike. With {@code dirty == pages} it is exact.
 *
 * @param from number of the first page
 * @param pages at least 1
 * @param dirty 0 to {@code pages}
 */
public record PageRun(long from, long pages, long dirty) {

  public PageRun {
    if (from < 0 || pages < 1 || dirty < 0 || dirty > pages) {
      throw new IllegalArgumentException(
          dirty + " dirty of " + pages + " pages from page " + from + ": out of range");
    }
  }

  /** The first page after the run. */
  public long end() {
    return from + pages;
  }

  /**
   * The part before page {@code at}, which lies inside; its share of the dirty pages is rounded to
   * the nearest and never so that either part would hold more dirty pages than pages.
   */
  PageRun before(long at) {
    long left = at - from;
    long share = roundedShare(left);
    long least = Math.max(0, dirty - (pages - left));
    return new PageRun(from, left, Math.max(least, Math.min(left, share)));
  }

  /** The rest of {@link #before}: together they hold exactly this run's dirty pages. */
  PageRun after(long at) {
    return new PageRun(at, end() - at, dirty - before(at).dirty());
  }

  private long roundedShare(long left) {
    return (WideMath.multiplyDivideFloor(2 * dirty, left, pages) + 1) / 2;
  }
}
