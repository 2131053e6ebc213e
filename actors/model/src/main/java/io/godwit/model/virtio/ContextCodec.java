package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Contexts as bytes (facts/virtio.md C.2): le32 count, then for each field le32 type, le32 size and
 * the value. Values of per-queue fields begin with their le16 queue index, so the key of a field
 * can be read back.
 */
public final class ContextCodec {

  private static final int COUNT_BYTES = 4;
  private static final int FIELD_HEADER_BYTES = 8;

  private ContextCodec() {}

  public static Bytes encode(Collection<ContextField> fields) {
    int size = COUNT_BYTES;
    for (ContextField field : fields) {
      size += FIELD_HEADER_BYTES + field.value().size();
    }
    ByteBuffer buffer = Wire.buffer(size);
    buffer.putInt(fields.size());
    for (ContextField field : fields) {
      buffer.putInt(tag(field)).putInt(field.value().size());
      field.value().putInto(buffer);
    }
    return Wire.all(buffer);
  }

  /** The fields in {@code content}; empty when it is malformed. Padding behind them is ignored. */
  public static Optional<List<ContextField>> decode(Bytes content) {
    ByteBuffer buffer = Wire.zeroFilled(content, COUNT_BYTES);
    int count = buffer.getInt();
    var fields = new ArrayList<ContextField>();
    for (int i = 0; i < count; i++) {
      if (buffer.remaining() < FIELD_HEADER_BYTES) {
        return Optional.empty();
      }
      int tag = buffer.getInt();
      int size = buffer.getInt();
      if (size < 0 || size > buffer.remaining()) {
        return Optional.empty();
      }
      int from = buffer.position();
      Bytes value = content.slice(from, from + size);
      buffer.position(from + size);
      fields.add(field(tag, value));
    }
    boolean whole = count >= 0 && buffer.remaining() < Wire.ALIGNMENT; // more is no padding
    return whole ? Optional.of(fields) : Optional.empty();
  }

  /** A device part, whose value does not tell its instance, has it in the upper half. */
  private static int tag(ContextField field) {
    return field.type() < ContextField.PART_DEVICE_FEATURES
        ? field.type()
        : field.type() | field.instance() << 16;
  }

  private static ContextField field(int tag, Bytes value) {
    int part = tag & 0xffff;
    return part < ContextField.PART_DEVICE_FEATURES
        ? new ContextField(tag, instanceOf(tag, value), value)
        : new ContextField(part, tag >>> 16, value);
  }

  private static int instanceOf(int type, Bytes value) {
    boolean perQueue =
        type == ContextField.QUEUE_CONFIG
            || type == ContextField.QUEUE_RUN_STATE
            || type == ContextField.IN_FLIGHT
            || type == ContextField.COMPLETED;
    return perQueue ? Short.toUnsignedInt(Wire.zeroFilled(value, 2).getShort()) : 0;
  }
}
