package io.godwit.model.option;

/** What a busy device answers to a mode change. */
public enum ModeBusy implements Choice {
  TAKE_TIME,
  EAGAIN;

  @Override
  public Option option() {
    return Option.MODE_BUSY;
  }
}
