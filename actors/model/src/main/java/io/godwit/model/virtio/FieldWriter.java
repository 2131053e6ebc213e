package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Lays out the value of a context field, little endian. */
public final class FieldWriter {

  private final ByteBuffer buffer;

  public FieldWriter(int size) {
    buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  public FieldWriter u8(int value) {
    buffer.put((byte) value);
    return this;
  }

  public FieldWriter u16(int value) {
    buffer.putShort((short) value);
    return this;
  }

  public FieldWriter u32(long value) {
    buffer.putInt((int) value);
    return this;
  }

  public FieldWriter u64(long value) {
    buffer.putLong(value);
    return this;
  }

  /** What was not written is zero. */
  public Bytes bytes() {
    byte[] content = new byte[buffer.capacity()];
    buffer.rewind().get(content);
    return Bytes.copyOf(content);
  }
}
