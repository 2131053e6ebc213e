package io.godwit.model.device;

import io.godwit.model.protocol.Profiles;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import io.godwit.model.virtio.ContextField;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The context of a member as its guest shapes it. Traffic is not simulated request by request: the
 * ring indexes follow from how long the device was active, so a busy guest costs no events.
 */
final class GuestDevice {

  private static final int COMMON_CONFIG_BYTES = 32;
  private static final int QUEUE_CONFIG_BYTES = 38;
  private static final int RUN_STATE_BYTES = 6;

  private static final long EVENT_INDEX = 1L << 29;

  /** Acknowledge, driver, features ok, driver ok. */
  private static final int RUNNING_STATUS = 0x0f;

  private GuestDevice() {}

  /** What a guest has set up when the run begins, different for every member. */
  static List<ContextField> setUp(String member, MemberSettings settings) {
    long identity = identity(member);
    if (settings.protocol().profile() == Profiles.VIRTIO_1_4) {
      return StandardParts.setUp(identity, settings);
    }
    var fields = new ArrayList<ContextField>();
    fields.add(new ContextField(ContextField.COMMON_CONFIG, 0, commonConfig(identity, settings)));
    fields.add(config(identity, settings));
    fields.addAll(settings.type().type().tables(identity));
    for (int queue = 0; queue < settings.queues(); queue++) {
      fields.add(new ContextField(ContextField.QUEUE_CONFIG, queue, queueConfig(identity, queue)));
      fields.add(runState(queue, 0, 0, settings.packed()));
      fields.add(heads(ContextField.IN_FLIGHT, queue, 0, 0));
      fields.add(heads(ContextField.COMPLETED, queue, 0, 0));
    }
    fields.addAll(settings.extraFields());
    fields.sort(null);
    return List.copyOf(fields);
  }

  /**
   * What a device holds that nobody has set up. A field that lists nothing stays: a read that
   * returns what has changed could not tell that it is gone.
   */
  static List<ContextField> defaults(List<ContextField> like) {
    return like.stream()
        .map(
            field ->
                listsHeads(field)
                    ? heads(field.type(), field.instance(), 0, 0)
                    : isReadOnly(field) ? field : field.with(Bytes.copyOf(zeroed(field))))
        .toList();
  }

  /** What no driver has set, no reset takes away. */
  private static boolean isReadOnly(ContextField field) {
    return field.type() == ContextField.DEVICE_CONFIG
        || field.type() == ContextField.PART_DEVICE_FEATURES
        || (field.type() == ContextField.PART_COMMON_CONFIG
            && field.instance() == StandardParts.NUM_QUEUES);
  }

  /** Per-queue values begin with their queue, whatever they hold. */
  private static byte[] zeroed(ContextField field) {
    byte[] value = new byte[field.value().size()];
    boolean perQueue =
        field.type() == ContextField.QUEUE_CONFIG || field.type() == ContextField.QUEUE_RUN_STATE;
    if (perQueue) {
      value[0] = field.value().at(0);
      value[1] = field.value().at(1);
    }
    return value;
  }

  private static long identity(String member) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < member.length(); i++) {
      hash = (hash ^ member.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  static ContextField config(long identity, MemberSettings settings) {
    Bytes config = settings.type().type().config(identity, settings.queues());
    return new ContextField(ContextField.DEVICE_CONFIG, 0, config);
  }

  /** A guest's driver takes all that is offered, but for event indexes: half of them do without. */
  static long driverFeatures(long identity, long offered) {
    return (identity & 1) == 0 ? offered : offered & ~EVENT_INDEX;
  }

  /** The selectors stand at the upper words of the features. */
  private static Bytes commonConfig(long identity, MemberSettings settings) {
    long offered = settings.type().features(settings.packed());
    return new FieldWriter(COMMON_CONFIG_BYTES)
        .u32(1)
        .u32(offered >>> 32)
        .u32(1)
        .u32(driverFeatures(identity, offered) >>> 32)
        .u16(0)
        .u16(settings.queues())
        .u8(RUNNING_STATUS)
        .u8(1)
        .u16((int) Long.remainderUnsigned(identity, settings.queues()))
        .bytes();
  }

  private static Bytes queueConfig(long identity, int queue) {
    long ring = (identity & 0xffff_ffffL) << 16 | (long) queue << 12;
    return new FieldWriter(QUEUE_CONFIG_BYTES)
        .u16(queue)
        .u16(Rings.QUEUE_SIZE)
        .u16(queue + 1)
        .u16(1)
        .u16(queue)
        .u64(ring)
        .u64(ring + 0x1000)
        .u64(ring + 0x2000)
        .u16(queue)
        .u16(0)
        .bytes();
  }

  private static ContextField runState(int queue, int lastAvailable, int lastUsed, boolean packed) {
    return new ContextField(
        ContextField.QUEUE_RUN_STATE,
        queue,
        new FieldWriter(RUN_STATE_BYTES)
            .u16(queue)
            .u16(packed ? Rings.packed(lastAvailable) : lastAvailable)
            .u16(packed ? Rings.packed(lastUsed) : lastUsed)
            .bytes());
  }

  /** Heads from {@code first} on; le16 queue, le16 count, then le16 each. */
  private static ContextField heads(int type, int queue, int first, int count) {
    var writer = new FieldWriter(4 + 2 * count).u16(queue).u16(count);
    for (int i = 0; i < count; i++) {
      writer.u16((first + i) % Rings.QUEUE_SIZE);
    }
    return new ContextField(type, queue, writer.bytes());
  }

  private static boolean listsHeads(ContextField field) {
    return field.type() == ContextField.IN_FLIGHT || field.type() == ContextField.COMPLETED;
  }

  /**
   * The fields after the device was active for {@code length} more.
   *
   * @param drained whether what was in flight is finished, as when the device has stopped
   */
  static List<ContextField> afterActive(
      Collection<ContextField> fields,
      SimDuration length,
      MemberSettings settings,
      boolean drained) {
    int requests =
        (int)
            (WideMath.multiplyDivideFloor(
                    settings.requestsPerSecond(), length.nanos(), 1_000_000_000L)
                & 0xffff);
    int open = drained ? 0 : settings.inFlightPerQueue();
    int completed = drained ? 0 : settings.completedPerQueue();
    var advanced = new ArrayList<ContextField>(fields.size());
    for (ContextField field : fields) {
      if (field.type() == ContextField.QUEUE_RUN_STATE) {
        int queue = field.instance();
        int taken = lastAvailable(field.value(), settings.packed()) + requests;
        int oldest = (taken - open) & 0xffff;
        advanced.add(runState(queue, taken, taken - open, settings.packed()));
        advanced.add(heads(ContextField.IN_FLIGHT, queue, oldest + completed, open - completed));
        advanced.add(heads(ContextField.COMPLETED, queue, oldest, completed));
      } else if (field.type() == ContextField.OPAQUE && requests > 0) {
        advanced.add(MemberSettings.opaqueField(field.standsFor(), 1 + requests));
      } else if (!listsHeads(field)) {
        advanced.add(field);
      }
    }
    advanced.sort(null);
    return List.copyOf(advanced);
  }

  private static int lastAvailable(Bytes runState, boolean packed) {
    int index =
        Short.toUnsignedInt(
            ByteBuffer.wrap(runState.toArray()).order(ByteOrder.LITTLE_ENDIAN).getShort(2));
    return packed ? Rings.unpacked(index) : index;
  }
}
