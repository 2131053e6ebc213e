package io.godwit.model.precopy;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * What may help a guest that writes too fast; an engine that does not know an aid ignores it.
 *
 * @param throttling of the guest's processors or of its writers
 * @param deltaCache memory for pages as last sent, so that only differences follow (XBZRLE); zero
 *     for none
 * @param deltaBytes what a difference comes to; QEMU's own oracle guest changes 2 bytes of a page
 * @param compression of pages on the wire
 * @param channels that memory is sent through at once (multifd), from 1
 * @param postCopyAfter the guest moves on after this long and the rest of its memory follows it;
 *     {@link Step#FOR_EVER} for never
 */
public record ConvergenceAids(
    Throttling throttling,
    ByteCount deltaCache,
    long deltaBytes,
    Compression compression,
    int channels,
    SimDuration postCopyAfter) {

  public static final ConvergenceAids NONE =
      new ConvergenceAids(Throttling.OFF, ByteCount.ZERO, 2, Compression.OFF, 1, Step.FOR_EVER);

  public ConvergenceAids {
    if (channels < 1 || deltaBytes < 0 || deltaBytes > 4096) {
      throw new IllegalArgumentException(
          "%d channels and differences of %d bytes: at least 1, and 0 to 4096"
              .formatted(channels, deltaBytes));
    }
  }

  /**
   * Slowing the guest down, in percent of processor time, each 0 to 99. QEMU's own values are an
   * initial 20, an increment of 10, at most 99, and a trigger of 50.
   *
   * @param most never more than this; 0 turns it off
   * @param trigger a period counts when it dirties more than this share of what was sent in it
   * @param quota instead of taking time in steps, let the guest write no faster than this
   *     (dirty-limit); {@link Step#UNLIMITED} for auto-converge
   */
  public record Throttling(int initial, int increment, int most, int trigger, ByteRate quota) {

    public static final Throttling OFF = new Throttling(0, 0, 0, 50, Step.UNLIMITED);
    public static final Throttling QEMU = new Throttling(20, 10, 99, 50, Step.UNLIMITED);

    public Throttling {
      if (Math.min(Math.min(initial, increment), Math.min(most, trigger)) < 0
          || Math.max(initial, most) > 99) {
        throw new IllegalArgumentException(
            "throttling by %d %% and %d %% up to %d %%: each 0 to 99"
                .formatted(initial, increment, most));
      }
    }

    /** Auto-converge with these numbers. */
    public static Throttling steps(int initial, int increment, int most, int trigger) {
      return new Throttling(initial, increment, most, trigger, Step.UNLIMITED);
    }

    /** QEMU's dirty-limit: after the same trigger as auto-converge, a quota for the writers. */
    public static Throttling quota(ByteRate quota) {
      return new Throttling(QEMU.initial, QEMU.increment, QEMU.most, QEMU.trigger, quota);
    }

    public boolean on() {
      return most > 0;
    }

    boolean byQuota() {
      return !quota.equals(Step.UNLIMITED);
    }
  }

  /**
   * Compression of pages before they are sent.
   *
   * @param ratioPercent size before over size after, at least 100
   * @param throughput of all threads that compress, in bytes of pages a second
   */
  public record Compression(int ratioPercent, ByteRate throughput) {

    public static final Compression OFF = new Compression(100, Step.UNLIMITED);

    public Compression {
      if (ratioPercent < 100 || ratioPercent > 100_000 || throughput.isZero()) {
        throw new IllegalArgumentException(
            "a compression ratio of %d %% at %s: 100 %% to 100,000 %%, faster than nothing"
                .formatted(ratioPercent, throughput));
      }
    }

    /** The most that compressing lets onto the wire. */
    ByteRate wireRate() {
      return throughput.equals(Step.UNLIMITED)
          ? throughput
          : new ByteRate(Math.max(1, throughput.bytesPerSecond() / ratioPercent * 100));
    }
  }

  public ConvergenceAids withThrottling(Throttling choice) {
    return new ConvergenceAids(
        choice, deltaCache, deltaBytes, compression, channels, postCopyAfter);
  }

  public ConvergenceAids withDeltaCache(ByteCount size) {
    return withDeltaCache(size, deltaBytes);
  }

  public ConvergenceAids withDeltaCache(ByteCount size, long bytesOfDifference) {
    return new ConvergenceAids(
        throttling, size, bytesOfDifference, compression, channels, postCopyAfter);
  }

  public ConvergenceAids withCompression(Compression choice) {
    return new ConvergenceAids(throttling, deltaCache, deltaBytes, choice, channels, postCopyAfter);
  }

  public ConvergenceAids withChannels(int count) {
    return new ConvergenceAids(
        throttling, deltaCache, deltaBytes, compression, count, postCopyAfter);
  }

  public ConvergenceAids withPostCopyAfter(SimDuration length) {
    return new ConvergenceAids(throttling, deltaCache, deltaBytes, compression, channels, length);
  }
}
