package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/**
 * What may help a guest that writes too fast; an engine that does not know an aid ignores it.
 *
 * @param throttling of the guest's processors
 * @param deltaCache memory for pages as last sent, so that only differences follow (XBZRLE); zero
 *     for none
 * @param postCopyAfter the guest moves on after this long and the rest of its memory follows it;
 *     {@link Step#FOR_EVER} for never
 */
public record ConvergenceAids(
    Throttling throttling, ByteCount deltaCache, SimDuration postCopyAfter) {

  public static final ConvergenceAids NONE =
      new ConvergenceAids(Throttling.OFF, ByteCount.ZERO, Step.FOR_EVER);

  /**
   * Auto-converge, in percent of processor time, each 0 to 99. QEMU's own values are an initial 20,
   * an increment of 10, at most 99, and a trigger of 50.
   *
   * @param most never more than this; 0 turns it off
   * @param trigger a period counts when it dirties more than this share of what was sent in it
   */
  public record Throttling(int initial, int increment, int most, int trigger) {

    public static final Throttling OFF = new Throttling(0, 0, 0, 50);
    public static final Throttling QEMU = new Throttling(20, 10, 99, 50);

    public Throttling {
      if (Math.min(Math.min(initial, increment), Math.min(most, trigger)) < 0
          || Math.max(initial, most) > 99) {
        throw new IllegalArgumentException(
            "throttling by %d %% and %d %% up to %d %%: each 0 to 99"
                .formatted(initial, increment, most));
      }
    }

    public boolean on() {
      return most > 0;
    }
  }

  public ConvergenceAids withThrottling(Throttling choice) {
    return new ConvergenceAids(choice, deltaCache, postCopyAfter);
  }

  public ConvergenceAids withDeltaCache(ByteCount size) {
    return new ConvergenceAids(throttling, size, postCopyAfter);
  }

  public ConvergenceAids withPostCopyAfter(SimDuration length) {
    return new ConvergenceAids(throttling, deltaCache, length);
  }
}
