package io.godwit.model.unit;

import java.util.Locale;

/** How many there are of something, as people write it. */
public final class Counted {

  private Counted() {}

  /** Such as {@code 1 guest} or {@code 1,024 guests}: {@code one} is the word for one. */
  public static String of(long count, String one) {
    return String.format(Locale.US, "%,d %s%s", count, one, count == 1 ? "" : "s");
  }

  /** Such as {@code 1 guest stays} or {@code 2 guests stay}. */
  public static String of(long count, String one, String oneDoes, String severalDo) {
    return of(count, one) + ' ' + (count == 1 ? oneDoes : severalDo);
  }
}
