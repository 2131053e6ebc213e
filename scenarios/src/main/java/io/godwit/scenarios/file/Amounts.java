package io.godwit.scenarios.file;

import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.Arrays;
import java.util.function.Function;

/** Kinds of values that many keys hold. */
final class Amounts {

  static final long EACH_SECOND = 1_000_000_000L;

  static final Amount SIZE = new Amount(Quantity.SIZE, 1, 1L << 50);
  static final Amount RATE = new Amount(Quantity.RATE, 8, 1L << 46);
  static final Amount RATE_OR_NONE = new Amount(Quantity.RATE, 0, 1L << 46);
  static final Amount DURATION = new Amount(Quantity.DURATION);
  static final Amount POSITIVE_DURATION = new Amount(Quantity.DURATION, 1, Long.MAX_VALUE);
  static final Amount PERCENT_TO_99 = new Amount(Quantity.PERCENT, 0, 99);
  static final Amount PERCENT = new Amount(Quantity.PERCENT, 0, 100);

  private Amounts() {}

  /** One of the words of an enum. */
  static <E> Word words(E[] kinds, Function<E, String> word) {
    return new Word(Arrays.stream(kinds).map(word).toList());
  }
}
