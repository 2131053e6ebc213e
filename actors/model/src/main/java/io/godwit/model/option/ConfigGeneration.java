package io.godwit.model.option;

/** Whether the configuration's generation goes on at the destination. */
public enum ConfigGeneration implements Choice {
  CARRIED,
  RESTARTED;

  @Override
  public Option option() {
    return Option.CONFIG_GENERATION;
  }
}
