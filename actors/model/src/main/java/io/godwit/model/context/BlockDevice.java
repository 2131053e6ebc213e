package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.util.List;

/** A virtio block device (virtio 1.4, 5.2) that can turn its write cache off and on. */
final class BlockDevice implements DeviceType {

  private static final int CONFIG_BYTES = 60;
  private static final int BLOCK_BYTES = 512;
  private static final int MOST_SEGMENTS = 128;

  /** SEG_MAX, BLK_SIZE, FLUSH, CONFIG_WCE, MQ. */
  private static final long FEATURES = 1L << 2 | 1L << 6 | 1L << 9 | 1L << 11 | 1L << 12;

  private static final List<ConfigRegister> LAYOUT =
      List.of(
          ConfigRegister.read("capacity", 0, 8),
          ConfigRegister.read("size_max", 8, 4),
          ConfigRegister.read("seg_max", 12, 4),
          ConfigRegister.read("cylinders", 16, 2),
          ConfigRegister.read("heads", 18, 1),
          ConfigRegister.read("sectors", 19, 1),
          ConfigRegister.read("blk_size", 20, 4),
          ConfigRegister.read("physical_block_exp", 24, 1),
          ConfigRegister.read("alignment_offset", 25, 1),
          ConfigRegister.read("min_io_size", 26, 2),
          ConfigRegister.read("opt_io_size", 28, 4),
          ConfigRegister.write("writeback", 32, 1),
          ConfigRegister.read("unused0", 33, 1),
          ConfigRegister.read("num_queues", 34, 2),
          ConfigRegister.read("max_discard_sectors", 36, 4),
          ConfigRegister.read("max_discard_seg", 40, 4),
          ConfigRegister.read("discard_sector_alignment", 44, 4),
          ConfigRegister.read("max_write_zeroes_sectors", 48, 4),
          ConfigRegister.read("max_write_zeroes_seg", 52, 4),
          ConfigRegister.read("write_zeroes_may_unmap", 56, 1),
          ConfigRegister.read("unused1", 57, 3));

  /** Between 16 and 79 GiB, in sectors of 512 bytes. */
  private static long sectors(long identity) {
    return (16 + (identity & 63)) << 21;
  }

  @Override
  public long features() {
    return FEATURES;
  }

  @Override
  public List<ConfigRegister> layout() {
    return LAYOUT;
  }

  @Override
  public Bytes config(long identity, int queues) {
    int writeCache = (int) (identity >> 6) & 1;
    return new FieldWriter(CONFIG_BYTES)
        .u64(sectors(identity))
        .u32(0)
        .u32(MOST_SEGMENTS)
        .u32(0)
        .u32(BLOCK_BYTES)
        .u64(0)
        .u8(writeCache)
        .u8(0)
        .u16(queues)
        .bytes();
  }

  @Override
  public List<ContextField> tables(long identity) {
    return List.of();
  }
}
