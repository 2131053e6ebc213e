package io.godwit.model.guest;

import io.godwit.model.unit.ByteCount;
import java.util.List;

/**
 * The memory of one guest: how many pages, and which of them hold anything but zeros when a
 * migration begins. A zero page costs a few bytes on the wire instead of 4 KiB.
 *
 * @param size at least 1 B; the last page may not be whole
 * @param filled the pages that are not zero, in address order
 * @param backing how many pages of 4 KiB make one of the host's that backs them: 1, or 512 or
 *     262,144 of huge ones; in post-copy a host's page comes as a whole
 */
public record GuestMemory(ByteCount size, List<PageRange> filled, long backing) {

  /** The page of x86 and of QEMU's migration stream. */
  public static final long PAGE_BYTES = 4096;

  /** Backed by pages of 4 KiB. */
  public GuestMemory(ByteCount size, List<PageRange> filled) {
    this(size, filled, 1);
  }

  public GuestMemory backedBy(long pages) {
    return new GuestMemory(size, filled, pages);
  }

  public GuestMemory {
    filled = List.copyOf(filled);
    long end = 0;
    for (PageRange range : filled) {
      if (range.from() < end) {
        throw new IllegalArgumentException("filled ranges overlap or are out of order: " + filled);
      }
      end = range.end();
    }
    if (size.isZero() || end > pagesOf(size)) {
      throw new IllegalArgumentException(
          "a memory of " + size + " cannot be filled up to page " + end);
    }
  }

  /** Of so many whole pages. */
  public GuestMemory(long pages, List<PageRange> filled) {
    this(ByteCount.of(pages).times(PAGE_BYTES), filled);
  }

  /** {@code size}, of which the last {@code zeroPages} are zero. */
  public static GuestMemory of(ByteCount size, long zeroPages) {
    long pages = pagesOf(size);
    if (zeroPages < 0 || zeroPages > pages) {
      throw new IllegalArgumentException(
          zeroPages + " zero pages in a memory of " + pages + " pages: 0 to " + pages);
    }
    return new GuestMemory(size, List.of(new PageRange(0, pages - zeroPages)));
  }

  /** How many pages {@code size} takes, rounded up. */
  public static long pagesOf(ByteCount size) {
    return (size.bytes() + PAGE_BYTES - 1) / PAGE_BYTES;
  }

  /** Of 4 KiB, rounded up. */
  public long pages() {
    return pagesOf(size);
  }

  /** Every page, from 0. */
  public PageRange all() {
    return new PageRange(0, pages());
  }

  public long filledPages() {
    long sum = 0;
    for (PageRange range : filled) {
      sum += range.pages();
    }
    return sum;
  }

  public long zeroPages() {
    return pages() - filledPages();
  }
}
