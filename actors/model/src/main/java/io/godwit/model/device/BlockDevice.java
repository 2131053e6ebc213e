package io.godwit.model.device;

import io.godwit.model.virtio.ContextField;
import java.util.List;

/** A virtio block device: 24 bytes of configuration that a context carries. */
final class BlockDevice implements DeviceType {

  private static final int CONFIG_BYTES = 24;
  private static final int BLOCK_BYTES = 512;

  /** Between 16 and 79 GiB, in sectors of 512 bytes. */
  private static long sectors(long identity) {
    return (16 + (identity & 63)) << 21;
  }

  @Override
  public List<ContextField> ownFields(long identity) {
    var writer = new FieldWriter(CONFIG_BYTES).u64(sectors(identity)).u32(0).u32(128);
    int writeCache = (int) (identity >> 6) & 1;
    return List.of(
        new ContextField(
            ContextField.DEVICE_CONFIG, 0, writer.u32(BLOCK_BYTES).u8(writeCache).bytes()));
  }
}
