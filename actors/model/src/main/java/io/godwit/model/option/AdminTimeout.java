package io.godwit.model.option;

/** How long the owner's driver waits for a command. */
public enum AdminTimeout implements Choice {
  NONE,
  ONE_SECOND;

  @Override
  public Option option() {
    return Option.ADMIN_TIMEOUT;
  }

  @Override
  public String word() {
    return this == ONE_SECOND ? "1s" : Choice.super.word();
  }
}
