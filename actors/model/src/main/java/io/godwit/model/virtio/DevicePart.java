package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One device part as it comes from a driver.
 *
 * @param type 0 to 65535, as on the wire
 * @param optional whether a device may do without it
 * @param selector what of its eight bytes counts: which register, queue or control command
 * @param length that the header says, 0 to 2^32 - 1
 * @param value so much of it as is there, at most {@code length}
 */
public record DevicePart(int type, boolean optional, long selector, long length, Bytes value) {

  public static final int HEADER_BYTES = 16;

  /** VIRTIO_DEV_PART_F_OPTIONAL. */
  static final int OPTIONAL = 1;

  private static final int DEVICE_TYPE_FIRST = 0x200;

  /** The next one; what is missing of it reads as zero. */
  static DevicePart next(ByteBuffer buffer, Bytes content) {
    int from = buffer.position();
    Bytes there = content.slice(from, Math.min(content.size(), from + HEADER_BYTES));
    ByteBuffer header = Wire.zeroFilled(there, HEADER_BYTES);
    int type = Short.toUnsignedInt(header.getShort());
    boolean optional = (header.get() & OPTIONAL) != 0;
    header.get();
    long selector = header.getLong();
    long length = Integer.toUnsignedLong(header.getInt());
    int begins = Math.min(content.size(), from + HEADER_BYTES);
    int ends = (int) Math.min(content.size(), begins + length);
    buffer.position(ends);
    return new DevicePart(
        type, optional, counting(type, selector), length, content.slice(begins, ends));
  }

  /** The rest of a selector is reserved; device types use two bytes of it. */
  private static long counting(int type, long selector) {
    if (type == ContextField.PART_COMMON_CONFIG) {
      return selector & 0xffff_ffffL;
    }
    boolean perInstance =
        type == ContextField.PART_QUEUE_CONFIG
            || type == ContextField.PART_QUEUE_NOTIFY
            || type >= DEVICE_TYPE_FIRST;
    return perInstance ? selector & 0xffff : 0;
  }

  /** The field of a context that it is. */
  public ContextField field() {
    byte[] whole = Arrays.copyOf(value.toArray(), (int) length);
    return new ContextField(key().type(), key().instance(), Bytes.copyOf(whole));
  }

  /** Which field of a context it is; one with a selector that none has is that of none. */
  public ContextField.Key key() {
    int instance = selector > Integer.MAX_VALUE ? -1 : (int) selector;
    return new ContextField.Key(PartsCodec.fieldType(type), instance);
  }
}
