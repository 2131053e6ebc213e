package io.godwit.model.option;

/** What a mode change does that meets a function level reset. */
public enum ModeDuringFlr implements Choice {
  WAIT,
  MIGRATE_PENDING,
  REJECT;

  @Override
  public Option option() {
    return Option.MODE_DURING_FLR;
  }
}
