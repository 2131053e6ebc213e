package io.godwit.model.context;

import java.util.Optional;

/** The device types there are. To add one: its class, its test, and a constant. */
public enum DeviceTypes {
  NET("net", "virtio network device: MAC, receive mode, VLAN and MAC tables", new NetDevice()),
  BLK("blk", "virtio block device: capacity, block size, write cache", new BlockDevice()),
  FS(
      "fs",
      "virtio file system: its tag and queues; may have shared memory",
      PlainDevice.fileSystem()),
  CRYPTO("crypto", "virtio crypto device: algorithms and limits", PlainDevice.crypto()),
  GPU("gpu", "virtio gpu and its like: scan-outs, and mostly opaque state", PlainDevice.graphics());

  private static final long RING_PACKED = 1L << 34;

  private static final long COMMON =
      1L << 28 | 1L << 29 | 1L << 32 | 1L << 33 | 1L << 38 | 1L << 40;

  private final String word;
  private final String about;

  @SuppressWarnings("ImmutableEnumChecker") // the types hold no state
  private final DeviceType type;

  DeviceTypes(String word, String about, DeviceType type) {
    this.word = word;
    this.about = about;
    this.type = type;
  }

  /** The stable word that scenario files and events use. */
  public String word() {
    return word;
  }

  /** The type with this word; throws for any other word. */
  static DeviceTypes of(String word) {
    for (DeviceTypes type : values()) {
      if (type.word.equals(word)) {
        return type;
      }
    }
    throw new IllegalArgumentException("'" + word + "' is no type of device");
  }

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  public DeviceType type() {
    return type;
  }

  /** Bytes of its configuration space. */
  public int configBytes() {
    return ConfigRegister.size(type.layout());
  }

  /** From an offset in its configuration space to the end of the field there; empty beyond. */
  public Optional<Integer> fieldBytes(int offset) {
    return ConfigRegister.at(type.layout(), offset).map(field -> field.end() - offset);
  }

  /**
   * What such a device offers beside the features of its own: indirect descriptors, event indexes,
   * VERSION_1, the platform's addressing, packed rings if it has them, notification data, resets of
   * single queues.
   */
  long features(boolean packed) {
    long rings = packed ? RING_PACKED : 0;
    return type.features() | COMMON | rings;
  }
}
