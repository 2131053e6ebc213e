package io.godwit.model.option;

/** Whether a reset changes the context of a frozen device. */
public enum FlrInFreeze implements Choice {
  ALLOWED,
  DEFERRED;

  @Override
  public Option option() {
    return Option.FLR_IN_FREEZE;
  }
}
