package io.godwit.model.strategy;

import io.godwit.model.precopy.ConvergenceAids.Compression;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * The numbers of single strategies; each uses its own and leaves the others alone.
 *
 * @param throttling auto-converge
 * @param dirtyLimit dirty-limit: what all vCPUs of the guest together may write
 * @param deltaCache xbzrle: memory for pages as last sent
 * @param deltaBytes xbzrle: what a difference comes to
 * @param compression compression
 * @param channels multifd, from 1
 * @param stall stall-detector
 */
public record Tuning(
    Throttling throttling,
    ByteRate dirtyLimit,
    ByteCount deltaCache,
    long deltaBytes,
    Compression compression,
    int channels,
    Stall stall) {

  /**
   * QEMU's throttling, 64 MiB of cache; KubeVirt's 8 channels and stall rule. Our own assumptions:
   * a guest of 8 vCPUs at QEMU's 1 MB/s each, differences of 512 B, and zstd on 4 threads that
   * makes a third of the pages at 2 GB/s (KubeVirt reports 3.6 : 1 with 8 streams).
   */
  public static final Tuning DEFAULT =
      new Tuning(
          Throttling.QEMU,
          new ByteRate(8_000_000),
          ByteCount.ofMib(64),
          512,
          new Compression(300, new ByteRate(2_000_000_000)),
          8,
          Stall.KUBEVIRT);

  /**
   * When a migration counts as stalled and what follows (KubeVirt's enhancement 248).
   *
   * @param patience without progress; halved each time that it runs out
   * @param marginPercent more or less than this is no difference
   * @param maxDowntime the longest that is acceptable; up to half as much again is put up with
   */
  public record Stall(SimDuration patience, int marginPercent, SimDuration maxDowntime) {

    public static final Stall KUBEVIRT =
        new Stall(SimDuration.ofSeconds(40), 4, SimDuration.ofMillis(900));
  }
}
