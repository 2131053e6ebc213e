package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Contexts as device parts (facts/virtio.md C.3): for each a header of 16 bytes (le16 type, flags,
 * a reserved byte, 8 bytes of selector, le32 length) and the value. The selector is the instance of
 * the field.
 *
 * <p>The text has no part for a device's configuration, for what only its vendor can read, for
 * shared memory and for a checksum. They take the last numbers of the range that it leaves to
 * device types, 0x200 to 0x5ff, and so come behind all common parts.
 */
public final class PartsCodec {

  static final int DIGEST_PART = 0x5fc;
  static final int SHARED_MEMORY_PART = 0x5fd;
  static final int CONFIGURATION_PART = 0x5fe;
  static final int VENDOR_PART = 0x5ff;

  private static final Comparator<ContextField> ORDER =
      Comparator.comparingInt((ContextField field) -> partType(field.type()))
          .thenComparingInt(ContextField::instance);

  /** Less than this behind the last part is padding to 64 bits. */
  private static final int PADDING_BELOW = 8;

  private PartsCodec() {}

  /** The type on the wire of a field of this type. */
  public static int partType(int fieldType) {
    return switch (fieldType) {
      case ContextField.DEVICE_CONFIG -> CONFIGURATION_PART;
      case ContextField.OPAQUE -> VENDOR_PART;
      case ContextField.SHARED_MEMORY -> SHARED_MEMORY_PART;
      case ContextField.DIGEST -> DIGEST_PART;
      default -> fieldType;
    };
  }

  static int fieldType(int partType) {
    return switch (partType) {
      case CONFIGURATION_PART -> ContextField.DEVICE_CONFIG;
      case VENDOR_PART -> ContextField.OPAQUE;
      case SHARED_MEMORY_PART -> ContextField.SHARED_MEMORY;
      case DIGEST_PART -> ContextField.DIGEST;
      default -> partType < ContextField.PART_DEVICE_FEATURES ? -1 - partType : partType;
    };
  }

  /** In the order of types and selectors, which is the order that the text demands. */
  public static Bytes encode(Collection<ContextField> parts) {
    int size = 0;
    for (ContextField part : parts) {
      size += DevicePart.HEADER_BYTES + part.value().size();
    }
    ByteBuffer buffer = Wire.buffer(size);
    for (ContextField part : inOrder(parts)) {
      header(part, buffer);
      buffer.put(part.value().toArray());
    }
    return Wire.all(buffer);
  }

  private static List<ContextField> inOrder(Collection<ContextField> parts) {
    return parts.stream().sorted(ORDER).toList();
  }

  /** le32 count, four reserved, and the header of every part. */
  public static Bytes list(Collection<ContextField> parts) {
    ByteBuffer buffer = Wire.buffer(8 + DevicePart.HEADER_BYTES * parts.size());
    buffer.putInt(parts.size()).putInt(0);
    inOrder(parts).forEach(part -> header(part, buffer));
    return Wire.all(buffer);
  }

  private static void header(ContextField part, ByteBuffer buffer) {
    int flags = part.type() == ContextField.PART_DEVICE_FEATURES ? DevicePart.OPTIONAL : 0;
    buffer.putShort((short) partType(part.type())).put((byte) flags).put((byte) 0);
    buffer.putLong(part.instance()).putInt(part.value().size());
  }

  /** The parts that headers in a row name. */
  public static Set<ContextField.Key> keys(Bytes headers) {
    var keys = new TreeSet<ContextField.Key>();
    for (int from = 0; headers.size() - from >= PADDING_BELOW; from += DevicePart.HEADER_BYTES) {
      Bytes header = headers.slice(from, Math.min(headers.size(), from + DevicePart.HEADER_BYTES));
      keys.add(DevicePart.next(Wire.zeroFilled(header, 0), header).key());
    }
    return keys;
  }

  /**
   * The parts in {@code content}, as they stand there. What the last one's header promises and the
   * content does not hold reads as zero; up to 7 bytes behind it are padding.
   */
  public static List<DevicePart> parts(Bytes content) {
    ByteBuffer buffer = Wire.zeroFilled(content, 0);
    var parts = new ArrayList<DevicePart>();
    while (buffer.remaining() >= PADDING_BELOW) {
      parts.add(DevicePart.next(buffer, content));
    }
    return parts;
  }

  /** The fields of a whole context; empty when one of them is not whole. */
  public static Optional<List<ContextField>> decode(Bytes content) {
    List<DevicePart> parts = parts(content);
    boolean whole = parts.stream().allMatch(part -> part.length() == part.value().size());
    return whole
        ? Optional.of(parts.stream().map(DevicePart::field).sorted().toList())
        : Optional.empty();
  }
}
