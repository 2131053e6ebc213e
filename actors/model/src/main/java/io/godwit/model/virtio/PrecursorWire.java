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

  static final int IDENTITY = 0;
  static final int GET_STATUS = 1;
  static final int MODIFY_STATUS = 2;
  static final int PENDING_BYTES = 3;
  static final int SAVE = 4;
  static final int RESTORE = 5;

  /** Class and command. */
  private static final int HEADER_BYTES = 2;

  private static final int STATE = 2;

  /** Of a save and a restore: le16 device, six reserved, le64 offset, le64 length. */
  private static final int OFFSET = 8;

  private static final int WINDOW_BYTES = 16;

  /** What an identity answers: version 1.0.0, le16 each, and le16 reserved. */
  static final Bytes VERSION = new FieldWriter(8).u16(1).u16(0).u16(0).u16(0).bytes();

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
      return Wire.zeroFilled(data, STATE + Short.BYTES);
    }

    public int device() {
      return Short.toUnsignedInt(filled().getShort(0));
    }

    /** The state that a change asks for. */
    int state() {
      return Short.toUnsignedInt(filled().getShort(STATE));
    }

    /** What stands behind the device: offset and length, and the data of a restore. */
    Bytes window() {
      return data.slice(Math.min(OFFSET, data.size()), data.size());
    }
  }

  /** A request of the migration class that names a device and perhaps a state. */
  static Bytes request(int command, int device, int state) {
    return head(command, device, state, 4).bytes();
  }

  /** One of a window: le64 offset, le64 length, and what is to be restored. */
  static Bytes window(int command, int device, Bytes window) {
    return head(command, device, 0, OFFSET).bytes().plus(window);
  }

  private static FieldWriter head(int command, int device, int state, int data) {
    return new FieldWriter(HEADER_BYTES + data).u8(MIGRATION).u8(command).u16(device).u16(state);
  }

  /** Where a window begins; beyond all contexts when it says so. */
  static long offset(Bytes window) {
    return positive(Wire.zeroFilled(window, Long.BYTES).getLong(0));
  }

  /** How long it is. */
  static long length(Bytes window) {
    return positive(Wire.zeroFilled(window, WINDOW_BYTES).getLong(Long.BYTES));
  }

  private static long positive(long value) {
    return value < 0 ? Long.MAX_VALUE : value;
  }

  /** What a restore writes: as much of it as is there, and as its length says. */
  static Bytes content(Bytes window) {
    int begins = Math.min(WINDOW_BYTES, window.size());
    long there = (long) window.size() - begins;
    return window.slice(begins, begins + (int) Math.min(length(window), there));
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
  static Bytes answer(AdminResult result) {
    ByteBuffer buffer = Wire.buffer(result.result().size() + 1);
    buffer.put(result.result().toArray()).put((byte) status(result));
    return Wire.all(buffer);
  }

  /** What a driver makes of an answer. */
  static AdminResult result(Bytes answer) {
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
