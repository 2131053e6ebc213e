package io.godwit.model.precopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows that SimGrid 3.32 printed for one guest on a link of its own. */
class SimGridTest {

  private static final long LINK = 125_000_000L;
  private static final SimDuration LIMIT = SimDuration.ofMillis(30);

  @ParameterizedTest
  @CsvSource({"3, 4, 2430000, 11420240", "6, 10, 3627970, 19956464", "9, 53, 3381387, 79756539"})
  void should_take_simgrids_rounds_bytes_and_time(
      int tenths, int rounds, long finalBytes, long totalMicros) {
    LoneLink.Estimate estimate = migrate(ByteRate.of(LINK / 10 * tenths), LIMIT);
    assertThat(estimate.rounds()).hasSize(rounds + 1);
    assertThat(estimate.finalBytes()).isEqualTo(ByteCount.of(finalBytes));
    assertThat(estimate.running().plus(estimate.stopped()).nanos() / 1_000.0)
        .isBetween(totalMicros * (1 - 1e-6), totalMicros * (1 + 1e-6));
  }

  @Test
  void should_stop_when_the_rest_is_just_what_fits() {
    ByteRate rate = ByteRate.of(LINK / 2);
    SimDuration first = SimDuration.ofSeconds(4);
    assertThat(migrate(rate, first).rounds()).hasSize(1);
    assertThat(migrate(rate, first.minus(SimDuration.ofNanos(10))).rounds()).hasSize(2);
  }

  @Test
  void should_let_the_guest_go_first_when_told() {
    GuestMemory memory = memory();
    Turn first = begin(memory, ByteRate.of(LINK / 2), LIMIT).leftBehind();
    assertThat(first.session().afterStop(SimDuration.ZERO).bytes()).isEqualTo(ByteCount.ZERO);
    assertThat(first.session().afterResume().bytes()).isEqualTo(memory.size());
    assertThat(first.session().acknowledges()).isTrue();
  }

  private static LoneLink.Estimate migrate(ByteRate rate, SimDuration limit) {
    return new LoneLink(ByteRate.of(LINK), SimDuration.ofSeconds(1_000))
        .drive(begin(memory(), rate, limit));
  }

  private static GuestMemory memory() {
    return GuestMemory.of(ByteCount.of(1_000_000_000L), 0);
  }

  private static Turn begin(GuestMemory memory, ByteRate rate, SimDuration limit) {
    ByteCount most = ByteCount.of(900_000_000L);
    var set = new PageRange(0, GuestMemory.pagesOf(most));
    return Engines.SIMGRID
        .engine()
        .begin(
            memory,
            DirtyModels.LINEAR.of(Workload.even(set, rate).withMost(most)),
            PreCopySettings.DEFAULT.withDowntimeLimit(limit),
            SimTime.ZERO);
  }
}
