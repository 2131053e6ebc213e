package io.godwit.model.precopy;

import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;

/**
 * One of the windows of 100 ms in which QEMU may send a tenth of its bandwidth limit, and from
 * which it estimates the bandwidth. With multifd it counts a packet only when that is full.
 *
 * @param began by the migration's clock
 * @param bytes sent in it
 * @param packetPages with content that wait in a packet which is not full; always 0 without multifd
 */
record Window(SimDuration began, long bytes, long packetPages) {

  static final SimDuration LENGTH = SimDuration.ofMillis(100);

  /** Of multifd: 512 KiB (sources of 7.2, {@code MULTIFD_PACKET_SIZE}). */
  static final long PAGES_OF_PACKET = 128;

  private static final long NANOS_PER_MILLI = 1_000_000L;

  static Window at(SimDuration clock) {
    return new Window(clock, 0, 0);
  }

  /** The next one; what waits in a packet waits on. */
  Window next(SimDuration clock) {
    return new Window(clock, 0, packetPages);
  }

  Window plus(long sent) {
    return new Window(began, bytes + sent, packetPages);
  }

  /** With so many more pages in packets. */
  Window packed(long pages) {
    return new Window(began, bytes, (packetPages + pages) % PAGES_OF_PACKET);
  }

  Window flushed() {
    return new Window(began, bytes, 0);
  }

  /** Bytes that count against the limit, when a page takes {@code pageBytes}. */
  long counted(long pageBytes) {
    return Math.max(0, bytes - packetPages * pageBytes);
  }

  /** Pages to the end of the packet that goes over what is left of {@code budget}. */
  long pagesOver(long budget, long pageBytes) {
    long packets = (budget - counted(pageBytes)) / (PAGES_OF_PACKET * pageBytes) + 1;
    return packets * PAGES_OF_PACKET - packetPages;
  }

  boolean isOver(SimDuration clock) {
    return clock.minus(began).compareTo(LENGTH) >= 0;
  }

  /** What fits into {@code limit} at the window's bandwidth; both times count in whole ms. */
  long threshold(SimDuration clock, SimDuration limit, long pageBytes) {
    return WideMath.multiplyDivideFloor(
        counted(pageBytes),
        limit.nanos() / NANOS_PER_MILLI,
        clock.minus(began).nanos() / NANOS_PER_MILLI);
  }
}
