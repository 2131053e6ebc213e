package io.godwit.model.device;

import io.godwit.model.unit.Bytes;
import java.util.Arrays;
import java.util.Optional;

/**
 * The registers of a legacy device in its I/O BAR, without MSI-X (virtio 0.9.5 and 1.x, 4.1.4.10).
 */
enum LegacyRegisters {
  DEVICE_FEATURES(0, 4, Access.CONFIG_WRITE),
  DRIVER_FEATURES(4, 4, Access.CONFIG_WRITE),
  QUEUE_ADDRESS(8, 4, Access.HALF_REGISTER),
  QUEUE_SIZE(12, 2, Access.CONFIG_WRITE),
  QUEUE_SELECT(14, 2, Access.CONFIG_WRITE),
  QUEUE_NOTIFY(16, 2, Access.DOORBELL),
  DEVICE_STATUS(18, 1, Access.STATUS_WRITE),
  INTERRUPT_STATUS(19, 1, Access.CONFIG_WRITE);

  /** Four entries of 16 bytes; the first one is the end: doorbells go through commands. */
  private static final int NOTIFY_INFO_BYTES = 64;

  private final int offset;
  private final int bytes;
  private final Access access;

  LegacyRegisters(int offset, int bytes, Access access) {
    this.offset = offset;
    this.bytes = bytes;
    this.access = access;
  }

  int bytes() {
    return bytes;
  }

  /** What a write to it is. */
  Access access() {
    return access;
  }

  /** The register that begins at an offset; an access may not begin inside one. */
  static Optional<LegacyRegisters> of(int offset) {
    return Arrays.stream(values()).filter(each -> each.offset == offset).findFirst();
  }

  static Bytes notifyInfo() {
    return new FieldWriter(NOTIFY_INFO_BYTES).bytes();
  }
}
