package io.godwit.model.guest;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;

/**
 * How a guest writes, in numbers; a {@link DirtyModels} kind says in which order.
 *
 * @param workingSet the only pages it writes to
 * @param writes one page's 4 KiB for each write, however few bytes of the page it changes
 * @param hotPages the first pages of the working set that are hot, for the kinds that tell
 * @param hotPercent how many writes in a hundred go to a hot page, 0 to 100
 */
public record Workload(PageRange workingSet, ByteRate writes, long hotPages, int hotPercent) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  public Workload {
    if (workingSet.isEmpty() && !writes.isZero()) {
      throw new IllegalArgumentException(
          writes + " of writes need a working set of 1 page or more");
    }
    if (hotPages < 0 || hotPages > workingSet.pages() || hotPercent < 0 || hotPercent > 100) {
      throw new IllegalArgumentException(
          "%d hot pages of %d taking %d %% of the writes: out of range"
              .formatted(hotPages, workingSet.pages(), hotPercent));
    }
  }

  /** All pages of the working set alike. */
  public static Workload even(PageRange workingSet, ByteRate writes) {
    return new Workload(workingSet, writes, 0, 0);
  }

  /** {@code pages} writes a second, each to one page. */
  public static ByteRate pagesPerSecond(long pages) {
    return new ByteRate(Math.multiplyExact(pages, GuestMemory.PAGE_BYTES));
  }

  /** Writes made in the first {@code ran} of the guest's time, rounded down: a write is whole. */
  public long writesIn(SimDuration ran) {
    return WideMath.multiplyDivideFloor(writes.bytesPerSecond(), ran.nanos(), NANOS_PER_SECOND)
        / GuestMemory.PAGE_BYTES;
  }
}
