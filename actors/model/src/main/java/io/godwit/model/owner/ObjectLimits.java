package io.godwit.model.owner;

import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.FieldWriter;

/**
 * VIRTIO_DEV_PARTS_CAP: so many resource objects to read parts and to write them.
 *
 * @param get 0 to 255
 * @param set 0 to 255
 */
record ObjectLimits(int get, int set) {

  static final ObjectLimits NONE = new ObjectLimits(0, 0);

  /** A byte each; what is missing reads as zero. */
  static ObjectLimits decode(Bytes data) {
    return new ObjectLimits(CommandFrames.u8(data, 0), CommandFrames.u8(data, 1));
  }

  Bytes encode() {
    return new FieldWriter(2).u8(get).u8(set).bytes();
  }

  int of(int direction) {
    return direction == CommandFrames.GET ? get : set;
  }

  boolean isWithin(ObjectLimits other) {
    return get <= other.get && set <= other.set;
  }

  /**
   * Ids are below this. Both directions are of one type, and ids are unique in a type: "in the
   * range of 0 to limit - 1, where the limit is the maximum number set by the driver for this
   * resource object type".
   */
  int ids() {
    return Math.max(get, set);
  }
}
