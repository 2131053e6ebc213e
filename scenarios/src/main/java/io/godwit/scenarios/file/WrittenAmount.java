package io.godwit.scenarios.file;

import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;

/** Quantities on the command line, written as in a scenario. */
public final class WrittenAmount {

  private WrittenAmount() {}

  /**
   * A duration such as {@code 12.5 s}, with or without the blank.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static SimDuration duration(String text) {
    return new SimDuration(base(Quantity.DURATION, text));
  }

  /**
   * A size such as {@code 8 GiB}, with or without the blank.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public static ByteCount size(String text) {
    return new ByteCount(base(Quantity.SIZE, text));
  }

  private static long base(Quantity quantity, String text) {
    Quantity.Parsed parsed = quantity.parse(text);
    return parsed.base().orElseThrow(() -> new IllegalArgumentException(parsed.problem()));
  }
}
