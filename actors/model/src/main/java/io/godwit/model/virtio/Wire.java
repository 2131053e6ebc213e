package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The wire's habits: little endian, parts padded to 8 bytes, missing bytes read as zero. */
public final class Wire {

  static final int ALIGNMENT = 8;

  private Wire() {}

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  static int padded(int size) {
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** {@code content} as a buffer of at least {@code least} bytes: what is missing reads as zero. */
  public static ByteBuffer zeroFilled(Bytes content, int least) {
    ByteBuffer buffer = buffer(Math.max(least, content.size()));
    content.putInto(buffer);
    return buffer.rewind().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** All of {@code buffer}, what was not written being zero. */
  static Bytes all(ByteBuffer buffer) {
    byte[] content = new byte[buffer.capacity()];
    buffer.rewind().get(content);
    return Bytes.copyOf(content);
  }
}
