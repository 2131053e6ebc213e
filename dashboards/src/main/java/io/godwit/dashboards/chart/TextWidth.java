package io.godwit.dashboards.chart;

/**
 * How wide a text may become, in pixels: as in DejaVu Sans, which is wider than what most systems
 * have, so that labels which do not overlap here overlap nowhere.
 */
final class TextWidth {

  private TextWidth() {}

  /** The width of {@code text} at this font size in pixels. */
  static double of(String text, double size) {
    double ems = 0;
    for (int i = 0; i < text.length(); i++) {
      ems += ems(text.charAt(i));
    }
    return ems * size;
  }

  /** As much of {@code text} as fits into {@code room} pixels, with an ellipsis if not all. */
  static String cut(String text, double size, double room) {
    if (of(text, size) <= room) {
      return text;
    }
    int length = text.length();
    while (length > 0 && of(text.substring(0, length) + "…", size) > room) {
      length--;
    }
    return length == 0 ? "" : text.substring(0, length).stripTrailing() + "…";
  }

  private static double ems(char sign) {
    if ("ijl|.,:;'!".indexOf(sign) >= 0) {
      return 0.34;
    } else if ("ftr()[]{}-/\\ ".indexOf(sign) >= 0) {
      return 0.41;
    } else if ("mwMW%—".indexOf(sign) >= 0) {
      return 0.99;
    } else if (Character.isUpperCase(sign) || sign == '…') {
      return 0.76;
    }
    return sign < 128 ? 0.64 : 1.0;
  }
}
