package io.godwit.model.precopy;

import io.godwit.model.guest.GuestMemory;
import io.godwit.model.unit.ByteCount;

/**
 * What a page costs in QEMU's migration stream, from its 7.2 sources ({@code save_page_header},
 * {@code save_normal_page}, {@code save_zero_page_to_file}).
 */
final class WireCost {

  /** An 8-byte header and the page itself. */
  static final long NORMAL_PAGE = 4104;

  /** An 8-byte header and the byte that fills the page. */
  static final long ZERO_PAGE = 9;

  /**
   * A page sent as a difference: header, 3 bytes, and two to three for one counter that changed.
   * How much a guest changes of a page is an assumption; the oracle's guest changes a word.
   */
  static final long DELTA_PAGE = 13;

  private WireCost() {}

  static ByteCount ofAll(GuestMemory memory) {
    return ByteCount.of(memory.filledPages() * NORMAL_PAGE + memory.zeroPages() * ZERO_PAGE);
  }

  /** A page that the guest has written is not zero any more. */
  static ByteCount ofWritten(long pages) {
    return ByteCount.of(pages * NORMAL_PAGE);
  }
}
