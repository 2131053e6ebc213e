package io.godwit.model.option;

/** Whether the owner's driver tries again what the device says to try again. */
public enum RetryEagain implements Choice {
  NO,
  YES;

  @Override
  public Option option() {
    return Option.RETRY_EAGAIN;
  }
}
