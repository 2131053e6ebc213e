package io.godwit.model.device;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import java.util.ArrayList;
import java.util.List;

/**
 * The device parts of the accepted text as a guest has set them (facts/virtio.md C.3, C.5):
 * features of one word, six fields of the common configuration, the status, two parts for each
 * queue and, for network devices, what was last sent on the control queue.
 */
final class StandardParts {

  private static final int[] COMMON_OFFSETS = {0, 8, 16, 18, 21, 22};
  private static final int[] COMMON_SIZES = {4, 4, 2, 2, 1, 2};
  private static final int QUEUE_CONFIG_BYTES = 32;
  private static final int QUEUE_NOTIFY_BYTES = 8;
  private static final int QUEUE_SIZE = 256;

  private static final int RX_CLASS = 0;
  private static final int RX_COMMANDS = 6;
  private static final int MAC_CLASS = 1;
  private static final int VLAN_CLASS = 2;
  private static final int ANNOUNCE_CLASS = 3;
  private static final int PAIRS_CLASS = 4;
  private static final int MAC_FILTERS = 16;
  private static final int MAC_BYTES = 6;
  private static final int VLAN_BYTES = 512;
  private static final int RSS_BYTES = 11 + 2 * 128 + 40;

  private StandardParts() {}

  static List<ContextField> setUp(long identity, MemberSettings settings) {
    var parts = new ArrayList<ContextField>();
    parts.add(words(ContextField.PART_DEVICE_FEATURES, identity & 0x3fff));
    parts.add(words(ContextField.PART_DRIVER_FEATURES, identity & 0x3fff));
    for (int i = 0; i < COMMON_OFFSETS.length; i++) {
      byte[] value = new byte[COMMON_SIZES[i]];
      value[0] = (byte) (identity >>> i);
      parts.add(part(ContextField.PART_COMMON_CONFIG, COMMON_OFFSETS[i], Bytes.copyOf(value)));
    }
    parts.add(part(ContextField.PART_DEVICE_STATUS, 0, Bytes.copyOf(new byte[] {0x0f})));
    for (int queue = 0; queue < settings.queues(); queue++) {
      parts.add(part(ContextField.PART_QUEUE_CONFIG, queue, queueConfig(identity, queue)));
      parts.add(
          part(
              ContextField.PART_QUEUE_NOTIFY,
              queue,
              new FieldWriter(QUEUE_NOTIFY_BYTES).u16(queue).u16(0).u32(0).bytes()));
    }
    if (settings.type() == DeviceTypes.NET) {
      controlQueue(identity, parts);
    }
    parts.addAll(settings.extraFields());
    parts.sort(null);
    return List.copyOf(parts);
  }

  private static Bytes queueConfig(long identity, int queue) {
    long ring = (identity & 0xffff_ffffL) << 16 | (long) queue << 12;
    return new FieldWriter(QUEUE_CONFIG_BYTES)
        .u16(QUEUE_SIZE)
        .u16(queue + 1)
        .u16(1)
        .u16(0)
        .u64(ring)
        .u64(ring + 0x1000)
        .u64(ring + 0x2000)
        .bytes();
  }

  private static void controlQueue(long identity, List<ContextField> parts) {
    for (int command = 0; command < RX_COMMANDS; command++) {
      parts.add(control(RX_CLASS, command, new byte[] {(byte) (identity >>> command & 1)}));
    }
    byte[] tables = new byte[8 + 2 * MAC_FILTERS * MAC_BYTES];
    tables[0] = MAC_FILTERS;
    tables[4 + MAC_FILTERS * MAC_BYTES] = MAC_FILTERS;
    parts.add(control(MAC_CLASS, 0, tables));
    byte[] address = new byte[MAC_BYTES];
    address[0] = 0x52;
    address[5] = (byte) identity;
    parts.add(control(MAC_CLASS, 1, address));
    byte[] vlans = new byte[VLAN_BYTES];
    vlans[(int) (identity & 0xfff) / 8] = 1;
    parts.add(control(VLAN_CLASS, 0, vlans));
    parts.add(control(ANNOUNCE_CLASS, 0, new byte[0]));
    parts.add(control(PAIRS_CLASS, 0, new byte[] {1, 0}));
    parts.add(control(PAIRS_CLASS, 1, new byte[RSS_BYTES]));
  }

  /** The selector of a control queue's setting: class in its first byte, command in its second. */
  private static ContextField control(int commandClass, int command, byte[] value) {
    return part(ContextField.PART_CONTROL_QUEUE, commandClass | command << 8, Bytes.copyOf(value));
  }

  private static ContextField words(int type, long word) {
    return part(type, 0, new FieldWriter(Long.BYTES).u64(word).bytes());
  }

  private static ContextField part(int type, int selector, Bytes value) {
    return new ContextField(type, selector, value);
  }
}
