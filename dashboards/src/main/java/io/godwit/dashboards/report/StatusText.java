package io.godwit.dashboards.report;

import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import java.util.Map;

/** How an admin command was answered, in words. */
public final class StatusText {

  private static final Map<Integer, String> STATUS =
      Map.of(
          AdminStatus.EIO, "EIO",
          AdminStatus.ENXIO, "ENXIO",
          AdminStatus.EAGAIN, "EAGAIN",
          AdminStatus.ENOMEM, "ENOMEM",
          AdminStatus.EBUSY, "EBUSY",
          AdminStatus.EEXIST, "EEXIST",
          AdminStatus.EINVAL, "EINVAL",
          AdminStatus.ENOSPC, "ENOSPC",
          AdminStatus.ETIME, "no answer in time");

  private static final Map<Integer, String> QUALIFIER =
      Map.of(
          AdminQualifier.INVALID_COMMAND, "invalid command",
          AdminQualifier.INVALID_OPCODE, "invalid opcode",
          AdminQualifier.INVALID_FIELD, "invalid field",
          AdminQualifier.INVALID_GROUP, "invalid group",
          AdminQualifier.INVALID_MEMBER, "invalid member",
          AdminQualifier.NO_RESOURCE, "no resource",
          AdminQualifier.TRY_AGAIN, "try again");

  private StatusText() {}

  /** Such as {@code ok} or {@code EAGAIN (try again)}; numbers where there is no name. */
  public static String of(int status, int qualifier) {
    return qualifier == AdminQualifier.OK
        ? name(status)
        : name(status) + " (" + QUALIFIER.getOrDefault(qualifier, "qualifier " + qualifier) + ")";
  }

  /** The status alone. */
  public static String name(int status) {
    return status == AdminStatus.OK ? "ok" : STATUS.getOrDefault(status, "status " + status);
  }
}
