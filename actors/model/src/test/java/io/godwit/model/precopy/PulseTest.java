package io.godwit.model.precopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.unit.SimDuration;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {

  private static final Processors BUSY =
      new Processors(millis(4), SimDuration.ZERO, SimDuration.ZERO, true);

  @Test
  void should_sleep_first_and_then_run_for_a_slice() {
    Pulse pulse = Pulse.none(BUSY).to(99, millis(500));
    assertThat(pulse.guestTime(millis(0), millis(500))).isEqualTo(millis(500));
    assertThat(pulse.guestTime(millis(500), millis(1490))).isEqualTo(millis(0));
    assertThat(pulse.guestTime(millis(1490), millis(1500))).isEqualTo(millis(10));
    assertThat(pulse.guestTime(millis(1500), millis(2490))).isEqualTo(millis(0));
  }

  @Test
  void should_write_a_portion_at_once_when_it_wakes_up_and_one_for_each_of_its_slice() {
    Pulse pulse = Pulse.none(Processors.EMULATED).to(99, millis(0));
    assertThat(pulse.guestTime(millis(0), millis(990))).isEqualTo(millis(0));
    assertThat(pulse.guestTime(millis(0), millis(1000))).isEqualTo(millis(11));
  }

  @Test
  void should_be_late_by_a_tick_in_one_cycle_of_three_the_second_after_a_sync() {
    Pulse pulse = Pulse.none(BUSY).to(80, millis(0));
    assertThat(pulse.guestTime(millis(0), millis(50))).isEqualTo(millis(10));
    assertThat(pulse.guestTime(millis(50), millis(104))).isEqualTo(millis(14));
    assertThat(pulse.guestTime(millis(104), millis(154))).isEqualTo(millis(10));
    assertThat(pulse.guestTime(millis(0), millis(15_400))).isEqualTo(millis(3_400));
    assertThat(pulse.to(80, millis(60)).guestTime(millis(60), millis(104))).isEqualTo(millis(10));
    assertThat(pulse.to(80, millis(102)).guestTime(millis(102), millis(154))).isEqualTo(millis(12));
  }

  @Test
  void should_make_up_for_a_short_sleep_when_it_wakes_up_but_not_for_a_long_one() {
    Pulse half = Pulse.none(Processors.EMULATED).to(50, millis(0));
    assertThat(half.guestTime(millis(0), millis(9))).isEqualTo(millis(0));
    assertThat(half.guestTime(millis(0), millis(20))).isEqualTo(millis(20));
    Pulse more = Pulse.none(Processors.EMULATED).to(80, millis(0));
    assertThat(more.guestTime(millis(0), millis(50))).isEqualTo(millis(11));
  }

  @Test
  void should_let_another_percentage_wait_for_the_next_cycle() {
    Pulse pulse = Pulse.none(Processors.HARDWARE).to(50, millis(0)).to(90, millis(25));
    assertThat(pulse.guestTime(millis(20), millis(40))).isEqualTo(millis(10));
    assertThat(pulse.guestTime(millis(40), millis(130))).isEqualTo(millis(0));
    assertThat(pulse.guestTime(millis(130), millis(140))).isEqualTo(millis(10));
  }

  @Test
  void should_run_for_a_slice_before_another_percentage_where_the_sync_waits_for_it_to_wake_up() {
    Pulse pulse = Pulse.none(BUSY).to(90, millis(0)).to(99, millis(95));
    assertThat(pulse.guestTime(millis(95), millis(105))).isEqualTo(millis(10));
    assertThat(pulse.guestTime(millis(105), millis(1095))).isEqualTo(millis(0));
  }

  @Test
  void should_hold_a_sync_up_until_it_wakes_only_where_processors_are_emulated() {
    Pulse pulse = Pulse.none(BUSY).to(90, millis(0));
    assertThat(pulse.syncWaits(millis(30))).isEqualTo(millis(60));
    assertThat(pulse.syncWaits(millis(95))).isEqualTo(millis(0));
    assertThat(Pulse.none(Processors.HARDWARE).to(90, millis(0)).syncWaits(millis(30)))
        .isEqualTo(millis(0));
  }

  /** Whatever is asked in between, all parts of a stretch of time come to the whole. */
  @Property(tries = 300)
  void should_give_a_guest_the_sum_of_its_parts(Gen gen) {
    Pulse pulse = Pulse.none(gen.oneOf(List.of(BUSY, Processors.EMULATED, Processors.HARDWARE)));
    long now = 0;
    for (int change = 0; change < 4; change++) {
      now += gen.between(0, 300);
      pulse = pulse.to(gen.between(0, 99), millis(now));
      long from = now;
      long middle = from + gen.between(0, 2_000);
      long to = middle + gen.between(0, 2_000);
      SimDuration whole = pulse.guestTime(millis(from), millis(to));
      assertThat(pulse.guestTime(millis(from), millis(middle))).isLessThanOrEqualTo(whole);
      assertThat(
              pulse
                  .guestTime(millis(from), millis(middle))
                  .plus(pulse.guestTime(millis(middle), millis(to))))
          .isEqualTo(whole);
    }
  }

  private static SimDuration millis(long count) {
    return SimDuration.ofMillis(count);
  }
}
