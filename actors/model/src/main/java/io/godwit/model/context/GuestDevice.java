package io.godwit.model.context;

import io.godwit.model.protocol.Profiles;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import io.godwit.model.virtio.ContextField;
import io.godwit.model.virtio.FieldWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The context of a member as its guest shapes it. Traffic is not simulated request by request: the
 * ring indexes follow from how long the device was active, so a busy guest costs no events.
 */
public final class GuestDevice {

  private static final int COMMON_CONFIG_BYTES = 32;
  private static final int QUEUE_CONFIG_BYTES = 38;
  private static final int RUN_STATE_BYTES = 6;

  private static final long EVENT_INDEX = 1L << 29;

  /** Acknowledge, driver, features ok, driver ok. */
  private static final int RUNNING_STATUS = 0x0f;

  private GuestDevice() {}

  /** What a guest has set up when the run begins, different for every member. */
  public static List<ContextField> setUp(String member, MemberSettings settings) {
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
   * What a guest's driver sets up once more after a reset: as at first, on what the device offers
   * now.
   *
   * @param reset what the reset has left
   */
  public static List<ContextField> setUpAgain(
      String member, MemberSettings settings, List<ContextField> reset) {
    List<ContextField> first = setUp(member, settings);
    return HeldContext.merged(
        first,
        reset.stream()
            .filter(field -> field.type() == ContextField.DEVICE_CONFIG)
            .filter(field -> field.value().size() > 0)
            .toList());
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
    long offered = settings.features();
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
  static ContextField heads(int type, int queue, int first, int count) {
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
   * @param deaf queues on which the device does not fetch, for nobody rings
   */
  static List<ContextField> afterActive(
      Collection<ContextField> fields,
      SimDuration length,
      MemberSettings settings,
      boolean drained,
      IntPredicate deaf) {
    int requests =
        (int)
            (WideMath.multiplyDivideFloor(
                    settings.requestsPerSecond(), length.nanos(), 1_000_000_000L)
                & 0xffff);
    int open = drained ? 0 : settings.inFlightPerQueue();
    int completed = drained ? 0 : settings.completedPerQueue();
    var advanced = new ArrayList<ContextField>(fields.size());
    for (ContextField field : fields) {
      if (field.type() == ContextField.QUEUE_RUN_STATE && deaf.test(field.instance())) {
        int queue = field.instance();
        int fetched = lastAvailable(field.value(), settings.packed());
        advanced.add(runState(queue, fetched, fetched, settings.packed()));
        advanced.add(heads(ContextField.IN_FLIGHT, queue, 0, 0));
        advanced.add(heads(ContextField.COMPLETED, queue, 0, 0));
      } else if (field.type() == ContextField.QUEUE_RUN_STATE) {
        int queue = field.instance();
        int taken = lastAvailable(field.value(), settings.packed()) + requests;
        int oldest = (taken - open) & 0xffff;
        advanced.add(runState(queue, taken, taken - open, settings.packed()));
        advanced.add(heads(ContextField.IN_FLIGHT, queue, oldest + completed, open - completed));
        advanced.add(heads(ContextField.COMPLETED, queue, oldest, completed));
      } else if (field.type() == ContextField.OPAQUE && requests > 0) {
        advanced.add(
            MemberSettings.opaqueField(
                field.standsFor(), 1 + requests, settings.build().firmware()));
      } else if (!listsHeads(field)) {
        advanced.add(field);
      }
    }
    advanced.sort(null);
    return List.copyOf(advanced);
  }

  /** The fields after the device has taken {@code more} out of a ring than its traffic tells. */
  static List<ContextField> afterFetching(
      List<ContextField> fields, int queue, int more, boolean packed) {
    if (more == 0) {
      return fields;
    }
    return fields.stream()
        .map(
            field ->
                field.type() == ContextField.QUEUE_RUN_STATE && field.instance() == queue
                    ? runState(
                        queue,
                        lastAvailable(field.value(), packed) + more,
                        lastUsed(field.value(), packed),
                        packed)
                    : field)
        .toList();
  }

  static int lastAvailable(Bytes runState, boolean packed) {
    return index(runState, 2, packed);
  }

  static int lastUsed(Bytes runState, boolean packed) {
    return index(runState, 4, packed);
  }

  private static int index(Bytes runState, int offset, boolean packed) {
    int index =
        Short.toUnsignedInt(
            ByteBuffer.wrap(runState.toArray()).order(ByteOrder.LITTLE_ENDIAN).getShort(offset));
    return packed ? Rings.unpacked(index) : index;
  }

  /** What a device forgets that drops what was in flight. */
  static List<ContextField> withoutLists(List<ContextField> fields) {
    return fields.stream()
        .map(field -> listsHeads(field) ? heads(field.type(), field.instance(), 0, 0) : field)
        .toList();
  }
}
