package io.godwit.model.precopy;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;

/**
 * What the one thread that QEMU sends memory with can do on a host, and how a guest takes it when
 * its processors are held up.
 *
 * @param firstSend rate of pages that the destination does not have yet and must make room for
 * @param resend rate of pages that it has
 * @param zeroPage time to see that a page is zero and to say so
 * @param deltaPage time to work out the difference of a page to the one sent before
 * @param wakeUp how much later than asked for the thread wakes up from a sleep
 * @param catchUp a guest paced by a clock makes up for being held up this long at a time; zero for
 *     one that is busy all the time
 */
public record QemuHost(
    ByteRate firstSend,
    ByteRate resend,
    SimDuration zeroPage,
    SimDuration deltaPage,
    SimDuration wakeUp,
    SimDuration catchUp) {

  /** QEMU lets a throttled processor run for this long, then makes it sleep. */
  private static final long RUN_NANOS = 10_000_000L;

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
          SimDuration.ZERO);

  /**
   * A guest of QEMU 7.2 in software emulation, migrated over loopback on one two-core machine.
   * Inferred from measured migrations ({@code docs/validation.md}): the first rate from a full
   * destination that had to find memory, the second from what was sent while guests stood, a zero
   * page and waking up from all first passes; the time of a difference from one configuration. That
   * its guest catches up 20 ms is documented with the measurements.
   */
  public static final QemuHost EMULATED =
      new QemuHost(
          new ByteRate(360_000_000),
          new ByteRate(1_600_000_000),
          SimDuration.ofNanos(300),
          SimDuration.ofMicros(2),
          SimDuration.ofMicros(140),
          SimDuration.ofMillis(20));

  /**
   * The guest's own time in {@code elapsed} when {@code percent} of its processors is taken.
   *
   * @param writersOnly its writers are held up, which no clock makes up for
   */
  SimDuration guestTime(SimDuration elapsed, int percent, boolean writersOnly) {
    long heldUp = RUN_NANOS * percent / (100 - percent);
    return !writersOnly && heldUp <= catchUp.nanos()
        ? elapsed
        : new SimDuration(elapsed.nanos() / 100 * (100 - percent));
  }

  /**
   * What {@code channels} threads send where one manages {@code one}: each as much, for all that
   * was measured up to 8 (facts: 6 streams gave 80 Gbit/s where one gives 13 to 15).
   */
  ByteRate through(ByteRate one, int channels) {
    return one.bytesPerSecond() > Long.MAX_VALUE / channels
        ? one
        : new ByteRate(one.bytesPerSecond() * channels);
  }

  public QemuHost withCatchUp(SimDuration length) {
    return new QemuHost(firstSend, resend, zeroPage, deltaPage, wakeUp, length);
  }

  public QemuHost withPages(ByteRate unseen, ByteRate seen) {
    return new QemuHost(unseen, seen, zeroPage, deltaPage, wakeUp, catchUp);
  }

  public QemuHost withTimes(SimDuration zero, SimDuration delta, SimDuration late) {
    return new QemuHost(firstSend, resend, zero, delta, late, catchUp);
  }
}
