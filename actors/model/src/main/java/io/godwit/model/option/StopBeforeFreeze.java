package io.godwit.model.option;

/** Whether all devices of a guest stop before the first one freezes. */
public enum StopBeforeFreeze implements Choice {
  YES,
  NO;

  @Override
  public Option option() {
    return Option.STOP_BEFORE_FREEZE;
  }
}
