package io.godwit.model.option;

/** What a frozen device does with a configuration write. */
public enum FreezeConfigWrite implements Choice {
  IGNORE,
  APPLY,
  DEFER;

  @Override
  public Option option() {
    return Option.FREEZE_CONFIG_WRITE;
  }
}
