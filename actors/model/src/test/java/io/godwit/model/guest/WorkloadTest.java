package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.guest.Workload.Phase;
import io.godwit.model.guest.Workload.TraceInterval;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  private static final PageRange SET = new PageRange(100, 1000);
  private static final Workload QUIET = Workload.even(SET, ByteRate.ZERO);
  private static final Workload BUSY = Workload.even(SET, Workload.pagesPerSecond(100));

  @Test
  void should_go_on_where_each_phase_stopped_the_turn_before() {
    DirtyModel phased =
        DirtyModels.PHASED.of(
            QUIET.withPhases(
                List.of(
                    new Phase(seconds(2), DirtyModels.SEQUENTIAL, BUSY),
                    new Phase(seconds(3), DirtyModels.IDLE, QUIET))));
    assertThat(phased.dirtied(seconds(0), seconds(5))).isEqualTo(pages(100, 200));
    assertThat(phased.dirtied(seconds(2), seconds(5))).isEqualTo(DirtyPages.NONE);
    assertThat(phased.dirtied(seconds(4), seconds(6))).isEqualTo(pages(300, 100));
    assertThat(phased.after(seconds(11)).dirtied(seconds(0), seconds(9)))
        .isEqualTo(pages(600, 300));
    assertThat(phased.dirtied(seconds(0), seconds(5_000_000))).isEqualTo(pages(100, 1000));
  }

  @Test
  void should_dirty_what_the_trace_says_going_round_the_working_set() {
    DirtyModel traced =
        DirtyModels.TRACE.of(
            QUIET.withTrace(
                List.of(
                    new TraceInterval(seconds(1), 300),
                    new TraceInterval(seconds(2), 0),
                    new TraceInterval(seconds(1), 200))));
    assertThat(traced.dirtied(seconds(0), seconds(1))).isEqualTo(pages(100, 300));
    assertThat(traced.dirtied(seconds(1), seconds(3))).isEqualTo(DirtyPages.NONE);
    assertThat(traced.dirtied(seconds(3), seconds(4))).isEqualTo(pages(400, 200));
    assertThat(traced.dirtied(SimDuration.ofMillis(3500), seconds(4))).isEqualTo(pages(500, 100));
    assertThat(traced.after(seconds(7)).dirtied(seconds(0), seconds(2)).countIn(SET))
        .isEqualTo(500);
    assertThat(traced.dirtied(seconds(0), seconds(8))).isEqualTo(DirtyPages.all(SET));
  }

  @Test
  void should_refuse_what_a_kind_cannot_do_without() {
    refused(() -> DirtyModels.PHASED.of(BUSY), "1 phase or more");
    refused(() -> DirtyModels.TRACE.of(BUSY), "trace of 1 interval or more");
  }

  @Test
  void should_refuse_numbers_out_of_range() {
    refused(() -> BUSY.withExponent(-1), "-1 thousandths: 0 to 10000");
    refused(() -> BUSY.withExponent(10_001), "10001 thousandths: 0 to 10000");
    refused(() -> new Phase(seconds(0), DirtyModels.IDLE, QUIET), "1 ns or more");
    refused(() -> new TraceInterval(seconds(0), 1), "1 ns or more");
    refused(() -> new TraceInterval(seconds(1), -1), "-1 pages");
    refused(
        () -> BUSY.withTrace(List.of(new TraceInterval(seconds(1), 1001))),
        "1001 distinct pages in 1.000 s, but the working set has 1000");
    var beyond = Workload.even(new PageRange(1000, 101), ByteRate.ZERO);
    refused(
        () -> BUSY.withPhases(List.of(new Phase(seconds(1), DirtyModels.UNIFORM, beyond))),
        "pages 1000 to 1100, but the working set has pages 100 to 1099");
  }

  private static void refused(ThrowingCallable construction, String why) {
    assertThatThrownBy(construction)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static DirtyPages pages(long from, long count) {
    return DirtyPages.all(new PageRange(from, count));
  }

  private static SimDuration seconds(long seconds) {
    return SimDuration.ofSeconds(seconds);
  }
}
