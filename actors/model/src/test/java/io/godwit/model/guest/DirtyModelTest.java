package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

class DirtyModelTest {

  private static final int REPEATS = 40;

  /** Where no more than sums of writes is rounded, and for each of a result's runs. */
  private static final double ROUNDING = 3;

  /** SimGrid's linear law counts bytes rather than pages: {@link LinearWritesTest}. */
  private static final List<DirtyModels> KINDS =
      Arrays.stream(DirtyModels.values()).filter(kind -> kind != DirtyModels.LINEAR).toList();

  @Property(tries = 300)
  void should_agree_with_page_exact_writes_on_average(Gen gen) {
    Workload workload = Guests.workload(gen);
    DirtyModels kind = gen.oneOf(KINDS);
    DirtyPages already = Guests.dirty(gen, workload.workingSet());
    SimDuration from = Guests.time(gen);
    SimDuration to = from.plus(Guests.time(gen));
    long seed = gen.between(0, Long.MAX_VALUE);
    RandomStream random = RandomStream.of(seed, EntityId.fleet(), "page-exact guest");
    double sum = 0;
    for (int i = 0; i < REPEATS; i++) {
      BitSet dirty = draw(already, random);
      new ExactGuest(random).run(kind, workload, from, to, dirty);
      sum += dirty.cardinality();
    }
    DirtyPages result = kind.of(workload).dirtied(already, from, to);
    assertThat((double) result.count())
        .as("%s from %s to %s: %s", kind.word(), from, to, workload)
        .isCloseTo(sum / REPEATS, within(tolerance(kind, workload, result)));
  }

  /**
   * A number of distinct pages varies by less than half the root of the pages: five deviations of
   * the mean, half a page for rounding each run, and 1 % for the classes of Zipf's law.
   */
  private static double tolerance(DirtyModels kind, Workload workload, DirtyPages result) {
    double pages = workload.workingSet().pages();
    return ROUNDING
        + 2.5 * StrictMath.sqrt(pages / REPEATS)
        + 0.5 * result.runs().size()
        + (kind == DirtyModels.ZIPF || kind == DirtyModels.PHASED ? 0.01 * pages : 0);
  }

  @Property
  void should_agree_with_page_exact_writes_page_for_page_when_in_order(Gen gen) {
    Workload workload = Guests.workload(gen);
    DirtyModels kind = gen.oneOf(List.of(DirtyModels.SEQUENTIAL, DirtyModels.TRACE));
    SimDuration from = Guests.time(gen);
    SimDuration to = from.plus(Guests.time(gen));
    var exact = new BitSet();
    new ExactGuest(RandomStream.of(0, EntityId.fleet(), "not drawn from"))
        .run(kind, workload, from, to, exact);
    assertThat(Guests.bitsOf(kind.of(workload).dirtied(from, to))).isEqualTo(exact);
  }

  @Property
  void should_stay_within_the_working_set_and_grow_with_time(Gen gen) {
    Workload workload = Guests.workload(gen);
    SimDuration from = Guests.time(gen);
    SimDuration to = from.plus(Guests.time(gen));
    SimDuration later = to.plus(Guests.time(gen));
    for (DirtyModels kind : KINDS) {
      DirtyModel model = kind.of(workload);
      DirtyPages dirty = model.dirtied(from, to);
      assertThat(dirty.count()).isBetween(0L, workload.workingSet().pages());
      assertThat(dirty.minus(workload.workingSet())).isEqualTo(DirtyPages.NONE);
      assertThat(model.dirtied(from, later).count())
          .as(kind.word())
          .isGreaterThanOrEqualTo(dirty.count() - slack(kind, dirty));
      assertThat(model.dirtied(to, to)).isEqualTo(DirtyPages.NONE);
    }
  }

  /** A window that becomes whole counts its writes on average; unions of phases are rounded. */
  private static long slack(DirtyModels kind, DirtyPages dirty) {
    return switch (kind) {
      case DRIFT -> 1;
      case PHASED -> 1 + dirty.runs().size();
      case IDLE, UNIFORM, HOT_COLD, SEQUENTIAL, LINEAR, ZIPF, TRACE -> 0;
    };
  }

  @Property
  void should_dirty_no_more_pages_than_there_are_writes(Gen gen) {
    Workload workload = Guests.workload(gen);
    SimDuration from = Guests.time(gen);
    SimDuration to = from.plus(Guests.time(gen));
    for (DirtyModels kind : KINDS) {
      if (kind != DirtyModels.PHASED && kind != DirtyModels.TRACE) {
        assertThat(kind.of(workload).dirtied(from, to).count())
            .isLessThanOrEqualTo(workload.writesIn(to) - workload.writesIn(from));
      }
    }
  }

  @Property
  void should_compose_when_an_interval_is_cut_in_two(Gen gen) {
    Workload workload = Guests.workload(gen);
    SimDuration from = Guests.time(gen);
    SimDuration middle = from.plus(Guests.time(gen));
    SimDuration to = middle.plus(Guests.time(gen));
    for (DirtyModels kind : KINDS) {
      DirtyModel model = kind.of(workload);
      DirtyPages stepwise = model.dirtied(model.dirtied(from, middle), middle, to);
      assertThat((double) stepwise.count())
          .as("%s from %s by %s to %s: %s", kind.word(), from, middle, to, workload)
          .isCloseTo(
              (double) model.dirtied(from, to).count(),
              within(ROUNDING + 0.5 * stepwise.runs().size()));
    }
  }

  @Property
  void should_begin_where_it_has_come_to_when_it_has_run_before(Gen gen) {
    Workload workload = Guests.workload(gen);
    SimDuration lead = Guests.time(gen);
    SimDuration from = Guests.time(gen);
    SimDuration to = from.plus(Guests.time(gen));
    for (DirtyModels kind : KINDS) {
      DirtyModel model = kind.of(workload);
      assertThat(model.after(lead).dirtied(from, to))
          .isEqualTo(model.dirtied(lead.plus(from), lead.plus(to)));
    }
  }

  @Property
  void should_need_few_runs_however_long_the_interval(Gen gen) {
    Workload workload = Guests.workload(gen);
    SimDuration from = Guests.time(gen);
    SimDuration to = from.plus(new SimDuration(gen.magnitude(1L << 56)));
    for (DirtyModels kind : KINDS) {
      assertThat(kind.of(workload).dirtied(from, to).runs().size())
          .as(kind.word())
          .isLessThanOrEqualTo(mostRuns(kind, workload));
    }
  }

  /** Runs laid over each other are cut at either end of each. */
  private static int mostRuns(DirtyModels kind, Workload workload) {
    return switch (kind) {
      case IDLE -> 0;
      case UNIFORM, LINEAR -> 1;
      case HOT_COLD, SEQUENTIAL, TRACE -> 2;
      case DRIFT -> DriftingWrites.MOST_RUNS;
      case ZIPF -> Popularity.MOST_CLASSES;
      case PHASED ->
          2
              * workload.phases().stream()
                  .mapToInt(phase -> mostRuns(phase.kind(), phase.workload()))
                  .sum();
    };
  }

  private static BitSet draw(DirtyPages dirty, RandomStream random) {
    var bits = new BitSet();
    for (PageRun run : dirty.runs()) {
      long left = run.dirty();
      for (long page = run.from(); page < run.end(); page++) {
        if (random.below(run.end() - page) < left) {
          bits.set((int) page);
          left--;
        }
      }
    }
    return bits;
  }
}
