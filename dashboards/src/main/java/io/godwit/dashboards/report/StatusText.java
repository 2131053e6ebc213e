package io.godwit.dashboards.report;

import io.godwit.model.virtio.AdminWords;

/** How an admin command was answered, in words. */
public final class StatusText {

  private StatusText() {}

  /** Such as {@code ok} or {@code EAGAIN (try again)}; numbers where there is no name. */
  public static String of(int status, int qualifier) {
    return AdminWords.of(status, qualifier);
  }

  /** The status alone. */
  public static String name(int status) {
    return AdminWords.name(status);
  }
}
