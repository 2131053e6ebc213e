package io.godwit.model.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.guest.PageRange;
import io.godwit.model.guest.Workload;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.LoneLink;
import io.godwit.model.precopy.LoneLink.Estimate;
import io.godwit.model.precopy.LoneLink.Outcome;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  private static final ByteRate LINK = new ByteRate(1_250_000_000);
  private static final GuestMemory MEMORY = GuestMemory.of(ByteCount.ofGib(2), 0);
  private static final PageRange SET = new PageRange(0, 1 << 18);

  @Property(tries = 60)
  void should_never_beat_the_clairvoyant(Gen gen) {
    Engines engine = gen.oneOf(List.of(Engines.TEXTBOOK, Engines.QEMU_8_2));
    DirtyModel writes = writes(gen, gen.between(1, 2_000_000_000));
    Strategies strategy =
        gen.oneOf(List.of(Strategies.PRE_COPY, Strategies.STOP_AND_COPY, Strategies.AUTO_CONVERGE));
    Estimate bound = drive(Engines.TEXTBOOK, Strategies.CLAIRVOYANT, writes);
    Estimate result = drive(engine, strategy, writes);
    assertThat(bound.outcome()).isEqualTo(Outcome.STOPPED);
    if (result.outcome() == Outcome.STOPPED) {
      assertThat(bound.sent().bytes()).isLessThanOrEqualTo(result.sent().bytes());
      assertThat(nanos(bound)).isLessThanOrEqualTo(nanos(result) + 1_000_000);
    }
  }

  private static long nanos(Estimate estimate) {
    return estimate.running().nanos() + estimate.stopped().nanos();
  }

  @Property(tries = 60)
  void should_bring_over_every_page_with_every_strategy(Gen gen) {
    Strategies strategy = gen.oneOf(List.of(Strategies.values()));
    Engines engine = gen.oneOf(List.of(Engines.TEXTBOOK, Engines.QEMU_7_2, Engines.QEMU_10));
    Estimate result = drive(engine, strategy, writes(gen, gen.between(0, 400_000_000)));
    assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
    long least = strategy == Strategies.COMPRESSION ? 1373 : 4096;
    assertThat(result.sent().bytes()).isGreaterThanOrEqualTo(MEMORY.pages() * least);
  }

  @Test
  void should_stop_at_once_when_all_moves_while_the_guest_stands() {
    Estimate result = drive(Engines.QEMU_8_2, Strategies.STOP_AND_COPY, uniform(900_000_000));
    assertThat(result.running()).isEqualTo(SimDuration.ZERO);
    assertThat(result.finalBytes()).isEqualTo(result.sent());
  }

  @Test
  void should_let_all_memory_follow_with_post_copy_on_any_engine() {
    for (Engines engine : List.of(Engines.TEXTBOOK, Engines.QEMU_8_2)) {
      Estimate result = drive(engine, Strategies.POST_COPY, uniform(900_000_000));
      assertThat(result.running()).isEqualTo(SimDuration.ZERO);
      assertThat(result.finalBytes()).isEqualTo(ByteCount.ZERO);
      assertThat(result.followed()).isGreaterThan(SimDuration.ofMillis(1000));
    }
  }

  @Test
  void should_leave_behind_only_what_the_first_round_dirtied_with_hybrid() {
    for (Engines engine : List.of(Engines.TEXTBOOK, Engines.QEMU_8_2)) {
      Estimate result = drive(engine, Strategies.HYBRID, uniform(900_000_000));
      assertThat(result.rounds()).hasSize(1);
      assertThat(result.followed())
          .isBetween(SimDuration.ofMillis(300), SimDuration.ofMillis(1500));
    }
  }

  /** Throttled to a tenth and less, any of them fits. */
  @Test
  void should_converge_by_slowing_the_guest_where_pre_copy_cannot() {
    for (Engines engine : List.of(Engines.TEXTBOOK, Engines.QEMU_8_2)) {
      DirtyModel writes = uniform(3_000_000_000L);
      assertThat(drive(engine, Strategies.PRE_COPY, writes).outcome())
          .isNotEqualTo(Outcome.STOPPED);
      assertThat(drive(engine, Strategies.AUTO_CONVERGE, writes).outcome())
          .isEqualTo(Outcome.STOPPED);
      assertThat(drive(engine, Strategies.DIRTY_LIMIT, writes).outcome())
          .isEqualTo(Outcome.STOPPED);
    }
  }

  @Test
  void should_stop_a_stalled_guest_only_if_the_downtime_is_acceptable() {
    Estimate fits = drive(Engines.QEMU_8_2, Strategies.STALL_DETECTOR, uniform(3_000_000_000L));
    assertThat(fits.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(fits.stopped()).isBetween(SimDuration.ofMillis(400), SimDuration.ofMillis(900));
    Estimate not =
        drive(
            Engines.QEMU_8_2,
            Strategies.STALL_DETECTOR,
            DirtyModels.UNIFORM.of(Workload.even(MEMORY.all(), new ByteRate(9_000_000_000L))));
    assertThat(not.outcome()).isEqualTo(Outcome.GAVE_UP);
  }

  /** By the maximum: below it stops, up to half as much again it waits a minute, then gives up. */
  @Test
  void should_have_a_stalled_guest_wait_for_a_moment_that_is_nearly_there() {
    Estimate at = stalled(SimDuration.ofMillis(1000));
    assertThat(at.outcome()).isEqualTo(Outcome.STOPPED);
    Estimate nearly = stalled(SimDuration.ofMillis(700));
    assertThat(nearly.outcome()).isEqualTo(Outcome.GAVE_UP);
    assertThat(nearly.running().minus(at.running()))
        .isBetween(SimDuration.ofSeconds(59), SimDuration.ofSeconds(62));
    Estimate never = stalled(SimDuration.ofMillis(500));
    assertThat(never.outcome()).isEqualTo(Outcome.GAVE_UP);
    assertThat(never.running()).isLessThan(nearly.running().minus(SimDuration.ofSeconds(50)));
  }

  private static Estimate stalled(SimDuration most) {
    var stall = new Tuning.Stall(SimDuration.ofSeconds(40), 4, most);
    Tuning plain = Tuning.DEFAULT;
    var tuning =
        new Tuning(
            plain.throttling(),
            plain.dirtyLimit(),
            plain.deltaCache(),
            plain.deltaBytes(),
            plain.compression(),
            plain.channels(),
            stall);
    return new LoneLink(LINK, SimDuration.ofSeconds(400))
        .drive(
            Strategies.STALL_DETECTOR
                .create()
                .begin(
                    new CopyTask(
                        Engines.QEMU_8_2.engine(),
                        MEMORY,
                        uniform(30_000_000_000L),
                        PreCopySettings.DEFAULT,
                        tuning,
                        SimTime.ZERO)));
  }

  @Test
  void should_send_less_of_what_it_sends_again_with_a_delta_cache_that_holds_it() {
    DirtyModel writes =
        DirtyModels.UNIFORM.of(
            Workload.even(new PageRange(0, 16_384), new ByteRate(2_000_000_000L)));
    for (Engines engine : List.of(Engines.TEXTBOOK, Engines.QEMU_8_2)) {
      long plain = drive(engine, Strategies.PRE_COPY, writes, 20).sent().bytes();
      long deltas = drive(engine, Strategies.XBZRLE, writes, 20).sent().bytes();
      assertThat(deltas).isLessThan(plain);
    }
  }

  private static DirtyModel writes(Gen gen, long bytesPerSecond) {
    DirtyModels kind = gen.oneOf(List.of(DirtyModels.UNIFORM, DirtyModels.SEQUENTIAL));
    return kind.of(Workload.even(SET, new ByteRate(bytesPerSecond)));
  }

  private static DirtyModel uniform(long bytesPerSecond) {
    return DirtyModels.UNIFORM.of(Workload.even(SET, new ByteRate(bytesPerSecond)));
  }

  private static Estimate drive(Engines engine, Strategies strategy, DirtyModel writes) {
    return drive(engine, strategy, writes, 300);
  }

  private static Estimate drive(
      Engines engine, Strategies strategy, DirtyModel writes, long limitMillis) {
    var settings = PreCopySettings.DEFAULT.withDowntimeLimit(SimDuration.ofMillis(limitMillis));
    Turn first =
        strategy
            .create()
            .begin(
                new CopyTask(
                    engine.engine(), MEMORY, writes, settings, Tuning.DEFAULT, SimTime.ZERO));
    return new LoneLink(LINK, SimDuration.ofSeconds(200)).drive(first);
  }
}
