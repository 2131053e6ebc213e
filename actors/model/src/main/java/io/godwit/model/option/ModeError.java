package io.godwit.model.option;

/** What the owner's driver does with a device that will not stop. */
public enum ModeError implements Choice {
  REPORT,
  RESET;

  @Override
  public Option option() {
    return Option.MODE_ERROR;
  }
}
