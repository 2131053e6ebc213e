package io.godwit.model.option;

/** When a mode change is answered that meets a virtio reset. */
public enum ModeDuringReset implements Choice {
  ON_COMPLETE,
  ON_START;

  @Override
  public Option option() {
    return Option.MODE_DURING_RESET;
  }
}
