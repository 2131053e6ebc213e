package io.godwit.model.option;

/** What a successful context read clears in the device. */
public enum ClearOnRead implements Choice {
  OFF,
  CHANGE_RECORD,
  WORKING_STATE;

  @Override
  public Option option() {
    return Option.CLEAR_ON_READ;
  }
}
