package io.godwit.dashboards.chart;

/**
 * A text in its place.
 *
 * @param x its left end, in pixels
 * @param y its baseline
 * @param text what fits
 * @param tone how to take it
 * @param note whether it may cross lifelines, and covers what is below it
 * @param title all that there is to say; shown to whoever points at it
 */
record Label(double x, double y, String text, Tone tone, boolean note, String title) {

  private static final double ASCENT = 9;
  private static final double DESCENT = 3;

  double right() {
    return x + TextWidth.of(text, Columns.FONT);
  }

  double top() {
    return y - ASCENT;
  }

  double bottom() {
    return y + DESCENT;
  }

  boolean overlaps(Label other) {
    return x < other.right()
        && other.x < right()
        && top() < other.bottom()
        && other.top() < bottom();
  }
}
