package io.godwit.model.precopy;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * A host as QEMU's migration finds it: what the one thread that sends memory can do there, and how
 * guests run.
 *
 * @param firstSend rate of pages that the destination does not have yet and must make room for
 * @param resend rate of pages that it has
 * @param zeroPage time to see that a page is zero and to say so
 * @param deltaPage time to work out the difference of a page to the one sent before
 * @param wakeUp how much later than asked for the thread wakes up from a sleep
 * @param processors of its guests
 * @param channelSetup until multifd's connections are all there; the guest's writes count from its
 *     beginning
 */
public record QemuHost(
    ByteRate firstSend,
    ByteRate resend,
    SimDuration zeroPage,
    SimDuration deltaPage,
    SimDuration wakeUp,
    Processors processors,
    SimDuration channelSetup) {

  /**
   * Assumptions for a server of the 2020s: one stream of 15 Gbit/s (vMotion reports 18, Cloud
   * Hypervisor 13.6), and 0.2 us to scan 4 KiB at 20 GB/s; a difference takes two reads and a
   * write.
   */
  public static final QemuHost SERVER =
      new QemuHost(
          ByteRate.ofBitsPerSecond(15_000_000_000L),
          ByteRate.ofBitsPerSecond(15_000_000_000L),
          SimDuration.ofNanos(200),
          SimDuration.ofMicros(2),
          SimDuration.ofMicros(50),
          Processors.HARDWARE,
          SimDuration.ZERO);

  /**
   * A guest of QEMU 7.2 in software emulation, migrated over loopback on one two-core machine.
   * Inferred from measured migrations ({@code docs/validation.md}): the first rate from a full
   * destination that had to find memory, the second from what was sent while guests stood, a zero
   * page and waking up from all first passes; the time of a difference from one configuration.
   */
  public static final QemuHost EMULATED =
      new QemuHost(
          new ByteRate(360_000_000),
          new ByteRate(1_600_000_000),
          SimDuration.ofNanos(300),
          SimDuration.ofMicros(2),
          SimDuration.ofMicros(140),
          Processors.EMULATED,
          SimDuration.ZERO);

  /**
   * What {@code channels} threads send where one manages {@code one}: each as much, for all that
   * was measured up to 8 (facts: 6 streams gave 80 Gbit/s where one gives 13 to 15).
   */
  ByteRate through(ByteRate one, int channels) {
    return one.bytesPerSecond() > Long.MAX_VALUE / channels
        ? one
        : new ByteRate(one.bytesPerSecond() * channels);
  }

  public QemuHost with(Processors kind) {
    return new QemuHost(firstSend, resend, zeroPage, deltaPage, wakeUp, kind, channelSetup);
  }

  public QemuHost withChannelSetup(SimDuration length) {
    return new QemuHost(firstSend, resend, zeroPage, deltaPage, wakeUp, processors, length);
  }

  public QemuHost withPages(ByteRate unseen, ByteRate seen) {
    return new QemuHost(unseen, seen, zeroPage, deltaPage, wakeUp, processors, channelSetup);
  }

  public QemuHost withTimes(SimDuration zero, SimDuration delta, SimDuration late) {
    return new QemuHost(firstSend, resend, zero, delta, late, processors, channelSetup);
  }
}
