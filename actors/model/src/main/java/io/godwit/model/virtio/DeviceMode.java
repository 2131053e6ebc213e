package io.godwit.model.virtio;

import java.util.Optional;

/** The modes of the seed proposal, with their codes on the wire (facts/virtio.md B.1). */
public enum DeviceMode {
  /** Works for its guest; every device begins here. */
  ACTIVE(0, "active"),
  /** Starts nothing by itself, but still answers whoever touches it. */
  STOP(1, "stop"),
  /** Nothing changes its context. */
  FREEZE(2, "freeze");

  private final int code;
  private final String word;

  DeviceMode(int code, String word) {
    this.code = code;
    this.word = word;
  }

  public int code() {
    return code;
  }

  /** The stable word that events use. */
  public String word() {
    return word;
  }

  /** The mode with this code; empty for the reserved codes 3 to 255. */
  public static Optional<DeviceMode> ofCode(int code) {
    for (DeviceMode mode : values()) {
      if (mode.code == code) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  /**
   * The seed's matrix: everything but from Freeze back to Stop, which the thread never mentions.
   */
  public boolean mayBecome(DeviceMode next) {
    return !(this == FREEZE && next == STOP);
  }
}
