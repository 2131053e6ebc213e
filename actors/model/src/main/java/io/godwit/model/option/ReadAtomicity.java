package io.godwit.model.option;

/** Whether a read sees a control command half done. */
public enum ReadAtomicity implements Choice {
  PER_DEVICE,
  TORN;

  @Override
  public Option option() {
    return Option.READ_ATOMICITY;
  }
}
