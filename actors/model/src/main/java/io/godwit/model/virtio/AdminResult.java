package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;

/**
 * The device-writable part of an admin command (facts/virtio.md A.1): 8 bytes of status and the
 * command's own result. It is as long as what is written: "reporting the actual length of data
 * written, in bytes, as buffer used length".
 */
public record AdminResult(int status, int qualifier, Bytes result) {

  public static final int STATUS_BYTES = 8;

  public static AdminResult success(Bytes result) {
    return new AdminResult(AdminStatus.OK, AdminQualifier.OK, result);
  }

  public static AdminResult invalid(int qualifier) {
    return new AdminResult(AdminStatus.EINVAL, qualifier, Bytes.EMPTY);
  }

  public boolean ok() {
    return status == AdminStatus.OK;
  }

  /** Whether it says that the owner was reset, or that it has no members any more. */
  public boolean isOfOwnerGone() {
    return status == AdminStatus.EIO || qualifier == AdminQualifier.INVALID_GROUP;
  }

  public Bytes encode() {
    ByteBuffer frame = Wire.buffer(STATUS_BYTES + result.size());
    frame.putShort((short) status).putShort((short) qualifier).putInt(0).put(result.toArray());
    return Wire.all(frame);
  }

  /** Never fails: what is missing reads as zero. */
  public static AdminResult decode(Bytes frame) {
    ByteBuffer buffer = Wire.zeroFilled(frame, STATUS_BYTES);
    int status = Short.toUnsignedInt(buffer.getShort());
    int qualifier = Short.toUnsignedInt(buffer.getShort());
    Bytes result =
        frame.size() > STATUS_BYTES ? frame.slice(STATUS_BYTES, frame.size()) : Bytes.EMPTY;
    return new AdminResult(status, qualifier, result);
  }
}
