package io.godwit.scenarios.file;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** The seeds that a comparison repeats its runs with, such as {@code 1..30}. */
final class Seeds {

  private static final Pattern FORM = Pattern.compile("([0-9]{1,17})\\s*\\.\\.\\s*([0-9]{1,17})");
  private static final long MOST = 1_000;

  private Seeds() {}

  /** At least two, in their order; empty where the text is wrong. */
  static List<Long> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return List.of();
    }
    long first = Long.parseLong(matcher.group(1));
    long last = Long.parseLong(matcher.group(2));
    return last <= first || last - first >= MOST
        ? List.of()
        : LongStream.rangeClosed(first, last).boxed().toList();
  }

  static String wrong(String text) {
    return "'%s' are no seeds; write 2 to %,d of them, such as 1..30".formatted(text, MOST);
  }
}
