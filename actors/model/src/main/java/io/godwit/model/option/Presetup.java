package io.godwit.model.option;

/** Whether a destination that gets a context ahead sets its queues up then. */
public enum Presetup implements Choice {
  ON,
  OFF;

  @Override
  public Option option() {
    return Option.PRESETUP;
  }
}
