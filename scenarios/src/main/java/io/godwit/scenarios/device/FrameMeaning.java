package io.godwit.scenarios.device;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.DeviceCommand;
import io.godwit.model.virtio.DevicePart;
import io.godwit.model.virtio.PartsCodec;
import io.godwit.model.virtio.PrecursorWire;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a command frame and its answer mean, in words. */
final class FrameMeaning {

  private static final int OBJECT_HEADER = 8;

  /** Of a list, so much is put into words; opcodes beyond it are none of any profile. */
  private static final int MOST_BYTES = 32;

  private static final Map<Integer, String> STATUS =
      new TreeMap<>(
          Map.of(
              0, "OK", 5, "EIO", 6, "ENXIO", 11, "EAGAIN", 12, "ENOMEM", 16, "EBUSY", 17, "EEXIST",
              22, "EINVAL", 28, "ENOSPC"));

  private static final String[] QUALIFIER = {
    "OK",
    "INVALID_COMMAND",
    "INVALID_OPCODE",
    "INVALID_FIELD",
    "INVALID_GROUP",
    "INVALID_MEMBER",
    "NORESOURCE",
    "TRYAGAIN"
  };

  private static final String[] PRECURSOR = {
    "identity", "get-status", "modify-status", "pending-bytes", "save", "restore"
  };

  private final Protocol protocol;

  FrameMeaning(Protocol protocol) {
    this.protocol = protocol;
  }

  ObjectNode of(Bytes frame, AdminResult result) {
    return protocol.profile() == Profiles.PRECURSOR ? precursor(frame) : standard(frame, result);
  }

  private static ObjectNode precursor(Bytes frame) {
    var request = PrecursorWire.Request.of(frame);
    boolean known =
        request.group() == PrecursorWire.MIGRATION && request.command() < PRECURSOR.length;
    return JsonNodeFactory.instance
        .objectNode()
        .put("class", request.group())
        .put(
            "command",
            known ? PRECURSOR[request.command()] : "0x" + Integer.toHexString(request.command()))
        .put("device", request.device());
  }

  private ObjectNode standard(Bytes frame, AdminResult result) {
    AdminCommand command = AdminCommand.decode(frame);
    ObjectNode meaning = JsonNodeFactory.instance.objectNode();
    meaning.put("command", DeviceCommand.wordOf(protocol, command.opcode()));
    meaning.put("group", group(command.groupType())).put("member", command.memberId());
    meaning.put("status", STATUS.getOrDefault(result.status(), "other"));
    meaning.put("qualifier", qualifier(result.qualifier()));
    Optional<DeviceCommand> known = DeviceCommand.of(protocol, command.opcode());
    known.ifPresent(each -> data(each, command.data(), meaning));
    if (result.ok()) {
      known.ifPresent(each -> result(each, command.data(), result.result(), meaning));
    }
    return meaning;
  }

  private static String group(int type) {
    return switch (type) {
      case AdminCommand.GROUP_SELF -> "self";
      case AdminCommand.GROUP_SRIOV -> "sr-iov";
      default -> "0x" + Integer.toHexString(type);
    };
  }

  private static String qualifier(int code) {
    return code < QUALIFIER.length ? QUALIFIER[code] : "reserved";
  }

  /** What the command says beside its header. */
  private void data(DeviceCommand command, Bytes data, ObjectNode meaning) {
    switch (command) {
      case LIST_USE -> opcodes(data, meaning.putArray("uses"));
      case MODE_SET -> meaning.put("mode", number(data, 0, 1));
      case LEGACY_COMMON_WRITE, LEGACY_COMMON_READ, LEGACY_DEVICE_WRITE, LEGACY_DEVICE_READ ->
          meaning.put("offset", number(data, 0, 1));
      case DEVICE_CAP_GET, DRIVER_CAP_SET -> meaning.put("capability", number(data, 0, 2));
      case OBJECT_CREATE, OBJECT_MODIFY, OBJECT_QUERY, OBJECT_DESTROY -> object(data, meaning);
      case SIZE_GET, CONTEXT_READ -> throughObject(data, meaning);
      case CONTEXT_WRITE -> {
        throughObject(data, meaning);
        if (protocol.profile().hasObjects()) {
          Bytes parts = data.slice(Math.min(OBJECT_HEADER, data.size()), data.size());
          parts(parts, meaning.putArray("sets"));
        }
      }
      default -> {}
    }
  }

  private void throughObject(Bytes data, ObjectNode meaning) {
    if (protocol.profile().hasObjects()) {
      object(data, meaning);
      meaning.put("kind", number(data, OBJECT_HEADER, 1));
    }
  }

  private static void object(Bytes data, ObjectNode meaning) {
    meaning.put("object", number(data, 4, 4));
  }

  private void result(DeviceCommand command, Bytes data, Bytes result, ObjectNode meaning) {
    boolean parts = protocol.profile().hasObjects();
    switch (command) {
      case LIST_QUERY -> opcodes(result, meaning.putArray("supports"));
      case DEVICE_CAP_GET ->
          meaning.put("get_limit", number(result, 0, 1)).put("set_limit", number(result, 1, 1));
      case SIZE_GET ->
          meaning.put(
              number(data, OBJECT_HEADER, 1) == 0 || !parts ? "bytes" : "parts",
              number(result, 0, 4));
      case CONTEXT_READ -> {
        if (parts) {
          parts(result, meaning.putArray("gives"));
        }
      }
      default -> {}
    }
  }

  private void opcodes(Bytes bits, ArrayNode words) {
    for (int code = 0; code < 8 * Math.min(bits.size(), MOST_BYTES); code++) {
      if ((bits.at(code / 8) >> code % 8 & 1) == 1) {
        words.add(DeviceCommand.wordOf(protocol, code));
      }
    }
  }

  private static void parts(Bytes content, ArrayNode array) {
    for (DevicePart part : PartsCodec.parts(content)) {
      array
          .addObject()
          .put("part", PartNames.of(part.type()))
          .put("type", String.format(Locale.US, "0x%x", part.type()))
          .put("selector", part.selector())
          .put("optional", part.optional())
          .put("value", part.value().toString());
    }
  }

  /** Little endian; zero behind the end. */
  private static long number(Bytes data, int from, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      int next = from + i < data.size() ? Byte.toUnsignedInt(data.at(from + i)) : 0;
      number |= (long) next << (8 * i);
    }
    return number;
  }
}
