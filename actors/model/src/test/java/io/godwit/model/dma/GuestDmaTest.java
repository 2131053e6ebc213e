package io.godwit.model.dma;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.guest.DirtyPages;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.precopy.DeviceWrites;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.Sent;
import io.godwit.model.precopy.Step;
import io.godwit.model.precopy.Turn;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import org.junit.jupiter.api.Test;

/** A device with 1 MiB of buffers in a guest of 1 GiB, which writes 4 MiB/s of them. */
class GuestDmaTest {

  private static final SimDuration SECOND = SimDuration.ofSeconds(1);
  private static final long PAGES = 1L << 18;
  private static final SimDuration COMMAND = SimDuration.ofMicros(50);
  private static final ByteRate RATE = ByteRate.of(2_000_000_000L);

  private static GuestDma dma(DirtyTrackers tracker, long unit, Untracked untracked) {
    var dma = new GuestDma(GuestMemory.of(ByteCount.of(1L << 30), 0).backedBy(512), untracked);
    var settings = new DmaSettings(tracker, ByteCount.of(1L << 20), ByteCount.of(4096), unit);
    dma.add(settings, 1024, COMMAND, RATE);
    return dma;
  }

  private static GuestDma dma(DirtyTrackers tracker) {
    return dma(tracker, 1, Untracked.COUNT_ALL);
  }

  private static DirtyPages seen(GuestDma dma, SimDuration to) {
    return dma.seenWith((from, until) -> DirtyPages.NONE).dirtied(SimDuration.ZERO, to);
  }

  @Test
  void should_fill_its_buffers_at_the_end_of_memory_round_and_round() {
    GuestDma dma = dma(DirtyTrackers.WRITE_RECORDS);
    assertThat(seen(dma, SimDuration.ofMillis(125)).count()).isEqualTo(128);
    assertThat(seen(dma, SECOND).count()).isEqualTo(256);
    assertThat(seen(dma, SECOND).runs().get(0).from()).isEqualTo(PAGES - 256);
  }

  @Test
  void should_know_writes_in_units_of_the_tracker() {
    GuestDma huge = dma(DirtyTrackers.IOMMU_DIRTY_BITS, 0, Untracked.COUNT_ALL);
    assertThat(seen(huge, SimDuration.ofMillis(1)).count()).isEqualTo(512);
  }

  /** Records cost by what was written, a log by memory, a page table by its entries. */
  @Test
  void should_take_as_long_to_ask_as_there_is_to_look_at() {
    assertThat(dma(DirtyTrackers.WRITE_RECORDS).sync(SimDuration.ZERO, SECOND))
        .isEqualTo(COMMAND.plus(RATE.timeToSend(ByteCount.of(256 * 8))));
    assertThat(dma(DirtyTrackers.DMA_LOGGING).sync(SimDuration.ZERO, SECOND))
        .isEqualTo(COMMAND.times(3).plus(RATE.timeToSend(ByteCount.of(PAGES / 8))));
    assertThat(dma(DirtyTrackers.IOMMU_DIRTY_BITS).sync(SimDuration.ZERO, SECOND))
        .isEqualTo(SimDuration.ofNanos(5 * PAGES + 10_000));
    assertThat(dma(DirtyTrackers.NONE).sync(SimDuration.ZERO, SECOND)).isEqualTo(SimDuration.ZERO);
  }

  @Test
  void should_walk_one_page_table_for_all_devices() {
    GuestDma dma = dma(DirtyTrackers.IOMMU_DIRTY_BITS);
    SimDuration one = dma.sync(SimDuration.ZERO, SECOND);
    dma.add(
        new DmaSettings(
            DirtyTrackers.IOMMU_DIRTY_BITS, ByteCount.of(1L << 20), ByteCount.of(4096), 1),
        1024,
        COMMAND,
        RATE);
    assertThat(dma.sync(SimDuration.ZERO, SECOND)).isEqualTo(one);
  }

  private static Turn begun(GuestDma dma) {
    var memory = GuestMemory.of(ByteCount.of(1L << 30), 0);
    PreCopySettings strict = PreCopySettings.DEFAULT.withDowntimeLimit(SimDuration.ofNanos(1));
    var writes = dma.seenWith((from, to) -> DirtyPages.NONE);
    return dma.watch(Engines.TEXTBOOK.engine().begin(memory, writes, strict, SimTime.ZERO));
  }

  @Test
  void should_send_nothing_while_devices_are_asked() {
    GuestDma dma = dma(DirtyTrackers.DMA_LOGGING);
    Turn first = begun(dma);
    ByteCount all = ((Step.Send) first.step()).bytes();
    Turn asking = first.next(new Sent(all, SECOND), SimTime.ZERO.plus(SECOND));
    SimDuration takes = dma.sync(SimDuration.ZERO, SECOND);
    assertThat(asking.step()).isEqualTo(new Step.Wait(takes));
    Turn sending = asking.next(Sent.nothing(takes), SimTime.ZERO.plus(SECOND).plus(takes));
    assertThat(((Step.Send) sending.step()).bytes()).isEqualTo(ByteCount.of(256 * 4104));
  }

  private static DeviceWrites atStop(GuestDma dma) {
    return begun(dma).session().deviceWrites(SECOND, SimDuration.ofMillis(10)).orElseThrow();
  }

  @Test
  void should_find_what_was_written_until_the_devices_stood() {
    DeviceWrites tracked = atStop(dma(DirtyTrackers.WRITE_RECORDS));
    assertThat(tracked.written()).isEqualTo(ByteCount.of(1L << 20));
    assertThat(tracked.found()).isEqualTo(tracked.written());
    assertThat(tracked.late()).isEqualTo(ByteCount.of(10 * 4104));
  }

  @Test
  void should_send_all_memory_once_more_for_a_device_that_nobody_can_ask() {
    GuestDma dma = dma(DirtyTrackers.NONE);
    assertThat(begun(dma).session().afterStop(SECOND).bytes().bytes()).isEqualTo(PAGES * 4104);
    assertThat(atStop(dma).found()).isEqualTo(atStop(dma).written());
  }

  @Test
  void should_miss_what_it_does_not_look_for() {
    DeviceWrites ignored = atStop(dma(DirtyTrackers.NONE, 1, Untracked.IGNORE));
    assertThat(ignored.written()).isEqualTo(ByteCount.of(1L << 20));
    assertThat(ignored.found()).isEqualTo(ByteCount.ZERO);
    DeviceWrites suspended = atStop(dma(DirtyTrackers.NONE, 1, Untracked.SUSPEND_DEVICES));
    assertThat(suspended.written()).isEqualTo(ByteCount.ZERO);
  }
}
