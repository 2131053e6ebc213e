package io.godwit.scenarios.file;

import io.godwit.model.unit.ByteCount;

/** What a hypervisor believes that devices have to send after the stop (facts/virtio.md G.4). */
public enum SizeEstimates {
  EXACT("exact", "what their drivers say") {
    @Override
    public ByteCount of(ByteCount told) {
      return told;
    }
  },
  NONE("none", "nothing, so that downtime is longer than its limit: QEMU before it counted them") {
    @Override
    public ByteCount of(ByteCount told) {
      return ByteCount.ZERO;
    }
  },
  UNKNOWN("unknown", "100 GiB: QEMU where a driver cannot say") {
    @Override
    public ByteCount of(ByteCount told) {
      return told.isZero() ? told : ByteCount.of(100L << 30);
    }
  };

  private final String word;
  private final String about;

  SizeEstimates(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** The word in scenario files. */
  public String word() {
    return word;
  }

  /** One line for the reference. */
  String about() {
    return about;
  }

  /** What is counted where drivers have told this. */
  public abstract ByteCount of(ByteCount told);
}
