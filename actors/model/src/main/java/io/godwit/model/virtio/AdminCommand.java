package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;

/**
 * The device-readable part of an admin command (facts/virtio.md A.1): a header of 24 bytes and the
 * command's own data, padded to a multiple of 8.
 *
 * @param opcode 0 to 65535
 * @param groupType 0 the owner itself, 1 its SR-IOV members
 * @param memberId 0 for the owner itself, else from 1
 * @param data the command's own, without padding
 */
public record AdminCommand(int opcode, int groupType, long memberId, Bytes data) {

  public static final int HEADER_BYTES = 24;
  public static final int GROUP_SELF = 0;
  public static final int GROUP_SRIOV = 1;

  private static final int MEMBER_OFFSET = 16;

  public AdminCommand {
    if (opcode < 0 || opcode > 0xffff || groupType < 0 || groupType > 0xffff) {
      throw new IllegalArgumentException(
          "opcode " + opcode + " and group type " + groupType + " must fit 16 bits");
    }
  }

  public Bytes encode() {
    return encode(Wire.padded(HEADER_BYTES + data.size()));
  }

  /** Without padding: the length of a legacy write says how much is written. */
  public Bytes encodeUnpadded() {
    return encode(HEADER_BYTES + data.size());
  }

  private Bytes encode(int size) {
    ByteBuffer frame = Wire.buffer(size);
    frame.putShort((short) opcode).putShort((short) groupType);
    frame.position(MEMBER_OFFSET);
    frame.putLong(memberId).put(data.toArray());
    return Wire.all(frame);
  }

  /**
   * Never fails: a frame that is too short reads as if zeros followed. The padding stays in data.
   */
  public static AdminCommand decode(Bytes frame) {
    ByteBuffer buffer = Wire.zeroFilled(frame, HEADER_BYTES);
    int opcode = Short.toUnsignedInt(buffer.getShort());
    int groupType = Short.toUnsignedInt(buffer.getShort());
    buffer.position(MEMBER_OFFSET);
    long memberId = buffer.getLong();
    Bytes data =
        frame.size() > HEADER_BYTES ? frame.slice(HEADER_BYTES, frame.size()) : Bytes.EMPTY;
    return new AdminCommand(opcode, groupType, memberId, data);
  }
}
