package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Contexts as device parts (facts/virtio.md C.3): for each a header of 16 bytes (le16 type, flags,
 * a reserved byte, 8 bytes of selector, le32 length) and the value. The selector is the instance of
 * the field.
 */
public final class PartsCodec {

  public static final int HEADER_BYTES = 16;

  private static final int SELECTOR_BYTES = 8;

  private PartsCodec() {}

  /** In the order of types and selectors, which is the order that the text demands. */
  public static Bytes encode(Collection<ContextField> parts) {
    int size = 0;
    for (ContextField part : parts) {
      size += HEADER_BYTES + part.value().size();
    }
    ByteBuffer buffer = Wire.buffer(size);
    for (ContextField part : parts) {
      header(part, buffer);
      buffer.put(part.value().toArray());
    }
    return Wire.all(buffer);
  }

  /** le32 count, four reserved, and the header of every part. */
  public static Bytes list(Collection<ContextField> parts) {
    ByteBuffer buffer = Wire.buffer(8 + HEADER_BYTES * parts.size());
    buffer.putInt(parts.size()).putInt(0);
    parts.forEach(part -> header(part, buffer));
    return Wire.all(buffer);
  }

  /** The parts that headers in a row name; what is less than a header at the end is padding. */
  public static Set<ContextField.Key> keys(Bytes headers) {
    ByteBuffer buffer = Wire.zeroFilled(headers, 0);
    var keys = new TreeSet<ContextField.Key>();
    while (buffer.remaining() >= HEADER_BYTES) {
      int type = Short.toUnsignedInt(buffer.getShort());
      buffer.getShort();
      keys.add(new ContextField.Key(type, buffer.getInt()));
      buffer.position(buffer.position() + SELECTOR_BYTES);
    }
    return keys;
  }

  private static void header(ContextField part, ByteBuffer buffer) {
    int optional = part.type() == ContextField.PART_DEVICE_FEATURES ? 1 : 0;
    buffer.putShort((short) part.type()).put((byte) optional).put((byte) 0);
    buffer.putLong(part.instance()).putInt(part.value().size());
  }

  /**
   * The parts in {@code content}; empty when it is malformed or out of order. Up to 7 bytes of
   * padding behind them are ignored.
   */
  public static Optional<List<ContextField>> decode(Bytes content) {
    ByteBuffer buffer = Wire.zeroFilled(content, 0);
    var parts = new ArrayList<ContextField>();
    while (buffer.remaining() >= HEADER_BYTES) {
      int type = Short.toUnsignedInt(buffer.getShort());
      buffer.getShort();
      int selector = buffer.getInt();
      buffer.position(buffer.position() + SELECTOR_BYTES - Integer.BYTES);
      int length = buffer.getInt();
      if (length < 0 || length > buffer.remaining()) {
        return Optional.empty();
      }
      int from = buffer.position();
      buffer.position(from + length);
      var part = new ContextField(type, selector, content.slice(from, from + length));
      if (!parts.isEmpty() && parts.get(parts.size() - 1).compareTo(part) >= 0) {
        return Optional.empty();
      }
      parts.add(part);
    }
    return buffer.remaining() >= 8 ? Optional.empty() : Optional.of(parts);
  }
}
