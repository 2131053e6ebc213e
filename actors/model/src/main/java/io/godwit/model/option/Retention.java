package io.godwit.model.option;

/** How long the device can return again what it has returned. */
public enum Retention implements Choice {
  UNTIL_RESET,
  UNTIL_NEXT_READ,
  NONE;

  @Override
  public Option option() {
    return Option.RETENTION;
  }
}
