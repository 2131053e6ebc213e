package io.godwit.scenarios.file;

/**
 * Text of unknown origin as it may be shown: what would move a terminal's cursor, colour it, break
 * the line or turn the direction of reading stands as its number.
 */
public final class Escaped {

  private Escaped() {}

  public static String of(String text) {
    var shown = new StringBuilder(text.length());
    text.codePoints().forEach(point -> append(shown, point));
    return shown.toString();
  }

  private static void append(StringBuilder shown, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          shown.append(String.format("\\u%04x", point));
      default -> shown.appendCodePoint(point);
    }
  }
}
