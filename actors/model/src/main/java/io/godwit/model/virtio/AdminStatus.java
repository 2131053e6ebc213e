package io.godwit.model.virtio;

/** Status codes of an admin command (facts/virtio.md A.4); the values equal Linux errno numbers. */
public final class AdminStatus {

  public static final int OK = 0;
  public static final int EIO = 5;
  public static final int ENXIO = 6;

  /** No answer from a device, but of a kernel whose data session was lost with a reset. */
  public static final int EBADF = 9;

  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EBUSY = 16;

  /** Not in the table of the text, which uses it all the same: a driver takes it for EINVAL. */
  public static final int EEXIST = 17;

  public static final int EINVAL = 22;
  public static final int ENOSPC = 28;

  /** No answer from a device, but of a driver that has waited long enough. */
  public static final int ETIME = 62;

  private AdminStatus() {}
}
