package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.unit.ByteCount;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DirtyPagesTest {

  @Property
  void should_unite_and_subtract_whole_runs_exactly(Gen gen) {
    DirtyPages left = wholeRuns(gen);
    DirtyPages right = wholeRuns(gen);
    BitSet union = bitsOf(left);
    union.or(bitsOf(right));
    assertThat(bitsOf(left.plus(right))).isEqualTo(union);
    var range = new PageRange(gen.between(0, 200), gen.between(0, 200));
    BitSet rest = bitsOf(left);
    rest.clear((int) range.from(), (int) range.end());
    assertThat(bitsOf(left.minus(range))).isEqualTo(rest);
  }

  @Property
  void should_lose_no_page_when_runs_are_cut(Gen gen) {
    DirtyPages dirty = spreadRuns(gen);
    long at = gen.between(0, 500);
    var low = new PageRange(0, at);
    var high = new PageRange(at, 10_000);
    assertThat(dirty.minus(low).count() + dirty.minus(high).count()).isEqualTo(dirty.count());
  }

  @Property
  void should_unite_to_no_less_than_either_and_no_more_than_both(Gen gen) {
    DirtyPages left = spreadRuns(gen);
    DirtyPages right = spreadRuns(gen);
    DirtyPages union = left.plus(right);
    assertThat(union.count())
        .isBetween(Math.max(left.count(), right.count()), left.count() + right.count())
        .isEqualTo(right.plus(left).count());
  }

  @Test
  void should_refuse_runs_out_of_order() {
    var high = new PageRun(10, 5, 5);
    var low = new PageRun(0, 11, 3);
    assertThatThrownBy(() -> new DirtyPages(List.of(low, high)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overlap");
  }

  @Test
  void should_count_filled_and_zero_pages_of_a_memory() {
    GuestMemory memory = GuestMemory.of(ByteCount.ofMib(1), 56);
    assertThat(memory.pages()).isEqualTo(256);
    assertThat(memory.filledPages()).isEqualTo(200);
    assertThat(memory.zeroPages()).isEqualTo(56);
    assertThatThrownBy(() -> GuestMemory.of(ByteCount.ofMib(1), 257))
        .hasMessageContaining("257 zero pages");
  }

  private static DirtyPages wholeRuns(Gen gen) {
    var runs = new ArrayList<PageRun>();
    for (PageRun run : spreadRuns(gen).runs()) {
      runs.add(new PageRun(run.from(), run.pages(), run.pages()));
    }
    return new DirtyPages(runs);
  }

  private static DirtyPages spreadRuns(Gen gen) {
    var runs = new ArrayList<PageRun>();
    long from = 0;
    for (int i = gen.between(0, 6); i > 0; i--) {
      from += gen.between(0, 20);
      long pages = gen.between(1, 60);
      runs.add(new PageRun(from, pages, gen.between(1L, pages)));
      from += pages;
    }
    return new DirtyPages(runs);
  }

  private static BitSet bitsOf(DirtyPages dirty) {
    var bits = new BitSet();
    for (PageRun run : dirty.runs()) {
      bits.set((int) run.from(), (int) run.end());
    }
    return bits;
  }

  @Test
  void should_see_whole_units_in_which_anything_is_dirty() {
    DirtyPages one = DirtyPages.spread(new PageRange(700, 1), 1);
    assertThat(one.inUnitsOf(512).runs()).containsExactly(new PageRun(512, 512, 512));
    DirtyPages all = DirtyPages.all(new PageRange(0, 2048));
    assertThat(all.inUnitsOf(512)).isEqualTo(all);
    DirtyPages some = DirtyPages.spread(new PageRange(0, 512_000), 100);
    assertThat(some.inUnitsOf(512).count()).isBetween(90L * 512, 100L * 512);
    assertThat(some.inUnitsOf(1)).isEqualTo(some);
  }
}
