package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the registers of a device stand in its context: as bytes of the precursor's fields, or as
 * parts of their own in the accepted text.
 */
public final class Registers {

  private static final int GENERATION_OFFSET = 21;
  private static final int STATUS_OFFSET = 20;
  private static final int SELECT_OFFSET = 22;

  /** Of the device status (virtio 1.x, 2.1). */
  private static final int DRIVER_OK = 4;

  private static final int NEEDS_RESET = 0x40;

  private static final int VECTOR_OFFSET = 16;
  private static final int QUEUE_ADDRESS_OFFSET = 10;
  private static final int PART_ADDRESS_OFFSET = 8;
  private static final int RX_SELECTOR = 0;
  private static final int VLAN_SELECTOR = 2;

  private Registers() {}

  /** One bit of a register turned over; empty when the context has no such register. */
  static Optional<ContextField> flipped(
      List<ContextField> fields, int type, int instance, int offset, int bit) {
    var key = new ContextField.Key(type, instance);
    return fields.stream()
        .filter(field -> field.key().equals(key) && field.value().size() > offset)
        .findFirst()
        .map(field -> field.with(flipped(field.value(), offset, bit)));
  }

  private static Bytes flipped(Bytes value, int offset, int bit) {
    byte[] bytes = value.toArray();
    bytes[offset] ^= (byte) bit;
    return Bytes.copyOf(bytes);
  }

  /** The first that the context has. */
  @SafeVarargs
  private static List<ContextField> first(Optional<ContextField>... candidates) {
    for (Optional<ContextField> candidate : candidates) {
      if (candidate.isPresent()) {
        return List.of(candidate.get());
      }
    }
    return List.of();
  }

  /**
   * What a write of one field of the device's configuration changes, or a change of its own: a flag
   * is turned over, of anything longer a bit that means little.
   */
  public static List<ContextField> configuration(List<ContextField> fields, ConfigRegister field) {
    int bit = field.bytes() <= 2 ? 1 : 0x80;
    return first(
        flipped(fields, ContextField.DEVICE_CONFIG, 0, field.offset(), bit),
        flipped(fields, ContextField.PART_COMMON_CONFIG, VECTOR_OFFSET, 0, 0x80));
  }

  /** What a guest reads of its configuration, or a peer of the memory that it shares. */
  public static List<ContextField> read(List<ContextField> fields, boolean byPeer) {
    List<Integer> types =
        byPeer
            ? List.of(
                ContextField.SHARED_MEMORY,
                ContextField.DEVICE_CONFIG,
                ContextField.PART_COMMON_CONFIG)
            : List.of(ContextField.DEVICE_CONFIG, ContextField.PART_COMMON_CONFIG);
    for (int type : types) {
      for (ContextField field : fields) {
        if (field.type() == type) {
          return List.of(field);
        }
      }
    }
    return List.of();
  }

  /** What a bus returns in its place when nobody answers. */
  public static ContextField allOnes(ContextField field) {
    byte[] ones = new byte[field.value().size()];
    Arrays.fill(ones, (byte) 0xff);
    return field.with(Bytes.copyOf(ones));
  }

  /** Whether a guest's driver has taken the device into use: DRIVER_OK is set. */
  public static boolean isDriven(List<ContextField> fields) {
    return (statusIn(fields) & DRIVER_OK) != 0;
  }

  /** Whether the device says that it cannot go on: DEVICE_NEEDS_RESET is set. */
  public static boolean needsReset(List<ContextField> fields) {
    return (statusIn(fields) & NEEDS_RESET) != 0;
  }

  /** The status of a device that cannot go on. */
  public static List<ContextField> needingReset(List<ContextField> fields) {
    byte status = (byte) (statusIn(fields) | NEEDS_RESET);
    return status(fields, Bytes.copyOf(new byte[] {status}));
  }

  /** 0 where there is none. */
  private static int statusIn(List<ContextField> fields) {
    for (ContextField field : fields) {
      if (field.type() == ContextField.COMMON_CONFIG && field.value().size() > STATUS_OFFSET) {
        return field.value().at(STATUS_OFFSET);
      } else if (field.type() == ContextField.PART_DEVICE_STATUS && field.value().size() > 0) {
        return field.value().at(0);
      }
    }
    return 0;
  }

  public static List<ContextField> status(List<ContextField> fields) {
    return first(
        flipped(fields, ContextField.COMMON_CONFIG, 0, STATUS_OFFSET, NEEDS_RESET),
        flipped(fields, ContextField.PART_DEVICE_STATUS, 0, 0, NEEDS_RESET));
  }

  /** The status with this value. */
  public static List<ContextField> status(List<ContextField> fields, Bytes value) {
    return fields.stream()
        .filter(
            field ->
                field.type() == ContextField.COMMON_CONFIG
                    || field.type() == ContextField.PART_DEVICE_STATUS)
        .map(
            field ->
                field.with(
                    ConfigWrite.over(
                        field.value(),
                        field.type() == ContextField.COMMON_CONFIG ? STATUS_OFFSET : 0,
                        value.slice(0, 1))))
        .toList();
  }

  /** Another queue is selected than was. */
  public static List<ContextField> selected(List<ContextField> fields) {
    return first(
        flipped(fields, ContextField.COMMON_CONFIG, 0, SELECT_OFFSET, 1),
        flipped(fields, ContextField.PART_COMMON_CONFIG, SELECT_OFFSET, 0, 1));
  }

  /** The low half of the first queue's address. */
  public static List<ContextField> halfAddress(List<ContextField> fields) {
    return first(
        flipped(fields, ContextField.QUEUE_CONFIG, 0, QUEUE_ADDRESS_OFFSET, 0xff),
        flipped(fields, ContextField.PART_QUEUE_CONFIG, 0, PART_ADDRESS_OFFSET, 0xff));
  }

  /** What a control command changes first. */
  public static List<ContextField> receiveMode(List<ContextField> fields) {
    return first(
        flipped(fields, ContextField.RX_MODE, 0, 0, 1),
        flipped(fields, ContextField.PART_CONTROL_QUEUE, RX_SELECTOR, 0, 1));
  }

  /** And then. */
  public static Optional<ContextField> vlanTable(List<ContextField> fields) {
    return first(
            flipped(fields, ContextField.VLAN_TABLE, 0, 0, 2),
            flipped(fields, ContextField.PART_CONTROL_QUEUE, VLAN_SELECTOR, 0, 2))
        .stream()
        .findFirst();
  }

  /** The configuration's generation with its highest bit turned over. */
  public static List<ContextField> generation(List<ContextField> fields) {
    return first(
        flipped(fields, ContextField.COMMON_CONFIG, 0, GENERATION_OFFSET, 0x80),
        flipped(fields, ContextField.PART_COMMON_CONFIG, GENERATION_OFFSET, 0, 0x80));
  }

  /** The byte that holds the generation. */
  public static int generationOf(List<ContextField> fields) {
    for (ContextField field : fields) {
      if (field.type() == ContextField.COMMON_CONFIG && field.value().size() > GENERATION_OFFSET) {
        return Byte.toUnsignedInt(field.value().at(GENERATION_OFFSET));
      } else if (field.type() == ContextField.PART_COMMON_CONFIG
          && field.instance() == GENERATION_OFFSET) {
        return Byte.toUnsignedInt(field.value().at(0));
      }
    }
    return 0;
  }

  /** The fields with a generation that starts from the beginning. */
  public static List<ContextField> withoutGeneration(List<ContextField> fields) {
    var changed = new ArrayList<ContextField>(fields.size());
    for (ContextField field : fields) {
      if (field.type() == ContextField.COMMON_CONFIG && field.value().size() > GENERATION_OFFSET) {
        changed.add(zeroed(field, GENERATION_OFFSET));
      } else if (field.type() == ContextField.PART_COMMON_CONFIG
          && field.instance() == GENERATION_OFFSET) {
        changed.add(zeroed(field, 0));
      } else {
        changed.add(field);
      }
    }
    return changed;
  }

  private static ContextField zeroed(ContextField field, int offset) {
    byte[] value = field.value().toArray();
    value[offset] = 0;
    return field.with(Bytes.copyOf(value));
  }
}
