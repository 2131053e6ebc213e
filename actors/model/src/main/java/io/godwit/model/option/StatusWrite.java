package io.godwit.model.option;

/** What a stopped device does when its guest writes the status register. */
public enum StatusWrite implements Choice {
  APPLY,
  DEFER;

  @Override
  public Option option() {
    return Option.STATUS_WRITE;
  }
}
