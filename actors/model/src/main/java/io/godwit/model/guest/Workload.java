package io.godwit.model.guest;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import java.util.List;

/**
 * How a guest writes, in numbers; a {@link DirtyModels} kind says in which order, and which of the
 * numbers it needs.
 *
 * @param workingSet the only pages it writes to
 * @param writes one page's 4 KiB for each write, however few bytes of the page it changes; the
 *     phases and the trace bring their own
 * @param hotPages how many pages of the working set are hot, the first ones or those of the window
 * @param hotPercent how many writes in a hundred go to a hot page, 0 to 100
 * @param exponentThousandths of Zipf's law, 0 to 10 000: 900 for 0.9
 * @param period for how long a hot window stays where it is
 * @param most what {@link DirtyModels#LINEAR} dirties at most: the working set to the byte
 * @param phases by turns, over and over
 * @param trace interval after interval, over and over
 */
public record Workload(
    PageRange workingSet,
    ByteRate writes,
    long hotPages,
    int hotPercent,
    int exponentThousandths,
    SimDuration period,
    ByteCount most,
    List<Phase> phases,
    List<TraceInterval> trace) {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Beyond it the most popular page takes 99.9 % of the writes: that needs no law. */
  private static final int MOST_EXPONENT_THOUSANDTHS = 10_000;

  /** {@code kind} with {@code workload} for {@code length} of guest time, at least 1 ns. */
  public record Phase(SimDuration length, DirtyModels kind, Workload workload) {
    public Phase {
      if (length.isZero()) {
        throw new IllegalArgumentException(
            "a phase of " + kind.word() + " that lasts 0 ns: 1 ns or more");
      }
    }
  }

  /** {@code pages} distinct pages dirtied in {@code length} of guest time, at least 1 ns. */
  public record TraceInterval(SimDuration length, long pages) {
    public TraceInterval {
      if (length.isZero() || pages < 0) {
        throw new IllegalArgumentException(
            pages + " pages dirtied in " + length + ": 0 pages or more in 1 ns or more");
      }
    }
  }

  public Workload {
    phases = List.copyOf(phases);
    trace = List.copyOf(trace);
    if (workingSet.isEmpty() && !writes.isZero()) {
      throw new IllegalArgumentException(
          writes + " of writes need a working set of 1 page or more");
    }
    if (hotPages < 0 || hotPages > workingSet.pages() || hotPercent < 0 || hotPercent > 100) {
      throw new IllegalArgumentException(
          "%d hot pages of %d taking %d %% of the writes: out of range"
              .formatted(hotPages, workingSet.pages(), hotPercent));
    }
    if (exponentThousandths < 0 || exponentThousandths > MOST_EXPONENT_THOUSANDTHS) {
      throw new IllegalArgumentException(
          "a Zipf exponent of %d thousandths: 0 to %d"
              .formatted(exponentThousandths, MOST_EXPONENT_THOUSANDTHS));
    }
    for (Phase phase : phases) {
      requireInside(workingSet, phase.workload.workingSet);
    }
    for (TraceInterval interval : trace) {
      if (interval.pages > workingSet.pages()) {
        throw new IllegalArgumentException(
            "a trace dirties %d distinct pages in %s, but the working set has %d: enlarge it"
                .formatted(interval.pages, interval.length, workingSet.pages()));
      }
    }
  }

  /** Without what only some kinds need. */
  public Workload(PageRange workingSet, ByteRate writes, long hotPages, int hotPercent) {
    this(
        workingSet,
        writes,
        hotPages,
        hotPercent,
        0,
        SimDuration.ZERO,
        ByteCount.of(workingSet.pages()).times(GuestMemory.PAGE_BYTES),
        List.of(),
        List.of());
  }

  private static void requireInside(PageRange whole, PageRange part) {
    if (!part.isEmpty() && (part.from() < whole.from() || part.end() > whole.end())) {
      throw new IllegalArgumentException(
          "a phase writes to pages %d to %d, but the working set has pages %d to %d: enlarge it"
              .formatted(part.from(), part.end() - 1, whole.from(), whole.end() - 1));
    }
  }

  /** All pages of the working set alike. */
  public static Workload even(PageRange workingSet, ByteRate writes) {
    return new Workload(workingSet, writes, 0, 0);
  }

  /** For {@link DirtyModels#ZIPF}. */
  public Workload withExponent(int thousandths) {
    return new Workload(
        workingSet, writes, hotPages, hotPercent, thousandths, period, most, phases, trace);
  }

  /** For {@link DirtyModels#DRIFT}. */
  public Workload withPeriod(SimDuration length) {
    return new Workload(
        workingSet, writes, hotPages, hotPercent, exponentThousandths, length, most, phases, trace);
  }

  /** For {@link DirtyModels#PHASED}; each phase writes inside this working set. */
  public Workload withPhases(List<Phase> schedule) {
    return new Workload(
        workingSet,
        writes,
        hotPages,
        hotPercent,
        exponentThousandths,
        period,
        most,
        schedule,
        trace);
  }

  /** For {@link DirtyModels#TRACE}. */
  public Workload withTrace(List<TraceInterval> intervals) {
    return new Workload(
        workingSet,
        writes,
        hotPages,
        hotPercent,
        exponentThousandths,
        period,
        most,
        phases,
        intervals);
  }

  /** For {@link DirtyModels#LINEAR}. */
  public Workload withMost(ByteCount bytes) {
    return new Workload(
        workingSet,
        writes,
        hotPages,
        hotPercent,
        exponentThousandths,
        period,
        bytes,
        phases,
        trace);
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
