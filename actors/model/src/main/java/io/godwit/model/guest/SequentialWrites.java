package io.godwit.model.guest;

import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * Page after page round the working set: the worst case, where no write falls on a dirty page.
 *
 * <p>{@link #after} starts at the page reached by then.
 */
record SequentialWrites(Workload workload) implements DirtyModel {

  @Override
  public DirtyPages dirtied(SimDuration from, SimDuration to) {
    long first = workload.writesIn(from);
    return inOrder(workload.workingSet(), first, workload.writesIn(to) - first);
  }

  /** {@code writes} in a row, after {@code first} of them since the beginning of {@code set}. */
  static DirtyPages inOrder(PageRange set, long first, long writes) {
    if (writes == 0) {
      return DirtyPages.NONE;
    } else if (writes >= set.pages()) {
      return DirtyPages.all(set);
    }
    long start = first % set.pages();
    long straight = Math.min(writes, set.pages() - start);
    var arc = new PageRun(set.from() + start, straight, straight);
    long wrapped = writes - straight;
    return wrapped == 0
        ? new DirtyPages(List.of(arc))
        : new DirtyPages(List.of(new PageRun(set.from(), wrapped, wrapped), arc));
  }
}
