package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;

/**
 * One typed field of a device's context.
 *
 * @param type of the precursor's table (facts/virtio.md C.2), the best proxy for the seed's own
 * @param instance the queue for fields there is one of per queue, else 0
 * @param value its content
 */
public record ContextField(int type, int instance, Bytes value)
    implements Comparable<ContextField> {

  public static final int COMMON_CONFIG = 0;
  public static final int DEVICE_CONFIG = 1;
  public static final int QUEUE_CONFIG = 2;
  public static final int QUEUE_RUN_STATE = 3;
  public static final int RX_MODE = 4;
  public static final int VLAN_TABLE = 5;
  public static final int MAC_UNICAST = 6;
  public static final int IN_FLIGHT = 8;
  public static final int COMPLETED = 9;

  /** State that only the vendor can read: le64 size and le64 generation stand for it. */
  public static final int OPAQUE = 10;

  /** Content of a shared memory region; a number of our own. */
  public static final int SHARED_MEMORY = 11;

  /** Doorbells that a device has noted: le16 queue, le16 their number or the index they told of. */
  public static final int NOTED_DOORBELLS = 12;

  /** A checksum over the other fields of an answer; a number of our own. */
  public static final int DIGEST = 13;

  public static final int PART_DEVICE_FEATURES = 0x100;
  public static final int PART_DRIVER_FEATURES = 0x101;
  public static final int PART_COMMON_CONFIG = 0x102;
  public static final int PART_DEVICE_STATUS = 0x103;
  public static final int PART_QUEUE_CONFIG = 0x104;
  public static final int PART_QUEUE_NOTIFY = 0x105;
  public static final int PART_CONTROL_QUEUE = 0x200;

  /** Where a field stands in a context, whatever its value. */
  public record Key(int type, int instance) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byType = Integer.compare(type, other.type);
      return byType != 0 ? byType : Integer.compare(instance, other.instance);
    }
  }

  /** The same field with another value. */
  public ContextField with(Bytes other) {
    return new ContextField(type, instance, other);
  }

  /** Bytes of state that this stands for without holding them; 0 for all but opaque state. */
  public long standsFor() {
    return type == OPAQUE ? Wire.zeroFilled(value, Long.BYTES).getLong() : 0;
  }

  /**
   * This where {@code before} was: a later read of vendor state holds only a part, and makes the
   * whole newer.
   */
  public ContextField over(ContextField before) {
    if (type != OPAQUE || value.size() < 2 * Long.BYTES || before.value.size() < value.size()) {
      return this;
    }
    byte[] whole = value.toArray();
    System.arraycopy(before.value.toArray(), 0, whole, 0, Long.BYTES);
    return with(Bytes.copyOf(whole));
  }

  public Key key() {
    return new Key(type, instance);
  }

  @Override
  public int compareTo(ContextField other) {
    return key().compareTo(other.key());
  }
}
