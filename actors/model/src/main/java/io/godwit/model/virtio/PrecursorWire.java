package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.nio.ByteBuffer;

/**
 * The layout of the shipping precursor's frames (facts/virtio.md A.9, C.2): a class and a command,
 * a byte each, and the command's data; the answer is its data and a byte of status at the end.
 */
public final class PrecursorWire {

  /** The class of migration commands; others than these are not simulated. */
  public static final int MIGRATION = 64;

  public static final int GET_STATUS = 1;
  public static final int MODIFY_STATUS = 2;
  public static final int PENDING_BYTES = 3;
  public static final int SAVE = 4;
  public static final int RESTORE = 5;

  /** Class and command. */
  private static final int HEADER_BYTES = 2;

  private static final int STATE = 2;

  /** Of a save and a restore: le16 device, six reserved, le64 offset, le64 length. */
  private static final int OFFSET = 8;

  private static final int LENGTH = 16;

  /** Where the data of a restore begin. */
  private static final int DATA = 24;

  private static final int OK = 0;
  private static final int ERROR = 1;
  private static final int BAD_CLASS = 2;
  private static final int BAD_COMMAND = 3;
  private static final int INTERNAL_ERROR = 5;
  private static final int DO_NOT_RETRY = 0x80;

  private PrecursorWire() {}

  /** A request as it is laid out; what is missing reads as zero. */
  public record Request(int group, int command, Bytes data) {

    public static Request of(Bytes frame) {
      ByteBuffer header = Wire.zeroFilled(frame, HEADER_BYTES);
      return new Request(
          Byte.toUnsignedInt(header.get(0)),
          Byte.toUnsignedInt(header.get(1)),
          frame.slice(Math.min(HEADER_BYTES, frame.size()), frame.size()));
    }

    private ByteBuffer filled() {
      return Wire.zeroFilled(data, DATA);
    }

    public int device() {
      return Short.toUnsignedInt(filled().getShort(0));
    }

    /** The state that a change asks for. */
    public int state() {
      return Short.toUnsignedInt(filled().getShort(STATE));
    }

    public long offset() {
      return filled().getLong(OFFSET);
    }

    public long length() {
      return filled().getLong(LENGTH);
    }

    /** What a restore writes: as much of it as is there, and as its length says. */
    public Bytes content() {
      int begins = Math.min(DATA, data.size());
      long there = (long) data.size() - begins;
      long asked = length() < 0 ? there : Math.min(length(), there);
      return data.slice(begins, begins + (int) asked);
    }
  }

  /** The byte that stands for a result; what is worth a second try says so by its absence. */
  public static int status(AdminResult result) {
    if (result.ok()) {
      return OK;
    } else if (result.status() == AdminStatus.EAGAIN) {
      return ERROR;
    } else if (result.status() == AdminStatus.EIO) {
      return INTERNAL_ERROR | DO_NOT_RETRY;
    }
    return switch (result.qualifier()) {
          case AdminQualifier.INVALID_GROUP -> BAD_CLASS;
          case AdminQualifier.INVALID_OPCODE -> BAD_COMMAND;
          default -> ERROR;
        }
        | DO_NOT_RETRY;
  }

  /** An answer, whose last byte is its status. */
  public static Bytes answer(AdminResult result) {
    ByteBuffer buffer = Wire.buffer(result.result().size() + 1);
    buffer.put(result.result().toArray()).put((byte) status(result));
    return Wire.all(buffer);
  }

  /** What a driver makes of an answer. */
  public static AdminResult result(Bytes answer) {
    if (answer.size() == 0) {
      return AdminResult.success(Bytes.EMPTY);
    }
    int status = Byte.toUnsignedInt(answer.at(answer.size() - 1));
    Bytes data = answer.slice(0, answer.size() - 1);
    return switch (status & ~DO_NOT_RETRY) {
      case OK -> AdminResult.success(data);
      case BAD_CLASS -> AdminResult.invalid(AdminQualifier.INVALID_GROUP);
      case BAD_COMMAND -> AdminResult.invalid(AdminQualifier.INVALID_OPCODE);
      case INTERNAL_ERROR ->
          new AdminResult(AdminStatus.EIO, AdminQualifier.INVALID_COMMAND, Bytes.EMPTY);
      default ->
          (status & DO_NOT_RETRY) == 0
              ? new AdminResult(AdminStatus.EAGAIN, AdminQualifier.TRY_AGAIN, Bytes.EMPTY)
              : AdminResult.invalid(AdminQualifier.INVALID_FIELD);
    };
  }
}
