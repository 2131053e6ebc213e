package io.godwit.model.precopy;

import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.ByteCount;

/**
 * What pages cost in QEMU's migration stream, from its 7.2 sources ({@code save_page_header},
 * {@code save_normal_page}, {@code save_zero_page_to_file}, {@code MultiFDPacket_t}).
 *
 * @param normalPage bytes of a page sent whole
 * @param deltaPage bytes of a page sent as a difference to what was sent of it before
 * @param cachePages of which the sender remembers what it sent; what is in the cache stays there
 */
public record WireFormat(long normalPage, long deltaPage, long cachePages) {

  /** An 8-byte header and the byte that fills the page. */
  static final long ZERO_PAGE = 9;

  private static final long HEADER = 8;

  /** Beside the header, the flag and the length of a difference. */
  private static final long DELTA_HEADER = HEADER + 3;

  /** A multifd packet's 1344 bytes serve 128 pages, which need no header of their own. */
  private static final long MULTIFD_HEADER = 11;

  /** Pages as they are, each behind its header. */
  static final WireFormat PLAIN = new WireFormat(HEADER + GuestMemory.PAGE_BYTES, 13, 0);

  public static WireFormat of(ConvergenceAids aids) {
    long header = aids.channels() > 1 ? MULTIFD_HEADER : HEADER;
    long content = GuestMemory.PAGE_BYTES * 100 / aids.compression().ratioPercent();
    return new WireFormat(
        header + content,
        DELTA_HEADER + aids.deltaBytes(),
        aids.deltaCache().bytes() / GuestMemory.PAGE_BYTES);
  }

  public ByteCount ofAll(GuestMemory memory) {
    return ByteCount.of(memory.filledPages() * normalPage + memory.zeroPages() * ZERO_PAGE);
  }

  /** A page that the guest has written is not zero any more. */
  public ByteCount ofWritten(long pages) {
    return ByteCount.of(pages * normalPage);
  }
}
