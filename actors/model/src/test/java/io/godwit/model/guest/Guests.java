package io.godwit.model.guest;

import io.godwit.model.guest.Workload.Phase;
import io.godwit.model.guest.Workload.TraceInterval;
import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Guests and dirty sets of any shape, small enough to be followed page for page. */
final class Guests {

  private static final List<DirtyModels> SINGLE =
      List.of(
          DirtyModels.IDLE,
          DirtyModels.UNIFORM,
          DirtyModels.HOT_COLD,
          DirtyModels.SEQUENTIAL,
          DirtyModels.ZIPF,
          DirtyModels.DRIFT,
          DirtyModels.TRACE);

  private Guests() {}

  /** With all that any kind needs. */
  static Workload workload(Gen gen) {
    var set = new PageRange(gen.between(0, 500), gen.between(1, 3000));
    return single(gen, set).withPhases(gen.listOf(1, 4, g -> phase(g, set)));
  }

  /** Up to 0.4 s, as often of any length as of any order of magnitude. */
  static SimDuration time(Gen gen) {
    long most = 400_000_000L;
    return new SimDuration(gen.chance(50) ? gen.between(0, most) : gen.magnitude(most));
  }

  /** Some pages of {@code range} in up to 6 runs. */
  static DirtyPages dirty(Gen gen, PageRange range) {
    var runs = new ArrayList<PageRun>();
    long from = range.from() + gen.between(0, range.pages() - 1);
    for (int i = gen.between(0, 6); i > 0 && from < range.end(); i--) {
      long pages = gen.between(1, range.end() - from);
      runs.add(new PageRun(from, pages, gen.between(1, pages)));
      from += pages + gen.between(0, 20);
    }
    return new DirtyPages(runs);
  }

  /** Exactly the dirty pages; only of runs that are dirty throughout. */
  static BitSet bitsOf(DirtyPages dirty) {
    var bits = new BitSet();
    for (PageRun run : dirty.runs()) {
      if (run.dirty() < run.pages()) {
        throw new IllegalArgumentException("which pages of " + run + " are dirty is not known");
      }
      bits.set((int) run.from(), (int) run.end());
    }
    return bits;
  }

  private static Workload single(Gen gen, PageRange set) {
    return new Workload(
            set,
            Workload.pagesPerSecond(gen.between(0, 20_000)),
            gen.between(0, set.pages()),
            gen.between(0, 100))
        .withExponent(gen.between(0, 2000))
        .withPeriod(someMicros(gen))
        .withTrace(
            gen.listOf(
                1,
                5,
                g -> new TraceInterval(someMicros(g), g.between(0, Math.min(50, set.pages())))));
  }

  private static Phase phase(Gen gen, PageRange set) {
    long skipped = gen.between(0, set.pages() - 1);
    var part = new PageRange(set.from() + skipped, gen.between(1, set.pages() - skipped));
    return new Phase(someMicros(gen), gen.oneOf(SINGLE), single(gen, part));
  }

  /** So many that a page-exact guest need not change phase more than a thousand times. */
  private static SimDuration someMicros(Gen gen) {
    return SimDuration.ofMicros(500 + gen.magnitude(200_000));
  }
}
