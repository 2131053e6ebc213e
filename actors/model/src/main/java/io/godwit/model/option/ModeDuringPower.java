package io.godwit.model.option;

/** What a mode change does that meets a power transition. */
public enum ModeDuringPower implements Choice {
  WAIT,
  IGNORE,
  REJECT;

  @Override
  public Option option() {
    return Option.MODE_DURING_POWER;
  }
}
