package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.Arrays;
import java.util.List;

/**
 * What a reset leaves of a context: what the guest has set up is gone, what is read-only stays
 * (virtio 1.4, 2.4 and 4.1.4.3: features that are offered, the number and the size of queues, where
 * they are notified, capacity, addresses that come with the device), and so does how much state the
 * vendor has. A field that lists nothing stays too: a read that returns what has changed could not
 * tell that it is gone.
 */
public final class Resets {

  /** Of the precursor's common configuration: offered features, number of queues, generation. */
  private static final int[] COMMON_KEPT = {4, 5, 6, 7, 18, 19, 21};

  /** Of the precursor's queue configuration: which queue, its size, where it is notified. */
  private static final int[] QUEUE_KEPT = {0, 1, 2, 3, 8, 9};

  /** Of a queue's part: its size. */
  private static final int[] QUEUE_PART_KEPT = {0, 1};

  /** Of vendor state: how much of it there is, and of which firmware it is. */
  private static final int[] VENDOR_KEPT = {0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23};

  /** Where the number of queues and the generation stand among the common parts. */
  private static final int NUM_QUEUES = 18;

  private static final int GENERATION = 21;

  /** The control queue's command that sets the device's own address: class 1, command 1. */
  private static final int ADDRESS_SELECTOR = 0x101;

  private Resets() {}

  public static List<ContextField> left(List<ContextField> fields) {
    return fields.stream().map(Resets::left).toList();
  }

  private static ContextField left(ContextField field) {
    return switch (field.type()) {
      case ContextField.COMMON_CONFIG -> keeping(field, COMMON_KEPT);
      case ContextField.QUEUE_CONFIG -> keeping(field, QUEUE_KEPT);
      case ContextField.PART_QUEUE_CONFIG -> keeping(field, QUEUE_PART_KEPT);
      case ContextField.QUEUE_RUN_STATE -> keeping(field, 0, 1);
      case ContextField.OPAQUE -> keeping(field, VENDOR_KEPT);
      case ContextField.IN_FLIGHT, ContextField.COMPLETED ->
          GuestDevice.heads(field.type(), field.instance(), 0, 0);
      case ContextField.DEVICE_CONFIG,
          ContextField.MAC_UNICAST,
          ContextField.PART_DEVICE_FEATURES,
          ContextField.PART_QUEUE_NOTIFY ->
          field;
      case ContextField.PART_COMMON_CONFIG ->
          field.instance() == NUM_QUEUES || field.instance() == GENERATION ? field : keeping(field);
      case ContextField.PART_CONTROL_QUEUE ->
          field.instance() == ADDRESS_SELECTOR ? field : keeping(field);
      default -> keeping(field);
    };
  }

  /** The field with all but these bytes zero. */
  private static ContextField keeping(ContextField field, int... offsets) {
    byte[] before = field.value().toArray();
    byte[] after = new byte[before.length];
    Arrays.stream(offsets)
        .filter(offset -> offset < before.length)
        .forEach(offset -> after[offset] = before[offset]);
    return field.with(Bytes.copyOf(after));
  }
}
