package io.godwit.model.option;

/** What becomes of a control-queue command in flight when the device stops. */
public enum ControlCommandFate implements Choice {
  COMPLETE,
  LEAVE_UNOBSERVED,
  LOSE;

  @Override
  public Option option() {
    return Option.CONTROL_COMMAND;
  }
}
