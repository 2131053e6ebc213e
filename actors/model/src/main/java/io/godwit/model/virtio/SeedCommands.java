package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;

/** Builds the commands that a hypervisor sends about a member, and reads their results. */
public final class SeedCommands {

  /** A context read answers its size and what remains, le32 each, before the content (A.8). */
  public static final int READ_HEADER_BYTES = 8;

  private SeedCommands() {}

  public static AdminCommand setMode(int member, DeviceMode mode) {
    return command(SeedOpcode.DEV_MODE_SET, member, oneByte(mode.code()));
  }

  /** Asks for the size of the context as it is now, or as it will be in Freeze. */
  public static AdminCommand contextSize(int member, boolean inFreeze) {
    return command(SeedOpcode.DEV_CTX_SIZE_GET, member, oneByte(inFreeze ? 1 : 0));
  }

  public static AdminCommand readContext(int member) {
    return command(SeedOpcode.DEV_CTX_READ, member, Bytes.EMPTY);
  }

  public static AdminCommand writeContext(int member, Bytes content) {
    return command(SeedOpcode.DEV_CTX_WRITE, member, content);
  }

  public static AdminCommand discardContext(int member) {
    return command(SeedOpcode.DEV_CTX_DISCARD, member, Bytes.EMPTY);
  }

  private static AdminCommand command(SeedOpcode opcode, int member, Bytes data) {
    return new AdminCommand(opcode.code(), AdminCommand.GROUP_SRIOV, member, data);
  }

  private static Bytes oneByte(int value) {
    return Bytes.copyOf(new byte[] {(byte) value});
  }

  /** The content of a successful context read. */
  public static Bytes contextOf(AdminResult read) {
    ByteBuffer buffer = Wire.zeroFilled(read.result(), READ_HEADER_BYTES);
    int size = buffer.getInt();
    return read.result().slice(READ_HEADER_BYTES, READ_HEADER_BYTES + size);
  }

  /** The result of a context read that leaves nothing for another. */
  public static Bytes readResult(Bytes content) {
    ByteBuffer buffer = Wire.buffer(READ_HEADER_BYTES + content.size());
    buffer.putInt(content.size()).putInt(0).put(content.toArray());
    return Wire.all(buffer);
  }
}
