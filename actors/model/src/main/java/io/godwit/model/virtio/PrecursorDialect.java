package io.godwit.model.virtio;

import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.PrecursorWire.Request;
import java.util.Optional;

/**
 * What the shipping precursor's frames are in the model's own words, both ways: a request is an
 * admin command of its SR-IOV group, and the byte of status at the end of an answer is a result. A
 * save and a restore have the window that they are of before anything else in their data.
 */
final class PrecursorDialect {

  /** An opcode, and a type of group, that nobody has. */
  private static final int NONE = 0xffff;

  private final Protocol protocol;

  PrecursorDialect(Protocol protocol) {
    this.protocol = protocol;
  }

  /** The frame of a command. */
  Bytes frame(AdminCommand command) {
    DeviceCommand known = DeviceCommand.of(protocol, command.opcode()).orElseThrow();
    int device = (int) command.memberId();
    return switch (known) {
      case MODE_GET -> PrecursorWire.request(PrecursorWire.GET_STATUS, device, 0);
      case MODE_SET ->
          PrecursorWire.request(
              PrecursorWire.MODIFY_STATUS, device, CommandFrames.u8(command.data(), 0));
      case SIZE_GET -> PrecursorWire.request(PrecursorWire.PENDING_BYTES, device, 0);
      case CONTEXT_READ -> PrecursorWire.window(PrecursorWire.SAVE, device, command.data());
      case CONTEXT_WRITE -> PrecursorWire.window(PrecursorWire.RESTORE, device, command.data());
      default -> throw new IllegalArgumentException("the precursor has no " + known);
    };
  }

  /** The command that a frame is; one that nobody has when it is none. */
  AdminCommand command(Bytes frame) {
    Request request = Request.of(frame);
    if (request.group() != PrecursorWire.MIGRATION) {
      return new AdminCommand(NONE, NONE, 0, Bytes.EMPTY);
    }
    return switch (request.command()) {
      case PrecursorWire.IDENTITY ->
          new AdminCommand(
              DeviceCommand.LIST_QUERY.code(protocol).orElseThrow(),
              AdminCommand.GROUP_SRIOV,
              0,
              Bytes.EMPTY);
      case PrecursorWire.GET_STATUS -> command(DeviceCommand.MODE_GET, request, Bytes.EMPTY);
      case PrecursorWire.MODIFY_STATUS ->
          command(DeviceCommand.MODE_SET, request, state(request.state()));
      case PrecursorWire.PENDING_BYTES ->
          command(DeviceCommand.SIZE_GET, request, new FieldWriter(1).u8(1).bytes());
      case PrecursorWire.SAVE -> command(DeviceCommand.CONTEXT_READ, request, request.window());
      case PrecursorWire.RESTORE -> command(DeviceCommand.CONTEXT_WRITE, request, request.window());
      default -> new AdminCommand(NONE, AdminCommand.GROUP_SRIOV, request.device(), Bytes.EMPTY);
    };
  }

  /** A state of 16 bits that no mode has stays one that no mode has. */
  private static Bytes state(int state) {
    return new FieldWriter(1).u8(Math.min(state, 0xff)).bytes();
  }

  private AdminCommand command(DeviceCommand known, Request request, Bytes data) {
    int code = known.code(protocol).orElseThrow();
    return new AdminCommand(code, AdminCommand.GROUP_SRIOV, request.device(), data);
  }

  /**
   * The frame of a result.
   *
   * @param room device-writable bytes, of which the last is the status; empty for any number
   */
  Bytes frame(AdminCommand asked, AdminResult result, Optional<Integer> room) {
    Bytes data = result.ok() ? data(asked, result.result()) : Bytes.EMPTY;
    int most = Math.min(room.orElse(Integer.MAX_VALUE) - 1, data.size());
    return PrecursorWire.answer(
        new AdminResult(result.status(), result.qualifier(), data.slice(0, most)));
  }

  private Bytes data(AdminCommand asked, Bytes result) {
    Optional<DeviceCommand> known = DeviceCommand.of(protocol, asked.opcode());
    return known.isEmpty()
        ? result
        : switch (known.get()) {
          case LIST_QUERY -> PrecursorWire.VERSION;
          case MODE_GET -> new FieldWriter(4).u16(CommandFrames.u8(result, 0)).u16(0).bytes();
          case CONTEXT_READ -> result.slice(CommandFrames.READ_HEADER, result.size());
          default -> result;
        };
  }

  /** The result in an answer's frame. A save that brings less than it may has brought the rest. */
  AdminResult result(AdminCommand asked, Bytes frame) {
    AdminResult result = PrecursorWire.result(frame);
    boolean reads =
        DeviceCommand.of(protocol, asked.opcode()).equals(Optional.of(DeviceCommand.CONTEXT_READ));
    if (!result.ok() || !reads) {
      return result;
    }
    int size = result.result().size();
    boolean full = size == PrecursorWire.length(asked.data()) && size > 0;
    return AdminResult.success(CommandFrames.headed(result.result(), full ? 1 : 0));
  }
}
