package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

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

    /** All of it, however long that takes. */
    public static Send all(ByteCount bytes, ByteRate cap) {
      return new Send(bytes, cap, FOR_EVER);
    }
  }

  /** Let this much time pass. */
  record Wait(SimDuration length) implements Step {}

  /** Switch over now; then ask {@link PreCopySession#afterStop}. */
  record StopGuest() implements Step {}

  /** End the attempt; the guest stays where it is. */
  record GiveUp(String reason) implements Step {}
}
