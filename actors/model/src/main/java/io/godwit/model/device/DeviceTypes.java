package io.godwit.model.device;

/** The device types there are. To add one: its class, its test, and a constant. */
public enum DeviceTypes {
  NET("net", "virtio network device: MAC, receive mode, VLAN and MAC tables", new NetDevice()),
  BLK("blk", "virtio block device: capacity, block size, write cache", new BlockDevice()),
  FS("fs", "virtio file system: its tag and queues; may have shared memory", new PlainDevice(40)),
  CRYPTO("crypto", "virtio crypto device: algorithms and limits", new PlainDevice(48)),
  GPU("gpu", "virtio gpu and its like: scan-outs, and mostly opaque state", new PlainDevice(16));

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

  /** One line for reference tables. */
  public String about() {
    return about;
  }

  DeviceType type() {
    return type;
  }
}
