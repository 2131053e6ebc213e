package io.godwit.model.guest;

import io.godwit.model.guest.Workload.TraceInterval;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import java.util.Arrays;
import java.util.List;

/**
 * As many distinct pages in each interval as a trace says, evenly in time, over and over. A trace
 * of dirty rates does not tell which pages; they are taken in address order round the working set,
 * each interval going on where the one before stopped. That is the worst case: no page is dirtied a
 * second time before every page has been.
 *
 * <p>{@link #after} starts inside the interval reached by then, at the page reached by then.
 */
final class TracedWrites implements DirtyModel {

  private final PageRange workingSet;
  private final List<TraceInterval> trace;

  /** When each interval begins in nanoseconds, and after the last one how long all of them take. */
  private final long[] begins;

  /** Pages dirtied before each interval, and after the last one those of them all. */
  private final long[] dirtied;

  private TracedWrites(Workload workload) {
    workingSet = workload.workingSet();
    trace = workload.trace();
    begins = new long[trace.size() + 1];
    dirtied = new long[trace.size() + 1];
    for (int i = 0; i < trace.size(); i++) {
      begins[i + 1] = Math.addExact(begins[i], trace.get(i).length().nanos());
      dirtied[i + 1] = Math.addExact(dirtied[i], trace.get(i).pages());
    }
  }

  static TracedWrites of(Workload workload) {
    if (workload.trace().isEmpty()) {
      throw new IllegalArgumentException(
          "a traced guest with 0 intervals: give the workload a trace of 1 interval or more");
    }
    return new TracedWrites(workload);
  }

  @Override
  public DirtyPages dirtied(SimDuration from, SimDuration to) {
    long first = pagesIn(from);
    return SequentialWrites.inOrder(workingSet, first, pagesIn(to) - first);
  }

  /** Pages dirtied in the first {@code ran} of the guest's time, rounded down. */
  private long pagesIn(SimDuration ran) {
    int size = trace.size();
    long cycles = ran.nanos() / begins[size];
    long time = ran.nanos() % begins[size];
    int found = Arrays.binarySearch(begins, time);
    int index = found >= 0 ? found : -found - 2;
    TraceInterval now = trace.get(index);
    long current =
        WideMath.multiplyDivideFloor(now.pages(), time - begins[index], now.length().nanos());
    return Math.addExact(Math.multiplyExact(cycles, dirtied[size]), dirtied[index] + current);
  }
}
