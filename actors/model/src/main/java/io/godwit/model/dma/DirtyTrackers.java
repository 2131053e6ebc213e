package io.godwit.model.dma;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * The ways to learn which pages a device has written. Which there are is in facts/virtio.md D; what
 * each costs is assumed here, from what it has to look at.
 */
public enum DirtyTrackers {
  /** Of the thread: a device keeps a record of each page that it writes, and hands it over once. */
  WRITE_RECORDS(
      "device-write-records",
      "the device lists the pages that it wrote (the thread's): as long as they are many",
      false) {
    @Override
    SimDuration sync(DmaDevice device, long written, long mapped) {
      ByteCount records = ByteCount.of(written * RECORD_BYTES);
      long commands = Math.max(1, (records.bytes() + READ_BYTES - 1) / READ_BYTES);
      return device.command().times(commands).plus(device.rate().timeToSend(records));
    }
  },
  /** Of VFIO: a bit for each page of a range, which the device hands over and clears. */
  DMA_LOGGING(
      "vfio-dma-logging",
      "the device keeps a bit for each page of the guest's memory (VFIO): as long as that is large",
      false) {
    @Override
    SimDuration sync(DmaDevice device, long written, long mapped) {
      ByteCount bits = ByteCount.of((mapped + Byte.SIZE - 1) / Byte.SIZE);
      return device.command().times(RANGES).plus(device.rate().timeToSend(bits));
    }
  },
  /** Of the IOMMU: the processor reads and clears a bit in each entry of the page table. */
  IOMMU_DIRTY_BITS(
      "iommu-dirty-bits",
      "the host walks the IOMMU's page table, whose pages are as large as those behind the guest",
      true) {
    @Override
    SimDuration sync(DmaDevice device, long written, long mapped) {
      return ENTRY.times(mapped).plus(FLUSH);
    }
  },
  /** Nobody knows. */
  NONE("none", "nobody: see migration.untracked", false) {
    @Override
    SimDuration sync(DmaDevice device, long written, long mapped) {
      return SimDuration.ZERO;
    }
  };

  /** An address (an assumption: no source has the layout, facts/virtio.md A.8). */
  private static final long RECORD_BYTES = 8;

  /** What one command returns at most (an assumption: Linux's first buffer). */
  private static final long READ_BYTES = 1L << 20;

  /** QEMU has all memory in at most three ranges (facts/virtio.md D.3). */
  private static final long RANGES = 3;

  /**
   * To read and clear one entry of a page table (an assumption: a cache line of eight in 40 ns).
   */
  private static final SimDuration ENTRY = SimDuration.ofNanos(5);

  /** Of the IOMMU's cache, without which bits would not be set again (an assumption). */
  private static final SimDuration FLUSH = SimDuration.ofMicros(10);

  private final String word;
  private final String about;
  private final boolean oncePerGuest;

  DirtyTrackers(String word, String about, boolean oncePerGuest) {
    this.word = word;
    this.about = about;
    this.oncePerGuest = oncePerGuest;
  }

  /** The stable word of scenario files. */
  public String word() {
    return word;
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  /** Whether one look is for all devices of a guest. */
  boolean oncePerGuest() {
    return oncePerGuest;
  }

  /**
   * How long it takes to ask.
   *
   * @param written units that the device has written since it was last asked
   * @param mapped units of the guest's memory, any of which it may have written
   */
  abstract SimDuration sync(DmaDevice device, long written, long mapped);
}
