package io.godwit.model.option;

/** Who brings a device back when its migration fails. */
public enum Rollback implements Choice {
  DEVICE,
  MANAGEMENT,
  NONE;

  @Override
  public Option option() {
    return Option.ROLLBACK;
  }
}
