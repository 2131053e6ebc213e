package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DriftingWritesTest {

  /** A thousand writes a second, so that write {@code i} is made at the end of millisecond i. */
  private static final Workload LOAD =
      new Workload(new PageRange(100, 10), Workload.pagesPerSecond(1000), 3, 100);

  @Property(tries = 300)
  void should_agree_with_the_probability_of_each_page(Gen gen) {
    Workload load = load(gen).withPeriod(SimDuration.ofMillis(gen.between(1, 200)));
    SimDuration from = SimDuration.ofMillis(gen.between(0, 3000));
    SimDuration to = from.plus(SimDuration.ofMillis(gen.between(0, 3000)));
    assertThat((double) DirtyModels.DRIFT.of(load).dirtied(from, to).count())
        .isCloseTo(expected(load, from, to), within(0.5001));
  }

  /** On a second turn the odd writes need no longer fall on independent windows. */
  @Property(tries = 300)
  void should_agree_for_a_turn_when_windows_differ_by_a_write(Gen gen) {
    Workload load = load(gen).withPeriod(SimDuration.ofMicros(gen.between(1000, 20_000)));
    SimDuration from = SimDuration.ofMillis(gen.between(0, 3000));
    long windows = gen.between(0, load.workingSet().pages() / load.hotPages() - 1);
    SimDuration to = from.plus(load.period().times(windows));
    assertThat((double) DirtyModels.DRIFT.of(load).dirtied(from, to).count())
        .isCloseTo(expected(load, from, to), within(1.0));
  }

  private static Workload load(Gen gen) {
    var set = new PageRange(gen.between(0, 50), gen.between(2, 400));
    return new Workload(
        set,
        Workload.pagesPerSecond(1000),
        gen.chance(30) ? 1 : gen.between(1, set.pages() - 1),
        gen.between(1, 100));
  }

  /** Write for write, page for page. */
  private static double expected(Workload load, SimDuration from, SimDuration to) {
    int pages = (int) load.workingSet().pages();
    double hot = load.hotPercent() / 100.0;
    var escape = new double[pages];
    Arrays.fill(escape, 1);
    for (long write = load.writesIn(from); write < load.writesIn(to); write++) {
      long window = ((write + 1) * 1_000_000 - 1) / load.period().nanos();
      for (int page = 0; page < pages; page++) {
        long into = Math.floorMod(page - window * load.hotPages(), (long) pages);
        boolean isHot = into < load.hotPages();
        escape[page] *= 1 - (1 - hot) / pages - (isHot ? hot / load.hotPages() : 0);
      }
    }
    return pages - Arrays.stream(escape).sum();
  }

  @Test
  void should_go_round_the_working_set_window_by_window() {
    DirtyModel drift = DirtyModels.DRIFT.of(LOAD.withPeriod(SimDuration.ofMillis(1000)));
    assertThat(drift.dirtied(seconds(1), seconds(2)))
        .isEqualTo(new DirtyPages(List.of(new PageRun(103, 3, 3))));
    assertThat(drift.dirtied(seconds(3), seconds(4)).countIn(new PageRange(100, 2))).isEqualTo(2);
    assertThat(drift.dirtied(seconds(3), seconds(4)).countIn(new PageRange(109, 1))).isEqualTo(1);
    assertThat(drift.after(seconds(4)).dirtied(SimDuration.ZERO, seconds(1)))
        .isEqualTo(new DirtyPages(List.of(new PageRun(102, 3, 3))));
    assertThat(drift.dirtied(SimDuration.ZERO, seconds(4)).count()).isEqualTo(10);
  }

  @Test
  void should_dirty_a_page_for_each_write_when_windows_pass_faster_than_writes() {
    var load =
        new Workload(new PageRange(0, 1_000_000), Workload.pagesPerSecond(1000), 1, 100)
            .withPeriod(SimDuration.ofMicros(70));
    assertThat(DirtyModels.DRIFT.of(load).dirtied(SimDuration.ZERO, seconds(1)).count())
        .isBetween(990L, 1000L);
  }

  @Test
  void should_take_any_size_and_any_time() {
    long pages = 1L << 40;
    var load =
        new Workload(new PageRange(0, pages), Workload.pagesPerSecond(1 << 20), pages / 3, 80)
            .withPeriod(new SimDuration(1));
    DirtyPages dirty =
        DirtyModels.DRIFT.of(load).dirtied(SimDuration.ZERO, new SimDuration(1L << 60));
    double turns = load.writesIn(new SimDuration(1L << 60)) / (double) pages;
    assertThat(dirty.count() / (double) pages).isCloseTo(-StrictMath.expm1(-turns), within(1e-6));
  }

  @Test
  void should_refuse_a_window_that_never_moves() {
    assertThatThrownBy(() -> DirtyModels.DRIFT.of(LOAD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("period of 1 ns or more");
  }

  private static SimDuration seconds(long seconds) {
    return SimDuration.ofSeconds(seconds);
  }
}
