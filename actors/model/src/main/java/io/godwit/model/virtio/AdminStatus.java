package io.godwit.model.virtio;

/** Status codes of an admin command (facts/virtio.md A.4); the values equal Linux errno numbers. */
public final class AdminStatus {

  public static final int OK = 0;
  public static final int EAGAIN = 11;
  public static final int ENOMEM = 12;
  public static final int EBUSY = 16;
  public static final int EINVAL = 22;

  private AdminStatus() {}
}
