package io.godwit.model.option;

/** What a mode change with reserved bits does. */
public enum UnknownModeFlags implements Choice {
  EINVAL,
  IGNORE;

  @Override
  public Option option() {
    return Option.UNKNOWN_MODE_FLAGS;
  }
}
