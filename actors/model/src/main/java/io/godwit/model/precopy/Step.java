package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;

/** What an engine asks of the migration that it steers. */
public sealed interface Step {

  /** A rate that no link reaches: the flow takes what the fabric gives it. */
  ByteRate UNLIMITED = new ByteRate(Long.MAX_VALUE);

  /** A time that no run reaches. */
  SimDuration FOR_EVER = new SimDuration(Long.MAX_VALUE);

  /**
   * Send memory while the guest is as it is, running or stopped.
   *
   * @param bytes on the wire
   * @param cap the flow's own limit, or {@link #UNLIMITED}
   * @param atMost come back with what has been sent by then, or {@link #FOR_EVER}
   */
  record Send(ByteCount bytes, ByteRate cap, SimDuration atMost) implements Step {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** All of it, however long that takes. */
    public static Send all(ByteCount bytes, ByteRate cap) {
      return new Send(bytes, cap, FOR_EVER);
    }

    /** This and then {@code more} in one stream, no faster than this nor than {@code pace}. */
    public Send followedBy(ByteCount more, ByteRate pace) {
      ByteCount sum = bytes.plus(more);
      if (more.isZero() || cap.compareTo(pace) <= 0) {
        return new Send(sum, cap, atMost);
      }
      long nanos = cap.timeToSend(bytes).plus(pace.timeToSend(more)).nanos();
      long mean = WideMath.multiplyDivideCeil(sum.bytes(), NANOS_PER_SECOND, Math.max(1, nanos));
      return new Send(sum, new ByteRate(mean), atMost);
    }
  }

  /** Let this much time pass. */
  record Wait(SimDuration length) implements Step {}

  /** Switch over now; then ask {@link PreCopySession#afterStop}. */
  record StopGuest() implements Step {}

  /** End the attempt; the guest stays where it is. */
  record GiveUp(String reason) implements Step {}
}
