package io.godwit.model.option;

/** What a context read returns. */
public enum Incremental implements Choice {
  FULL,
  DELTA,
  DELTA_WITH_REPEATS;

  @Override
  public Option option() {
    return Option.INCREMENTAL;
  }
}
