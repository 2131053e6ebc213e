package io.godwit.scenarios.cli;

import io.godwit.dashboards.chart.TextChart;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The terminal that the launcher was started in. */
final class Screen {

  /** Set by the launcher where it knows. */
  private static final String COLUMNS = "godwit.columns";

  private static final String ERROR_COLUMNS = "godwit.error-columns";

  private static final int DEFAULT_COLUMNS = 100;

  private Screen() {}

  /** How many columns to fill: those there are, as far as a chart can. */
  static int columns() {
    int columns = Integer.getInteger(COLUMNS, DEFAULT_COLUMNS);
    return Math.max(TextChart.NARROWEST, Math.min(TextChart.WIDEST, columns));
  }

  /** How many columns standard error has, as far as is known. */
  static int errorColumns() {
    return Integer.getInteger(ERROR_COLUMNS, DEFAULT_COLUMNS);
  }

  /** A line of standard output, cut where a terminal would break it. */
  static String fitting(String line) {
    return fitting(line, COLUMNS);
  }

  /** A line of standard error, cut where a terminal would break it. */
  static String fittingError(String line) {
    return fitting(line, ERROR_COLUMNS);
  }

  private static String fitting(String line, String property) {
    int columns = Integer.getInteger(property, Integer.MAX_VALUE);
    return line.length() <= columns || columns < 2 ? line : line.substring(0, columns - 1) + '~';
  }

  /** Whether it would show question marks for anything else. */
  static boolean isAsciiOnly() {
    String encoding = System.getProperty("sun.stdout.encoding", "UTF-8");
    return !Charset.isSupported(encoding)
        || !Charset.forName(encoding).equals(StandardCharsets.UTF_8);
  }
}
