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

  /** Where a field stands in a context, whatever its value. */
  public record Key(int type, int instance) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byType = Integer.compare(type, other.type);
      return byType != 0 ? byType : Integer.compare(instance, other.instance);
    }
  }

  public Key key() {
    return new Key(type, instance);
  }

  @Override
  public int compareTo(ContextField other) {
    return key().compareTo(other.key());
  }
}
