package io.godwit.model.virtio;

import io.godwit.model.protocol.Operation;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import java.util.List;
import java.util.Optional;

/**
 * What an admin command asks, whatever its number in a profile. Of the seed's numbers only the
 * first two are verified, the others inferred; those of virtio 1.4 are in the text.
 */
public enum DeviceCommand {
  LIST_QUERY("list-query", 0x0, 0x0, Optional.empty()),
  LIST_USE("list-use", 0x1, 0x1, Optional.empty()),
  LEGACY_COMMON_WRITE("legacy-common-cfg-write", -1, 0x2, Optional.of(Operation.LEGACY)),
  LEGACY_COMMON_READ("legacy-common-cfg-read", -1, 0x3, Optional.of(Operation.LEGACY)),
  LEGACY_DEVICE_WRITE("legacy-dev-cfg-write", -1, 0x4, Optional.of(Operation.LEGACY)),
  LEGACY_DEVICE_READ("legacy-dev-cfg-read", -1, 0x5, Optional.of(Operation.LEGACY)),
  LEGACY_NOTIFY_INFO("legacy-notify-info", -1, 0x6, Optional.of(Operation.LEGACY)),
  CAP_ID_LIST_QUERY("cap-id-list-query", -1, 0x7, Optional.empty()),
  DEVICE_CAP_GET("device-cap-get", -1, 0x8, Optional.empty()),
  DRIVER_CAP_SET("driver-cap-set", -1, 0x9, Optional.empty()),
  OBJECT_CREATE("resource-obj-create", -1, 0xa, Optional.of(Operation.OBJECT)),
  OBJECT_MODIFY("resource-obj-modify", -1, 0xb, Optional.of(Operation.OBJECT)),
  OBJECT_QUERY("resource-obj-query", -1, 0xc, Optional.of(Operation.OBJECT)),
  OBJECT_DESTROY("resource-obj-destroy", -1, 0xd, Optional.of(Operation.OBJECT)),
  MODE_GET("dev-mode-get", 0x7, -1, Optional.of(Operation.METADATA)),
  MODE_SET("dev-mode-set", 0x8, 0x11, Optional.of(Operation.MODE_SET)),
  SIZE_GET("dev-ctx-size-get", 0x9, 0xe, Optional.of(Operation.METADATA)),
  CONTEXT_READ("dev-ctx-read", 0xa, 0xf, Optional.of(Operation.CONTEXT_READ)),
  CONTEXT_WRITE("dev-ctx-write", 0xb, 0x10, Optional.of(Operation.CONTEXT_WRITE)),
  FIELDS_QUERY("dev-ctx-fields-query", 0xc, -1, Optional.of(Operation.METADATA)),
  DISCARD("dev-ctx-discard", 0xd, -1, Optional.of(Operation.CONTEXT_WRITE));

  private static final List<DeviceCommand> ALL = List.of(values());

  private final String seedWord;
  private final int seedCode;
  private final int standardCode;
  private final Optional<Operation> operation;

  DeviceCommand(String seedWord, int seedCode, int standardCode, Optional<Operation> operation) {
    this.seedWord = seedWord;
    this.seedCode = seedCode;
    this.standardCode = standardCode;
    this.operation = operation;
  }

  /** Its number in the protocol; empty when its profile has no such command. */
  public Optional<Integer> code(Protocol protocol) {
    int number = number(protocol);
    return number < 0 ? Optional.empty() : Optional.of(number);
  }

  /** Whether its profile has such a command. */
  public boolean isKnown(Protocol protocol) {
    return number(protocol) >= 0;
  }

  /** Its number, -1 when there is none. */
  private int number(Protocol protocol) {
    if (protocol.profile() == Profiles.VIRTIO_1_4) {
      return standardCode;
    } else if (protocol.profile().hasWindows() && (this == FIELDS_QUERY || this == DISCARD)) {
      return -1;
    }
    return seedCode < Protocol.INFERRED_OPCODE ? seedCode : seedCode + seedOffset(protocol);
  }

  private static int seedOffset(Protocol protocol) {
    return protocol.firstOpcode() - Protocol.INFERRED_OPCODE;
  }

  /** The command with this number in the protocol. */
  public static Optional<DeviceCommand> of(Protocol protocol, int code) {
    for (DeviceCommand each : ALL) {
      if (code >= 0 && each.number(protocol) == code) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** Whether a member's status register stands for it, and no command of its owner. */
  public boolean isInBand(Profiles profile) {
    return profile.isInBand() && (this == MODE_GET || this == MODE_SET);
  }

  /** The stable word of events. */
  public String word(Profiles profile) {
    if (isInBand(profile)) {
      return "device-status";
    }
    return switch (profile) {
      case VIRTIO_1_4 -> acceptedWord();
      case PRECURSOR -> precursorWord();
      case SEED_2023, STATUS_BIT -> seedWord;
    };
  }

  private String precursorWord() {
    return switch (this) {
      case LIST_QUERY -> "identity";
      case MODE_GET -> "get-status";
      case MODE_SET -> "modify-status";
      case SIZE_GET -> "pending-bytes";
      case CONTEXT_READ -> "save";
      case CONTEXT_WRITE -> "restore";
      default -> seedWord;
    };
  }

  private String acceptedWord() {
    return switch (this) {
      case SIZE_GET -> "dev-parts-metadata-get";
      case CONTEXT_READ -> "dev-parts-get";
      case CONTEXT_WRITE -> "dev-parts-set";
      default -> seedWord;
    };
  }

  /** The word of a code, or the code itself when no command of the protocol has it. */
  public static String wordOf(Protocol protocol, int code) {
    return of(protocol, code)
        .map(command -> command.word(protocol.profile()))
        .orElse("0x" + Integer.toHexString(code));
  }

  /** Where it stands in the race matrix; empty for what the owner answers about itself. */
  public Optional<Operation> operation() {
    return operation;
  }

  /** Whether the owner answers it by itself, for no member does anything. */
  public boolean ownersOwn() {
    return operation.isEmpty() || operation.get() == Operation.OBJECT;
  }

  /** Whether it is for a group of this type. Lists are for each, capabilities for the owner's. */
  boolean isFor(int group) {
    return switch (this) {
      case LIST_QUERY, LIST_USE -> true;
      case CAP_ID_LIST_QUERY, DEVICE_CAP_GET, DRIVER_CAP_SET -> group == AdminCommand.GROUP_SELF;
      default -> group == AdminCommand.GROUP_SRIOV;
    };
  }

  /** Whether it is about one of the group, and not about all of them. */
  public boolean namesMember() {
    return this != LIST_QUERY && this != LIST_USE;
  }
}
