package io.godwit.persistence.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The values of a row as bytes, in a buffer that is used again for each. Numbers are eight bytes,
 * texts and contents stand behind their length in four, the most significant byte first.
 */
final class RowBytes {

  private static final int FIRST_BUFFER = 1 << 10;

  private final CRC32 crc = new CRC32();
  private ByteBuffer buffer = ByteBuffer.allocate(FIRST_BUFFER);

  RowBytes clear() {
    buffer.clear();
    return this;
  }

  RowBytes number(long value) {
    reserve(Long.BYTES);
    buffer.putLong(value);
    return this;
  }

  RowBytes text(String text) {
    return content(text.getBytes(StandardCharsets.UTF_8));
  }

  RowBytes content(byte[] content) {
    reserve(Integer.BYTES + content.length);
    buffer.putInt(content.length).put(content);
    return this;
  }

  private void reserve(int bytes) {
    if (buffer.remaining() < bytes) {
      int size = Math.max(2 * buffer.capacity(), buffer.position() + bytes);
      buffer = ByteBuffer.allocate(size).put(buffer.flip());
    }
  }

  /** The first {@link #size} bytes of this are the row. */
  byte[] array() {
    return buffer.array();
  }

  int size() {
    return buffer.position();
  }

  /** zlib's CRC-32 of the row, as a signed number, which SQLite keeps in four bytes. */
  int checksum() {
    crc.reset();
    crc.update(buffer.array(), 0, buffer.position());
    return (int) crc.getValue();
  }
}
