package io.godwit.model.sharing;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/** What one link has done, kept up to date only where the link itself is touched. */
final class Meter {

  /** Bytes of flows that have ended. */
  long carried;

  /** In units of rate. */
  long peak;

  /** Whether the link is to be looked at when this instant is over. */
  boolean isNoted;

  private long full;
  private long fullSince;
  private boolean isFull;

  void full(boolean now, long at) {
    full += isFull ? at - fullSince : 0;
    fullSince = at;
    isFull = now;
  }

  /** {@code load} is a peak when it is higher than all that were seen. */
  LinkUse read(long bytesUp, long load, long at) {
    return new LinkUse(
        ByteCount.of(carried + bytesUp),
        SimDuration.ofNanos(full + (isFull ? at - fullSince : 0)),
        new ByteRate(Math.max(peak, load) >> Work.FRACTION_BITS));
  }
}
