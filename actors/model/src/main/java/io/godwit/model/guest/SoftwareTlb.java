package io.godwit.model.guest;

import io.godwit.model.guest.RandomWrites.PageClass;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What QEMU before 9.0 notices of a software-emulated guest's writes. Its software TLB is mapped
 * directly by page number, and taking the dirty log leaves it alone: a page that its entry still
 * calls dirty is written unnoticed until another page has taken the entry (mended by commit
 * 03bfc2188f, "physmem: Fix migration dirty bitmap coherency with TCG memory access"). The log is
 * taken at the beginning of every interval asked for.
 *
 * @param guest what it really writes, at random or in order
 * @param entries of the TLB
 * @param flushedAt guest time at which logging was turned on: that flushes the TLB, so the interval
 *     beginning there misses nothing
 */
public record SoftwareTlb(DirtyModel guest, int entries, SimDuration flushedAt)
    implements DirtyModel {

  /**
   * Consecutive entries for each of which {@code pages.get(k)} pages of class {@code k} compete.
   */
  private record Slots(long from, long count, List<Long> pages) {}

  @Override
  public DirtyPages dirtied(SimDuration from, SimDuration to) {
    DirtyPages exact = guest.dirtied(from, to);
    if (from.equals(flushedAt)) {
      return exact;
    } else if (guest instanceof RandomWrites random) {
      Workload load = random.workload();
      long writes = load.writesIn(to) - load.writesIn(from);
      return less(exact, random.classes(), missed(random.classes(), writes));
    } else if (guest instanceof SequentialWrites inOrder) {
      return withoutLonely(exact, inOrder.workload().workingSet());
    }
    return exact;
  }

  /** Round and round, a page keeps its entry only when no other page of the set wants it. */
  private DirtyPages withoutLonely(DirtyPages exact, PageRange set) {
    DirtyPages seen = exact;
    for (Slots slots : slots(List.of(new PageClass(set, 1)))) {
      if (slots.pages.get(0) == 1) {
        seen = seen.minus(new PageRange(firstPage(set, slots.from), slots.count));
      }
    }
    return seen;
  }

  /** Pages of each class that are expected to be written unnoticed. */
  private double[] missed(List<PageClass> classes, long writes) {
    var missed = new double[classes.size()];
    for (Slots slots : slots(classes)) {
      double rate = 0;
      for (int k = 0; k < missed.length; k++) {
        rate += slots.pages.get(k) * hits(classes.get(k));
      }
      for (int k = 0; k < missed.length && rate > 0; k++) {
        double own = hits(classes.get(k));
        double holds = slots.pages.get(k) * own / rate;
        missed[k] += slots.count * holds * unnoticed((rate - own) * writes, own * writes);
      }
    }
    return missed;
  }

  /**
   * That the page in an entry is written, but never after another has had the entry, when {@code
   * others} and {@code own} are the writes expected: both kinds come at random in time.
   */
  private static double unnoticed(double others, double own) {
    double never = StrictMath.exp(-others);
    double untouched = StrictMath.exp(-own);
    double gap = others - own;
    double last =
        StrictMath.abs(gap) < 1e-9 * (1 + others)
            ? others * never
            : others / gap * (untouched - never);
    return StrictMath.max(0, never + last - untouched);
  }

  private static double hits(PageClass each) {
    return each.share() / each.range().pages();
  }

  private static DirtyPages less(DirtyPages exact, List<PageClass> classes, double[] missed) {
    var seen = new ArrayList<PageRun>(classes.size());
    for (PageRun run : exact.runs()) {
      for (int k = 0; k < missed.length; k++) {
        if (classes.get(k).range().from() == run.from()) {
          long dirty = Math.max(0, run.dirty() - StrictMath.round(missed[k]));
          DirtyPages.addIfDirty(seen, new PageRun(run.from(), run.pages(), dirty));
        }
      }
    }
    return new DirtyPages(seen);
  }

  /** The TLB cut wherever a class of pages begins or ends in it. */
  private List<Slots> slots(List<PageClass> classes) {
    var cuts = new TreeSet<Long>(List.of(0L, (long) entries));
    for (PageClass each : classes) {
      cuts.add(each.range().from() % entries);
      cuts.add(each.range().end() % entries);
    }
    var slots = new ArrayList<Slots>();
    long from = 0;
    for (long to : cuts.tailSet(1L)) {
      var pages = new ArrayList<Long>(classes.size());
      for (PageClass each : classes) {
        long reach = each.range().end() - firstPage(each.range(), from);
        pages.add(reach <= 0 ? 0 : (reach + entries - 1) / entries);
      }
      slots.add(new Slots(from, to - from, pages));
      from = to;
    }
    return slots;
  }

  /** The first page of {@code range} that goes to {@code entry}; it may lie past the end. */
  private long firstPage(PageRange range, long entry) {
    return range.from() + Math.floorMod(entry - range.from(), (long) entries);
  }
}
