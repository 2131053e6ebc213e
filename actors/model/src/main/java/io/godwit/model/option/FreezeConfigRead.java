package io.godwit.model.option;

/** What a frozen device answers to a configuration read. */
public enum FreezeConfigRead implements Choice {
  VALID,
  ALL_ONES;

  @Override
  public Option option() {
    return Option.FREEZE_CONFIG_READ;
  }
}
