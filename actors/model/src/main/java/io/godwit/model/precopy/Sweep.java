package io.godwit.model.precopy;

import io.godwit.model.guest.DirtyPages;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.PageRun;
import io.godwit.model.unit.WideMath;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages still to be sent and where in the address space the sender stands: it goes upwards,
 * past the end begins again at page 0, and never looks back before.
 *
 * @param wire what pages cost
 * @param written pages with content
 * @param zero pages that were zero at the beginning; one written since counts in both
 * @param cached pages whose last content the sender remembers
 * @param cursor the next page to look at
 * @param firstPass whether it sends pages that the destination has not seen before
 */
record Sweep(
    WireFormat wire,
    DirtyPages written,
    DirtyPages zero,
    DirtyPages cached,
    long cursor,
    boolean firstPass) {

  /**
   * Pages that come next, one after the other.
   *
   * @param wire what pages cost
   * @param zero whether all of them or none are zero
   * @param pages at least 1
   * @param deltas how many of them go as a difference, spread evenly
   */
  record Stretch(WireFormat wire, boolean zero, long pages, long deltas) {

    /** What the first {@code count} of the pages cost on the wire, rounded up. */
    long bytes(long count) {
      return zero
          ? count * WireFormat.ZERO_PAGE
          : WideMath.multiplyDivideCeil(count, dataBytes(), pages);
    }

    /** How many of the pages are complete with {@code bytes} on the wire, rounded down. */
    long pagesIn(long bytes) {
      long whole =
          zero
              ? bytes / WireFormat.ZERO_PAGE
              : WideMath.multiplyDivideFloor(bytes, pages, dataBytes());
      return Math.min(pages, whole);
    }

    private long dataBytes() {
      return (pages - deltas) * wire.normalPage() + deltas * wire.deltaPage();
    }
  }

  static Sweep ofAll(GuestMemory memory, WireFormat wire) {
    var filled = new ArrayList<PageRun>();
    DirtyPages zero = DirtyPages.all(memory.all());
    for (PageRange range : memory.filled()) {
      if (!range.isEmpty()) {
        filled.add(new PageRun(range.from(), range.pages(), range.pages()));
        zero = zero.minus(range);
      }
    }
    return new Sweep(wire, new DirtyPages(filled), zero, DirtyPages.NONE, 0, true);
  }

  long pages() {
    return written.count() + zero.count();
  }

  boolean isEmpty() {
    return written.isEmpty() && zero.isEmpty();
  }

  Sweep plus(DirtyPages dirtied) {
    return new Sweep(wire, written.plus(dirtied), zero, cached, cursor, firstPass);
  }

  /** The same where only whole units of {@code pages} can be sent; zero pages stay as they are. */
  Sweep inUnitsOf(long pages) {
    return new Sweep(wire, written.inUnitsOf(pages), zero, cached, cursor, firstPass);
  }

  /** What comes next, at most to the end of the memory; with nothing left ahead, from its start. */
  Stretch next() {
    PageRun data = firstFrom(written, cursor);
    PageRun blank = firstFrom(zero, cursor);
    if (data == null && blank == null) {
      return wrapped().next();
    } else if (data == null || (blank != null && blank.from() < data.from())) {
      return new Stretch(wire, true, blank.dirty(), 0);
    }
    long known = cached.countIn(new PageRange(data.from(), data.pages()));
    long hits = Math.min(known, inCache(known));
    long deltas = WideMath.multiplyDivideFloor(data.dirty(), hits, data.pages());
    return new Stretch(wire, false, data.dirty(), deltas);
  }

  /** Of {@code known} pages, those that found room: the first to come stay, whichever they are. */
  private long inCache(long known) {
    return cached.isEmpty()
        ? 0
        : WideMath.multiplyDivideFloor(
            known, Math.min(wire.cachePages(), cached.count()), cached.count());
  }

  /** After the first {@code count} pages of {@link #next} were sent and, maybe, remembered. */
  Sweep sent(long count, boolean remember) {
    if (count == 0) {
      return this;
    }
    PageRun data = firstFrom(written, cursor);
    PageRun blank = firstFrom(zero, cursor);
    if (data == null && blank == null) {
      return wrapped().sent(count, remember);
    }
    boolean isZero = data == null || (blank != null && blank.from() < data.from());
    PageRun run = isZero ? blank : data;
    long passed = passedPages(run, count);
    var done = new PageRange(run.from(), passed);
    DirtyPages left = reduced(isZero ? zero : written, run, passed, count);
    DirtyPages known = remember && !isZero ? cached.plus(DirtyPages.spread(done, count)) : cached;
    var rest =
        new Sweep(
            wire, isZero ? written : left, isZero ? left : zero, known, done.end(), firstPass);
    return rest.isEmpty() ? rest.wrapped() : rest;
  }

  /** Of an evenly spread run, the pages that the sender has to pass to find {@code count}. */
  private static long passedPages(PageRun run, long count) {
    if (count >= run.dirty()) {
      return run.pages();
    }
    long even = Math.floorDiv(run.pages() * count + run.dirty() - 1, run.dirty());
    return Math.min(even, run.pages() - (run.dirty() - count));
  }

  private static DirtyPages reduced(DirtyPages from, PageRun run, long passed, long count) {
    DirtyPages others = from.minus(new PageRange(run.from(), run.pages()));
    long rest = run.dirty() - count;
    return rest == 0
        ? others
        : others.plus(
            DirtyPages.spread(new PageRange(run.from() + passed, run.pages() - passed), rest));
  }

  private Sweep wrapped() {
    return new Sweep(wire, written, zero, cached, 0, false);
  }

  private static PageRun firstFrom(DirtyPages pages, long cursor) {
    List<PageRun> ahead = pages.minus(new PageRange(0, cursor)).runs();
    return ahead.isEmpty() ? null : ahead.get(0);
  }
}
