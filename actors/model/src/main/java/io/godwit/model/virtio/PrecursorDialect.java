package io.godwit.model.virtio;

import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.PrecursorWire.Request;
import java.util.Optional;

/**
 * The shipping precursor's frames, which a device carries out as commands of the model. A save is
 * of a window: one that begins at 0 reads the context, others give what is left of what was read.
 */
public final class PrecursorDialect {

  /** A context read says its size and what remains, le32 each, before the content. */
  private static final int READ_HEADER = 8;

  private final Protocol protocol;

  /** What the last save from the beginning has read. */
  private Bytes saved = Bytes.EMPTY;

  public PrecursorDialect(Protocol protocol) {
    this.protocol = protocol;
  }

  /** The model's command; empty when the frame is answered without one. */
  public Optional<AdminCommand> command(Request request) {
    if (request.group() != PrecursorWire.MIGRATION) {
      return Optional.empty();
    }
    return switch (request.command()) {
      case PrecursorWire.GET_STATUS -> command(DeviceCommand.MODE_GET, request, Bytes.EMPTY);
      case PrecursorWire.MODIFY_STATUS ->
          command(DeviceCommand.MODE_SET, request, state(request.state()));
      case PrecursorWire.PENDING_BYTES ->
          command(DeviceCommand.SIZE_GET, request, new FieldWriter(1).u8(1).bytes());
      case PrecursorWire.SAVE ->
          request.offset() == 0
              ? command(DeviceCommand.CONTEXT_READ, request, Bytes.EMPTY)
              : Optional.empty();
      case PrecursorWire.RESTORE ->
          request.offset() == 0
              ? command(DeviceCommand.CONTEXT_WRITE, request, request.content())
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** A state of 16 bits that no mode has stays one that no mode has. */
  private static Bytes state(int state) {
    return new FieldWriter(1).u8(Math.min(state, 0xff)).bytes();
  }

  private Optional<AdminCommand> command(DeviceCommand known, Request request, Bytes data) {
    return known
        .code(protocol)
        .map(code -> new AdminCommand(code, AdminCommand.GROUP_SRIOV, request.device(), data));
  }

  /** The answer to a frame for which there is no command. */
  public AdminResult without(Request request) {
    if (request.group() != PrecursorWire.MIGRATION) {
      return AdminResult.invalid(AdminQualifier.INVALID_GROUP);
    } else if (request.command() == PrecursorWire.SAVE) {
      return AdminResult.success(window(request));
    } else if (request.command() == PrecursorWire.RESTORE) {
      return AdminResult.invalid(AdminQualifier.INVALID_FIELD);
    }
    return AdminResult.invalid(AdminQualifier.INVALID_OPCODE);
  }

  /** The answer that the model's answer is. */
  public AdminResult answer(Request request, AdminResult result) {
    if (!result.ok()) {
      return result;
    }
    return switch (request.command()) {
      case PrecursorWire.GET_STATUS ->
          AdminResult.success(
              new FieldWriter(4).u16(CommandFrames.u8(result.result(), 0)).u16(0).bytes());
      case PrecursorWire.SAVE -> {
        saved = result.result().slice(READ_HEADER, result.result().size());
        yield AdminResult.success(window(request));
      }
      default -> result;
    };
  }

  private Bytes window(Request request) {
    int from = (int) Math.min(saved.size(), request.offset() < 0 ? saved.size() : request.offset());
    long length = request.length() < 0 ? saved.size() : request.length();
    return saved.slice(from, (int) Math.min(saved.size(), from + length));
  }
}
