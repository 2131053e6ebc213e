package io.godwit.model.virtio;

/** How an admin command was answered, in words. */
public final class AdminWords {

  private AdminWords() {}

  /** Such as {@code ok} or {@code EAGAIN (try again)}; numbers where there is no name. */
  public static String of(int status, int qualifier) {
    return qualifier == AdminQualifier.OK
        ? name(status)
        : name(status) + " (" + qualifier(qualifier) + ")";
  }

  /** The status alone. */
  public static String name(int status) {
    return switch (status) {
      case AdminStatus.OK -> "ok";
      case AdminStatus.EIO -> "EIO";
      case AdminStatus.EBADF -> "EBADF, its data session was lost with a reset";
      case AdminStatus.ENXIO -> "ENXIO";
      case AdminStatus.EAGAIN -> "EAGAIN";
      case AdminStatus.ENOMEM -> "ENOMEM";
      case AdminStatus.EBUSY -> "EBUSY";
      case AdminStatus.EEXIST -> "EEXIST";
      case AdminStatus.EINVAL -> "EINVAL";
      case AdminStatus.ENOSPC -> "ENOSPC";
      case AdminStatus.ETIME -> "no answer in time";
      default -> "status " + status;
    };
  }

  private static String qualifier(int qualifier) {
    return switch (qualifier) {
      case AdminQualifier.INVALID_COMMAND -> "invalid command";
      case AdminQualifier.INVALID_OPCODE -> "invalid opcode";
      case AdminQualifier.INVALID_FIELD -> "invalid field";
      case AdminQualifier.INVALID_GROUP -> "invalid group";
      case AdminQualifier.INVALID_MEMBER -> "invalid member";
      case AdminQualifier.NO_RESOURCE -> "no resource";
      case AdminQualifier.TRY_AGAIN -> "try again";
      default -> "qualifier " + qualifier;
    };
  }
}
