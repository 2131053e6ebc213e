package io.godwit.model.guest;

import io.godwit.model.unit.WideMath;
import java.util.ArrayList;
import java.util.List;

/** Lays two lists of runs over each other, cutting both wherever either begins or ends. */
final class Overlay {

  private final List<PageRun> result = new ArrayList<>();
  private final Reader left;
  private final Reader right;

  Overlay(List<PageRun> left, List<PageRun> right) {
    this.left = new Reader(left);
    this.right = new Reader(right);
  }

  DirtyPages union() {
    while (left.more() && right.more()) {
      long start = Math.max(left.run.from(), right.run.from());
      if (left.run.from() < start) {
        append(left.takeUntil(start));
      } else if (right.run.from() < start) {
        append(right.takeUntil(start));
      } else {
        long end = Math.min(left.run.end(), right.run.end());
        append(together(left.takeUntil(end), right.takeUntil(end)));
      }
    }
    for (Reader rest : List.of(left, right)) {
      while (rest.more()) {
        append(rest.takeUntil(rest.run.end()));
      }
    }
    return new DirtyPages(result);
  }

  private static PageRun together(PageRun a, PageRun b) {
    long twice = WideMath.multiplyDivideFloor(2 * a.dirty(), b.dirty(), a.pages());
    long both = Math.max((twice + 1) / 2, a.dirty() + b.dirty() - a.pages());
    return new PageRun(a.from(), a.pages(), a.dirty() + b.dirty() - both);
  }

  /** Neighbours that are both whole become one run; that keeps sequential writers cheap. */
  private void append(PageRun run) {
    PageRun last = result.isEmpty() ? null : result.get(result.size() - 1);
    if (last != null
        && last.end() == run.from()
        && last.dirty() == last.pages()
        && run.dirty() == run.pages()) {
      result.set(
          result.size() - 1,
          new PageRun(last.from(), last.pages() + run.pages(), last.dirty() + run.dirty()));
    } else {
      DirtyPages.addIfDirty(result, run);
    }
  }

  private static final class Reader {
    private final List<PageRun> runs;
    private int next;
    private PageRun run;

    Reader(List<PageRun> runs) {
      this.runs = runs;
      this.run = runs.get(0);
      this.next = 1;
    }

    boolean more() {
      return run != null;
    }

    PageRun takeUntil(long end) {
      PageRun taken = end >= run.end() ? run : run.before(end);
      if (end < run.end()) {
        run = run.after(end);
      } else {
        run = next < runs.size() ? runs.get(next++) : null;
      }
      return taken;
    }
  }
}
