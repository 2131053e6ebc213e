package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;

class SoftwareTlbTest {

  private static final int REPEATS = 60;

  @Property(tries = 40)
  void should_agree_with_a_page_exact_tlb_on_average(Gen gen) {
    var set = new PageRange(gen.between(0, 300), gen.between(1, 1500));
    int entries = 1 << gen.between(5, 9);
    var workload = Workload.even(set, Workload.pagesPerSecond(1000));
    SimDuration from = SimDuration.ofSeconds(10);
    SimDuration to = from.plus(SimDuration.ofMillis(gen.between(1, 4000)));
    var random = new SplittableRandom(gen.between(0, Long.MAX_VALUE));
    double sum = 0;
    for (int i = 0; i < REPEATS; i++) {
      sum += seen(workload, entries, from, to, random).cardinality();
    }
    var tlb = new SoftwareTlb(RandomWrites.uniform(workload), entries, SimDuration.ZERO);
    assertThat((double) tlb.dirtied(from, to).count())
        .isCloseTo(sum / REPEATS, within(3 + 4 * StrictMath.sqrt(set.pages() / (double) REPEATS)));
  }

  @Property
  void should_miss_exactly_the_pages_that_nothing_evicts_when_writing_in_order(Gen gen) {
    var set = new PageRange(gen.between(0, 300), gen.between(1, 1000));
    int entries = 1 << gen.between(5, 10);
    var writes = new SequentialWrites(Workload.even(set, Workload.pagesPerSecond(1000)));
    SimDuration from = SimDuration.ofSeconds(2);
    SimDuration to = from.plus(SimDuration.ofMillis(gen.between(1, 2000)));
    long lonely = Math.max(0, Math.min(set.pages(), 2 * (long) entries - set.pages()));
    var tlb = new SoftwareTlb(writes, entries, SimDuration.ZERO);
    long exact = writes.dirtied(from, to).count();
    assertThat(tlb.dirtied(from, to).count()).isBetween(Math.max(0, exact - lonely), exact);
    SimDuration round = from.plus(SimDuration.ofMillis(set.pages()));
    assertThat(tlb.dirtied(from, round).count()).isEqualTo(set.pages() - lonely);
    assertThat(tlb.dirtied(SimDuration.ZERO, to)).isEqualTo(writes.dirtied(SimDuration.ZERO, to));
  }

  /** Writes from long before {@code from}, and what is noticed of those after it. */
  private static BitSet seen(
      Workload workload, int entries, SimDuration from, SimDuration to, SplittableRandom random) {
    var holds = new long[entries];
    Arrays.fill(holds, -1);
    var dirty = new BitSet();
    PageRange set = workload.workingSet();
    for (long write = 0; write < workload.writesIn(to); write++) {
      long page = set.from() + random.nextLong(set.pages());
      int entry = (int) (page % entries);
      if (holds[entry] != page && write >= workload.writesIn(from)) {
        dirty.set((int) page);
      }
      holds[entry] = page;
    }
    return dirty;
  }
}
