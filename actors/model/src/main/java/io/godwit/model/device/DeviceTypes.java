package io.godwit.model.device;

/** The device types there are. To add one: its class, its test, and a constant. */
public enum DeviceTypes {
  NET("net", "virtio network device: MAC, receive mode, VLAN and MAC tables", new NetDevice()),
  BLK("blk", "virtio block device: capacity, block size, write cache", new BlockDevice());

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
