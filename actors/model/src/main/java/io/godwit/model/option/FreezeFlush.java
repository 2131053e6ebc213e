package io.godwit.model.option;

/** How the hypervisor makes sure that posted writes have landed before it freezes. */
public enum FreezeFlush implements Choice {
  NONE,
  READ_FLUSH,
  DEVICE_WAITS;

  @Override
  public Option option() {
    return Option.FREEZE_FLUSH;
  }
}
