package io.godwit.model.virtio;

import io.godwit.model.unit.Bytes;
import java.util.Arrays;
import java.util.Optional;

/** The registers of a legacy device in its I/O BAR, without MSI-X (virtio 1.4, 4.1.4.10). */
public enum LegacyRegisters {
  DEVICE_FEATURES(0, 4, false),
  DRIVER_FEATURES(4, 4, true),
  QUEUE_ADDRESS(8, 4, true),
  QUEUE_SIZE(12, 2, false),
  QUEUE_SELECT(14, 2, true),
  QUEUE_NOTIFY(16, 2, true),
  DEVICE_STATUS(18, 1, true),
  INTERRUPT_STATUS(19, 1, false);

  /** Four entries of 16 bytes, of which the last one is the end. */
  private static final int NOTIFY_INFO_BYTES = 64;

  private static final int MEMBER_BAR = 2;
  private static final int DOORBELL_BAR = 4;
  private static final long DOORBELL_OFFSET = 0x1000;

  private final int offset;
  private final int bytes;
  private final boolean written;

  LegacyRegisters(int offset, int bytes, boolean written) {
    this.offset = offset;
    this.bytes = bytes;
    this.written = written;
  }

  public int offset() {
    return offset;
  }

  public int end() {
    return offset + bytes;
  }

  /** Whether a driver can write it. */
  public boolean isWritten() {
    return written;
  }

  /** The register in which an access at an offset begins; empty beyond the last one. */
  public static Optional<LegacyRegisters> at(int offset) {
    return Arrays.stream(values())
        .filter(each -> each.offset <= offset && offset < each.end())
        .findFirst();
  }

  /** One address for doorbells, in a BAR of the member: flags, BAR, six of padding, le64 offset. */
  public static Bytes notifyInfo() {
    return new FieldWriter(NOTIFY_INFO_BYTES)
        .u8(MEMBER_BAR)
        .u8(DOORBELL_BAR)
        .u16(0)
        .u32(0)
        .u64(DOORBELL_OFFSET)
        .bytes();
  }
}
