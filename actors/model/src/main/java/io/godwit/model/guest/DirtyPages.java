package io.godwit.model.guest;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of dirty pages as a few runs in address order; between the runs every page is clean. It
 * costs as much as it has runs, whatever the size of the memory.
 */
public record DirtyPages(List<PageRun> runs) {

  public static final DirtyPages NONE = new DirtyPages(List.of());

  public DirtyPages {
    runs = List.copyOf(runs);
    for (int i = 1; i < runs.size(); i++) {
      if (runs.get(i).from() < runs.get(i - 1).end()) {
        throw new IllegalArgumentException("runs overlap or are out of order: " + runs);
      }
    }
  }

  /** Every page of {@code range}. */
  public static DirtyPages all(PageRange range) {
    return spread(range, range.pages());
  }

  /** {@code dirty} pages somewhere in {@code range}, spread evenly. */
  public static DirtyPages spread(PageRange range, long dirty) {
    return dirty == 0
        ? NONE
        : new DirtyPages(List.of(new PageRun(range.from(), range.pages(), dirty)));
  }

  /** How many pages are dirty. */
  public long count() {
    long sum = 0;
    for (PageRun run : runs) {
      sum += run.dirty();
    }
    return sum;
  }

  public boolean isEmpty() {
    return runs.isEmpty();
  }

  /**
   * The union. Where two runs cross, the pages of each are taken to be spread independently, so
   * that {@code a*b/pages} of them coincide, rounded to the nearest: for random writes this is the
   * expectation itself, and where either is whole it is exact.
   */
  public DirtyPages plus(DirtyPages other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    return new Overlay(runs, other.runs).union();
  }

  /** This without the pages of {@code range}. */
  public DirtyPages minus(PageRange range) {
    var kept = new ArrayList<PageRun>(runs.size() + 1);
    for (PageRun run : runs) {
      if (range.isEmpty() || run.end() <= range.from() || run.from() >= range.end()) {
        kept.add(run);
        continue;
      }
      if (run.from() < range.from()) {
        addIfDirty(kept, run.before(range.from()));
      }
      if (run.end() > range.end()) {
        addIfDirty(kept, run.after(range.end()));
      }
    }
    return new DirtyPages(kept);
  }

  /**
   * Whole units of {@code pages} in which any page is dirty, as whoever knows only units sees it.
   * The dirty pages of a run are taken to be anywhere in it.
   */
  public DirtyPages inUnitsOf(long pages) {
    if (pages == 1) {
      return this;
    }
    DirtyPages units = NONE;
    for (PageRun run : runs) {
      long from = run.from() / pages * pages;
      long end = (run.end() + pages - 1) / pages * pages;
      long count = (end - from) / pages;
      double clean = StrictMath.pow(1 - (double) run.dirty() / run.pages(), (double) pages);
      long touched = Math.max(run.dirty() > 0 ? 1 : 0, StrictMath.round(count * (1 - clean)));
      long most = Math.min(touched, run.dirty());
      units = units.plus(spread(new PageRange(from, end - from), most * pages));
    }
    return units;
  }

  /** How many of the dirty pages lie in {@code range}. */
  public long countIn(PageRange range) {
    return count() - minus(range).count();
  }

  static void addIfDirty(List<PageRun> runs, PageRun run) {
    if (run.dirty() > 0) {
      runs.add(run);
    }
  }
}
