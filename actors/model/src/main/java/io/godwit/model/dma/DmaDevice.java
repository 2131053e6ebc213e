package io.godwit.model.dma;

import io.godwit.model.guest.DirtyModel;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * One device of a guest, as far as it writes into memory by itself.
 *
 * @param writes which pages it writes, by the time that it works
 * @param unit in which its tracker knows them, in pages of 4 KiB
 * @param command that a question takes it, with the way there and back
 * @param rate at which it hands over what it knows
 */
public record DmaDevice(
    DirtyModel writes, DirtyTrackers tracker, long unit, SimDuration command, ByteRate rate) {

  boolean isTracked() {
    return tracker != DirtyTrackers.NONE;
  }

  /** Its writes as its tracker tells of them. */
  DirtyModel told() {
    return writes.trackedIn(unit);
  }

  /** How long it takes to ask what it wrote between two times, of {@code pages} of memory. */
  SimDuration sync(SimDuration from, SimDuration to, long pages) {
    long written = told().dirtied(from, to).count() / unit;
    return tracker.sync(this, written, (pages + unit - 1) / unit);
  }
}
