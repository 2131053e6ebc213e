package io.godwit.model.option;

/** Which mode may follow which, of the seed's three. */
public enum ModeMatrix implements Choice {
  SEED,
  STRICT_PAIRS;

  @Override
  public Option option() {
    return Option.MODE_MATRIX;
  }
}
