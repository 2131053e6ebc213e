package io.godwit.scenarios.file;

import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.Arrays;
import java.util.function.Function;

/** Kinds of values that many keys hold. */
final class Amounts {

  static final long EACH_SECOND = 1_000_000_000L;

  /** Ten years: the end of what a clock of nanoseconds counts is thirty times as far. */
  private static final long LONGEST = 10 * 365 * 86_400 * EACH_SECOND;

  /** What a link may have at most; see {@code Limits}. */
  private static final long FASTEST = 1L << 45;

  static final Amount SIZE = new Amount(Quantity.SIZE, 1, 1L << 50);
  static final Amount SIZE_OR_NONE = new Amount(Quantity.SIZE, 0, 1L << 50);
  static final Amount RATE = new Amount(Quantity.RATE, 8, FASTEST);
  static final Amount RATE_OR_NONE = new Amount(Quantity.RATE, 0, FASTEST);
  static final Amount DURATION = new Amount(Quantity.DURATION, 0, LONGEST);
  static final Amount POSITIVE_DURATION = new Amount(Quantity.DURATION, 1, LONGEST);

  /** QEMU takes no longer limit ({@code MAX_MIGRATE_DOWNTIME} of migration/options.c). */
  static final Amount DOWNTIME = new Amount(Quantity.DURATION, 1, 2_000 * EACH_SECOND);

  static final Amount PERCENT_TO_99 = new Amount(Quantity.PERCENT, 0, 99);
  static final Amount PERCENT = new Amount(Quantity.PERCENT, 0, 100);

  private Amounts() {}

  /** One of the words of an enum. */
  static <E> Word words(E[] kinds, Function<E, String> word) {
    return new Word(Arrays.stream(kinds).map(word).toList());
  }
}
