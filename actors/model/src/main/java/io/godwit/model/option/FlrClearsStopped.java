package io.godwit.model.option;

/** Whether a function level reset lets a stopped device work again. */
public enum FlrClearsStopped implements Choice {
  YES,
  NO;

  @Override
  public Option option() {
    return Option.FLR_CLEARS_STOPPED;
  }
}
