package io.godwit.model.hypervisor;

import io.godwit.model.protocol.Mode;
import io.godwit.model.unit.Bytes;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;

/**
 * What a driver makes of a member's status register. A register has no error codes: a device that
 * failed says that it needs a reset, and one that does nothing leaves it as it was.
 */
final class StatusRegister {

  private static final String NEEDS_RESET = "needs-reset";
  private static final String UNCHANGED = "unchanged";

  private StatusRegister() {}

  static AdminResult shown(boolean asWritten) {
    return asWritten
        ? AdminResult.success(Bytes.EMPTY)
        : new AdminResult(AdminStatus.EIO, AdminQualifier.OK, Bytes.EMPTY);
  }

  /** The word of events for what came of writing {@code written}. */
  static String word(Mode written, AdminResult result) {
    if (result.ok()) {
      return written.word();
    }
    return result.status() == AdminStatus.ETIME ? UNCHANGED : NEEDS_RESET;
  }

  /** The inverse of {@link #word}; any other word stands for a failure too. */
  static AdminResult result(Mode written, String word) {
    return word.equals(UNCHANGED) ? DeviceJob.LATE : shown(word.equals(written.word()));
  }
}
