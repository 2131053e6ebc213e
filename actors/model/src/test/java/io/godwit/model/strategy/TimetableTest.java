package io.godwit.model.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.LoneLink;
import io.godwit.model.precopy.LoneLink.Estimate;
import io.godwit.model.precopy.LoneLink.Outcome;
import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.precopy.ParameterChange.DowntimeLimit;
import io.godwit.model.precopy.ParameterChange.MaxBandwidth;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.strategy.Timetable.Entry;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {

  private static final GuestMemory MEMORY = GuestMemory.of(ByteCount.ofGib(1), 0);
  private static final ByteRate SLOW = new ByteRate(50_000_000);

  /**
   * 10 s at 50 MB/s, the remaining 573 MB at 500 MB/s: 11.1 s in all for an idle guest, the last
   * 0.3 s after its stop.
   */
  @Test
  void should_change_the_bandwidth_in_the_middle_of_a_round_with_every_engine() {
    for (Engines engine : Engines.values()) {
      Estimate plain = drive(engine, 0, List.of());
      Estimate changed =
          drive(engine, 0, List.of(at(10, new MaxBandwidth(new ByteRate(500_000_000)))));
      assertThat(plain.running().toSeconds()).as(engine.word()).isGreaterThan(20);
      assertThat(changed.running().toSeconds()).as(engine.word()).isBetween(10.7, 11.4);
      assertThat(changed.sent().bytes())
          .as(engine.word())
          .isBetween(plain.sent().bytes() - 4104, plain.sent().bytes() + 4104);
    }
  }

  @Test
  void should_stop_a_guest_that_fits_only_into_the_later_limit() {
    for (Engines engine : List.of(Engines.TEXTBOOK, Engines.QEMU_7_2, Engines.QEMU_10)) {
      Estimate changed =
          drive(engine, 60_000, List.of(at(90, new DowntimeLimit(SimDuration.ofSeconds(10)))));
      assertThat(changed.outcome()).as(engine.word()).isEqualTo(Outcome.STOPPED);
      assertThat(changed.running().toSeconds()).as(engine.word()).isBetween(90.0, 100.0);
    }
  }

  @Test
  void should_leave_a_migration_alone_that_nothing_is_planned_for() {
    var first =
        Engines.QEMU_8_2
            .engine()
            .begin(MEMORY, DirtyModels.IDLE.of(writing(0)), PreCopySettings.DEFAULT, SimTime.ZERO);
    assertThat(new Timetable(List.of()).watch(first)).isSameAs(first);
  }

  private static Entry at(long seconds, ParameterChange change) {
    return new Entry(SimDuration.ofSeconds(seconds), change);
  }

  private static Workload writing(long pagesPerSecond) {
    return new Workload(new PageRange(0, 100_000), Workload.pagesPerSecond(pagesPerSecond), 0, 0);
  }

  private static Estimate drive(Engines engine, long pagesPerSecond, List<Entry> entries) {
    var first =
        engine
            .engine()
            .begin(
                MEMORY,
                DirtyModels.UNIFORM.of(writing(pagesPerSecond)),
                PreCopySettings.DEFAULT.withMaxBandwidth(SLOW).withPatience(1_000),
                SimTime.ZERO);
    return new LoneLink(new ByteRate(1_000_000_000), SimDuration.ofSeconds(300))
        .drive(new Timetable(entries).watch(first));
  }
}
