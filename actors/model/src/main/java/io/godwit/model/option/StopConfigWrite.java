package io.godwit.model.option;

/** What a stopped device does with a configuration write. */
public enum StopConfigWrite implements Choice {
  APPLY,
  IGNORE,
  DEFER;

  @Override
  public Option option() {
    return Option.STOP_CONFIG_WRITE;
  }
}
