package io.godwit.model.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import org.junit.jupiter.api.Test;

class LinearWritesTest {

  private static final DirtyModel MODEL =
      DirtyModels.LINEAR.of(
          Workload.even(new PageRange(0, 3), new ByteRate(1_000)).withMost(ByteCount.of(10_001)));

  @Test
  void should_dirty_what_it_writes_to_the_byte_up_to_its_working_set() {
    assertThat(dirtied(1_999)).isEqualTo(ByteCount.of(1_999));
    assertThat(dirtied(10_000)).isEqualTo(ByteCount.of(10_000));
    assertThat(dirtied(60_000)).isEqualTo(ByteCount.of(10_001));
  }

  @Test
  void should_forget_what_was_dirty_at_the_question_before() {
    SimDuration later = SimDuration.ofSeconds(100);
    assertThat(MODEL.dirtiedBytes(later, later.plus(SimDuration.ofSeconds(2))))
        .isEqualTo(ByteCount.of(2_000));
  }

  @Test
  void should_round_its_pages_up_and_stay_within_the_working_set() {
    assertThat(MODEL.dirtied(SimDuration.ZERO, SimDuration.ofMillis(1)).count()).isEqualTo(1);
    assertThat(MODEL.dirtied(SimDuration.ZERO, SimDuration.ofSeconds(100)).count()).isEqualTo(3);
  }

  private static ByteCount dirtied(long millis) {
    return MODEL.dirtiedBytes(SimDuration.ZERO, SimDuration.ofMillis(millis));
  }
}
