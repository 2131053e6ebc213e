package io.godwit.model.option;

/** What a stopped device does with a change of its own, such as of its link. */
public enum ConfigChange implements Choice {
  DEFER_NOTIFICATION,
  SUPPRESS,
  LOSE_NOTIFICATION;

  @Override
  public Option option() {
    return Option.CONFIG_CHANGE;
  }
}
