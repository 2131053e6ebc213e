package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

class DirtyModelTest {

  private static final int REPEATS = 40;

  @Property(tries = 60)
  void should_agree_with_page_exact_writes_on_average(Gen gen) {
    Workload workload = workload(gen);
    var kind = gen.oneOf(List.of(DirtyModels.UNIFORM, DirtyModels.HOT_COLD));
    var random = new SplittableRandom(gen.between(0, Long.MAX_VALUE));
    SimDuration to = time(gen);
    double sum = 0;
    for (int i = 0; i < REPEATS; i++) {
      sum += writeRandomly(kind, workload, workload.writesIn(to), random).cardinality();
    }
    double tolerance = 2 + 4 * StrictMath.sqrt(workload.workingSet().pages() / (double) REPEATS);
    assertThat((double) kind.of(workload).dirtied(SimDuration.ZERO, to).count())
        .isCloseTo(sum / REPEATS, within(tolerance));
  }

  @Property
  void should_agree_with_page_exact_sequential_writes(Gen gen) {
    Workload workload = workload(gen);
    DirtyModel model = DirtyModels.SEQUENTIAL.of(workload);
    SimDuration from = time(gen);
    SimDuration to = from.plus(time(gen));
    var exact = new BitSet();
    PageRange set = workload.workingSet();
    for (long write = workload.writesIn(from); write < workload.writesIn(to); write++) {
      exact.set((int) (set.from() + write % set.pages()));
    }
    assertThat(bitsOf(model.dirtied(from, to))).isEqualTo(exact);
  }

  @Property
  void should_stay_within_the_working_set_and_grow_with_time(Gen gen) {
    Workload workload = workload(gen);
    SimDuration from = time(gen);
    SimDuration to = from.plus(time(gen));
    SimDuration later = to.plus(time(gen));
    for (DirtyModels kind : DirtyModels.values()) {
      DirtyModel model = kind.of(workload);
      DirtyPages dirty = model.dirtied(from, to);
      assertThat(dirty.count()).isBetween(0L, workload.workingSet().pages());
      assertThat(dirty.count())
          .isLessThanOrEqualTo(workload.writesIn(to) - workload.writesIn(from));
      assertThat(model.dirtied(from, later).count()).isGreaterThanOrEqualTo(dirty.count());
      assertThat(dirty.minus(workload.workingSet())).isEqualTo(DirtyPages.NONE);
    }
  }

  @Property
  void should_compose_when_an_interval_is_cut_in_two(Gen gen) {
    Workload workload = workload(gen);
    SimDuration from = time(gen);
    SimDuration middle = from.plus(time(gen));
    SimDuration to = middle.plus(time(gen));
    for (DirtyModels kind : DirtyModels.values()) {
      DirtyModel model = kind.of(workload);
      DirtyPages stepwise = model.dirtied(model.dirtied(from, middle), middle, to);
      assertThat((double) stepwise.count())
          .as(kind.word())
          .isCloseTo((double) model.dirtied(from, to).count(), within(3.0));
    }
  }

  private static Workload workload(Gen gen) {
    var set = new PageRange(gen.between(0, 500), gen.between(1, 3000));
    return new Workload(
        set,
        Workload.pagesPerSecond(gen.between(0, 20_000)),
        gen.between(0, set.pages()),
        gen.between(0, 100));
  }

  private static SimDuration time(Gen gen) {
    return new SimDuration(gen.magnitude(400_000_000L));
  }

  private static BitSet writeRandomly(
      DirtyModels kind, Workload workload, long writes, SplittableRandom random) {
    PageRange set = workload.workingSet();
    int hot = kind == DirtyModels.HOT_COLD ? (int) workload.hotPages() : 0;
    boolean even = hot == 0 || hot == set.pages();
    var dirty = new BitSet();
    for (long i = 0; i < writes; i++) {
      if (even) {
        dirty.set(random.nextInt((int) set.pages()));
      } else if (random.nextInt(100) < workload.hotPercent()) {
        dirty.set(random.nextInt(hot));
      } else {
        dirty.set(random.nextInt(hot, (int) set.pages()));
      }
    }
    return dirty;
  }

  private static BitSet bitsOf(DirtyPages dirty) {
    var bits = new BitSet();
    for (PageRun run : dirty.runs()) {
      assertThat(run.dirty()).isEqualTo(run.pages());
      bits.set((int) run.from(), (int) run.end());
    }
    return bits;
  }
}
