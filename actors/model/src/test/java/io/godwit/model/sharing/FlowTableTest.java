package io.godwit.model.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import org.junit.jupiter.api.Test;

/** Cases that can be worked out by hand: three links of 1000 B/s. */
class FlowTableTest {

  private static final ByteRate CAPACITY = ByteRate.of(1000);

  private final DrivenTable table = new DrivenTable(3, link -> CAPACITY);

  @Test
  void should_give_a_lone_flow_the_whole_link() {
    start(1, 5000, 0);
    assertThat(table.rate(1)).isEqualTo(CAPACITY);
    assertThat(table.nextEnd()).contains(seconds(5));
    assertThat(table.endedUntil(seconds(5))).containsExactly(1);
    assertThat(table.size()).isZero();
    assertThat(table.nextEnd()).isEmpty();
  }

  @Test
  void should_share_a_link_equally_and_return_what_a_finished_flow_leaves() {
    start(1, 1000, 0);
    start(2, 3000, 0);
    assertThat(table.rate(1)).isEqualTo(ByteRate.of(500));
    assertThat(table.endedUntil(seconds(2))).containsExactly(1);
    assertThat(table.rate(2)).isEqualTo(CAPACITY);
    assertThat(table.nextEnd()).contains(seconds(4));
  }

  @Test
  void should_give_to_others_what_a_flow_cannot_use_elsewhere() {
    start(1, 9000, 0, 1);
    start(2, 9000, 0);
    start(3, 9000, 0);
    start(4, 9000, 1);
    assertThat(table.rate(2).bytesPerSecond()).isEqualTo(333);
    assertThat(table.rate(4).bytesPerSecond()).isEqualTo(666);
  }

  @Test
  void should_keep_a_flow_below_its_cap_and_give_the_rest_away() {
    table.start(1, new int[] {0}, ByteCount.of(9000), ByteRate.of(100), SimTime.ZERO);
    start(2, 9000, 0);
    assertThat(table.rate(1)).isEqualTo(ByteRate.of(100));
    assertThat(table.rate(2)).isEqualTo(ByteRate.of(900));
  }

  @Test
  void should_share_by_weight() {
    table.start(1, new int[] {0}, ByteCount.of(9000), FlowTable.UNLIMITED, 3, SimTime.ZERO);
    start(2, 9000, 0);
    assertThat(table.rate(1)).isEqualTo(ByteRate.of(750));
    assertThat(table.nextEnd()).contains(seconds(12));
  }

  @Test
  void should_stand_still_while_a_link_is_down() {
    start(1, 5000, 0);
    table.changeCapacity(0, ByteRate.ZERO, seconds(2));
    assertThat(table.nextEnd()).isEmpty();
    assertThat(table.sent(1, seconds(9))).isEqualTo(ByteCount.of(2000));
    table.changeCapacity(0, CAPACITY, seconds(10));
    assertThat(table.nextEnd()).contains(seconds(13));
    assertThat(table.use(0, seconds(13)).full()).isEqualTo(SimDuration.ofSeconds(5));
  }

  @Test
  void should_tell_what_a_stopped_flow_has_sent() {
    start(1, 5000, 0);
    assertThat(table.stop(1, seconds(2))).isEqualTo(ByteCount.of(2000));
    assertThat(table.size()).isZero();
    assertThat(table.use(0, seconds(3)))
        .isEqualTo(new LinkUse(ByteCount.of(2000), SimDuration.ofSeconds(2), CAPACITY));
  }

  @Test
  void should_end_at_once_a_flow_without_bytes_or_without_anything_to_hold_it() {
    start(2, 0, 0);
    start(1, 1000);
    assertThat(table.nextEnd()).contains(SimTime.ZERO);
    assertThat(table.endedUntil(SimTime.ZERO)).containsExactly(1, 2);
  }

  @Test
  void should_order_ends_by_time_then_by_flow() {
    start(9, 1000, 0);
    start(3, 2000, 1);
    start(2, 1000, 2);
    assertThat(table.endedUntil(seconds(7))).containsExactly(2, 9, 3);
  }

  @Test
  void should_never_end_a_flow_before_its_last_byte() {
    table.changeCapacity(0, ByteRate.of(3), SimTime.ZERO);
    start(1, 1, 0);
    assertThat(table.nextEnd()).contains(new SimTime(333_333_334));
    assertThat(table.endedUntil(new SimTime(333_333_333))).isEmpty();
    assertThat(table.sent(1, new SimTime(333_333_333))).isEqualTo(ByteCount.ZERO);
  }

  @Test
  void should_carry_a_pebibyte_over_the_fastest_link_without_overflow() {
    table.changeCapacity(0, ByteRate.of(Work.MOST_BYTES_PER_SECOND), SimTime.ZERO);
    start(1, Work.MOST_BYTES, 0);
    assertThat(table.nextEnd()).contains(seconds(256));
    assertThat(table.sent(1, seconds(255))).isEqualTo(ByteCount.of(255L << 42));
    table.changeCapacity(0, ByteRate.of(1), seconds(255));
    assertThat(table.nextEnd()).isEmpty();
  }

  @Test
  void should_refuse_what_only_a_bug_would_ask_for() {
    start(1, 1000, 0);
    table.endedUntil(new SimTime(5));
    assertThatThrownBy(() -> table.stop(7, new SimTime(5))).hasMessageContaining("flow 7");
    assertThatThrownBy(
            () -> table.start(1, new int[] {0}, ByteCount.of(1), CAPACITY, new SimTime(5)))
        .hasMessageContaining("up already");
    assertThatThrownBy(
            () -> table.start(2, new int[] {3}, ByteCount.of(1), CAPACITY, new SimTime(5)))
        .hasMessageContaining("link 3");
    assertThatThrownBy(
            () -> table.start(2, new int[] {0, 0}, ByteCount.of(1), CAPACITY, new SimTime(5)))
        .hasMessageContaining("twice");
    assertThatThrownBy(
            () ->
                table.changeCapacity(
                    0, new ByteRate(Work.MOST_BYTES_PER_SECOND + 1), new SimTime(5)))
        .hasMessageContaining("at most");
  }

  @Test
  void should_let_no_time_pass_over_what_was_not_settled_or_not_ended() {
    var bare = new FlowTable(1, link -> CAPACITY);
    bare.start(1, new int[] {0}, ByteCount.of(1000), FlowTable.UNLIMITED, 1, new SimTime(5));
    assertThatThrownBy(() -> bare.changeCapacity(0, CAPACITY, new SimTime(6)))
        .hasMessageContaining("settle it first");
    bare.settle();
    assertThatThrownBy(() -> bare.changeCapacity(0, CAPACITY, new SimTime(4)))
        .hasMessageContaining("4 ns");
    assertThatThrownBy(() -> bare.changeCapacity(0, CAPACITY, seconds(2)))
        .hasMessageContaining("was complete at 1.000 s");
  }

  @Test
  void should_answer_about_later_times_without_passing_there() {
    start(1, 5000, 0);
    start(2, 3000, 0);
    assertThat(table.sent(1, seconds(4))).isEqualTo(ByteCount.of(2000));
    assertThat(table.use(0, seconds(4)))
        .isEqualTo(new LinkUse(ByteCount.of(4000), SimDuration.ofSeconds(4), CAPACITY));
    assertThat(table.sent(1, seconds(1))).isEqualTo(ByteCount.of(500));
    assertThat(table.endedUntil(seconds(6))).containsExactly(2);
    assertThat(table.nextEnd()).contains(seconds(8));
  }

  private void start(long flow, long size, int... route) {
    table.start(flow, route, ByteCount.of(size), FlowTable.UNLIMITED, SimTime.ZERO);
  }

  private static SimTime seconds(long seconds) {
    return SimTime.ZERO.plus(SimDuration.ofSeconds(seconds));
  }
}
