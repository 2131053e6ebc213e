package io.godwit.model.option;

/** What any other command does that meets a function level reset. */
public enum CommandOnFlr implements Choice {
  COMPLETE_THEN_RESET,
  DEFER,
  EAGAIN,
  EINVAL,
  HANG;

  @Override
  public Option option() {
    return Option.COMMAND_ON_FLR;
  }
}
