package io.godwit.model.context;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The device parts of the accepted text as a guest has set them (facts/virtio.md C.3, C.5):
 * features of one word, six fields of the common configuration, the status, two parts for each
 * queue, the device's configuration and, for network devices, what was last sent on the control
 * queue.
 */
public final class StandardParts {

  /** Where the fields of the common configuration stand that have parts of their own. */
  static final int DEVICE_FEATURE_SELECT = 0;

  static final int DRIVER_FEATURE_SELECT = 8;
  static final int CONFIG_VECTOR = 16;
  static final int NUM_QUEUES = 18;
  static final int CONFIG_GENERATION = 21;
  public static final int QUEUE_SELECT = 22;

  private static final int QUEUE_CONFIG_BYTES = 32;
  private static final int QUEUE_NOTIFY_BYTES = 8;
  private static final int UPPER_WORD = 1;

  /** Acknowledge, driver, features ok, driver ok. */
  private static final int RUNNING_STATUS = 0x0f;

  private static final int RX_CLASS = 0;
  private static final int RX_COMMANDS = 6;
  private static final int MAC_CLASS = 1;
  private static final int VLAN_CLASS = 2;
  private static final int ANNOUNCE_CLASS = 3;
  private static final int PAIRS_CLASS = 4;
  private static final int MAC_FILTERS = 16;
  private static final int MAC_BYTES = 6;
  private static final int RSS_BYTES = 11 + 2 * 128 + 40;

  private StandardParts() {}

  static List<ContextField> setUp(long identity, MemberSettings settings) {
    long offered = settings.features();
    var parts = new ArrayList<ContextField>();
    parts.add(words(ContextField.PART_DEVICE_FEATURES, offered));
    parts.add(
        words(ContextField.PART_DRIVER_FEATURES, GuestDevice.driverFeatures(identity, offered)));
    commonConfig(identity, settings.queues(), parts);
    parts.add(part(ContextField.PART_DEVICE_STATUS, 0, value(1, RUNNING_STATUS)));
    for (int queue = 0; queue < settings.queues(); queue++) {
      parts.add(part(ContextField.PART_QUEUE_CONFIG, queue, queueConfig(identity, queue)));
      parts.add(
          part(
              ContextField.PART_QUEUE_NOTIFY,
              queue,
              new FieldWriter(QUEUE_NOTIFY_BYTES).u16(queue).u16(queue).u32(0).bytes()));
    }
    if (settings.type() == DeviceTypes.NET) {
      controlQueue(identity, parts);
    }
    parts.add(GuestDevice.config(identity, settings));
    parts.addAll(settings.extraFields());
    parts.sort(null);
    return List.copyOf(parts);
  }

  private static void commonConfig(long identity, int queues, List<ContextField> parts) {
    parts.add(common(DEVICE_FEATURE_SELECT, value(4, UPPER_WORD)));
    parts.add(common(DRIVER_FEATURE_SELECT, value(4, UPPER_WORD)));
    parts.add(common(CONFIG_VECTOR, value(2, 0)));
    parts.add(common(NUM_QUEUES, value(2, queues)));
    parts.add(common(CONFIG_GENERATION, value(1, 0)));
    parts.add(common(QUEUE_SELECT, value(2, (int) Long.remainderUnsigned(identity, queues))));
  }

  private static ContextField common(int offset, Bytes value) {
    return part(ContextField.PART_COMMON_CONFIG, offset, value);
  }

  /** A small number, little endian. */
  private static Bytes value(int bytes, int number) {
    byte[] value = new byte[bytes];
    value[0] = (byte) number;
    if (bytes > 1) {
      value[1] = (byte) (number >>> 8);
    }
    return Bytes.copyOf(value);
  }

  private static Bytes queueConfig(long identity, int queue) {
    long ring = (identity & 0xffff_ffffL) << 16 | (long) queue << 12;
    return new FieldWriter(QUEUE_CONFIG_BYTES)
        .u16(Rings.QUEUE_SIZE)
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
      parts.add(control(RX_CLASS, command, value(1, (int) (identity >>> command & 1))));
    }
    byte[] tables = new byte[8 + 2 * MAC_FILTERS * MAC_BYTES];
    tables[0] = MAC_FILTERS;
    tables[4 + MAC_FILTERS * MAC_BYTES] = MAC_FILTERS;
    parts.add(control(MAC_CLASS, 0, Bytes.copyOf(tables)));
    parts.add(control(MAC_CLASS, 1, NetDevice.mac(identity)));
    parts.add(control(VLAN_CLASS, 0, NetDevice.vlans(identity)));
    parts.add(control(ANNOUNCE_CLASS, 0, Bytes.EMPTY));
    parts.add(control(PAIRS_CLASS, 0, value(2, 1)));
    parts.add(control(PAIRS_CLASS, 1, Bytes.copyOf(new byte[RSS_BYTES])));
  }

  /** The selector of a control queue's setting: class in its first byte, command in its second. */
  private static ContextField control(int commandClass, int command, Bytes value) {
    return part(ContextField.PART_CONTROL_QUEUE, commandClass | command << 8, value);
  }

  private static ContextField words(int type, long word) {
    return part(type, 0, new FieldWriter(Long.BYTES).u64(word).bytes());
  }

  private static ContextField part(int type, int selector, Bytes value) {
    return new ContextField(type, selector, value);
  }
}
