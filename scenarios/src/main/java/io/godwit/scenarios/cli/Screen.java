package io.godwit.scenarios.cli;

import io.godwit.dashboards.chart.TextChart;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The terminal that the launcher was started in. */
final class Screen {

  /** Set by the launcher where it knows. */
  private static final String COLUMNS = "godwit.columns";

  private static final String ERROR_COLUMNS = "godwit.error-columns";

  private static final int DEFAULT_COLUMNS = 100;

  private static final int NARROWEST_TEXT = 30;

  /** Without it the library that writes help refuses. */
  private static final int NARROWEST_HELP = 55;

  private static final int HELP_COLUMNS = 80;

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

  /** How wide help is: what people read well, and less on a narrow terminal. */
  static int helpColumns() {
    int columns = Integer.getInteger(COLUMNS, HELP_COLUMNS);
    return Math.max(NARROWEST_HELP, Math.min(HELP_COLUMNS, columns));
  }

  /** How many columns a line may have: those of the terminal, or any number where it is none. */
  static int widest() {
    return Integer.getInteger(COLUMNS, Integer.MAX_VALUE);
  }

  /**
   * A name and what it is, which begins in column {@code indent} and goes on in further lines, or
   * below the name where little room would be left beside it.
   */
  static List<String> entry(String name, int indent, String about) {
    boolean below = widest() - indent < NARROWEST_TEXT;
    int from = below ? 4 : indent;
    var lines = new ArrayList<String>();
    var line = new StringBuilder(below ? "" : name);
    if (below) {
      lines.add(name);
    }
    for (String word : about.strip().split(" ", -1)) {
      boolean fresh = line.length() <= from;
      if (!fresh && line.length() + 1 + word.length() > widest()) {
        lines.add(line.toString());
        line.setLength(0);
        fresh = true;
      }
      line.append(fresh ? " ".repeat(Math.max(0, from - line.length())) : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A line of standard error, cut where a terminal would break it. */
  static String fittingError(String line) {
    return fitting(line, Integer.getInteger(ERROR_COLUMNS, Integer.MAX_VALUE));
  }

  private static String fitting(String line, int columns) {
    return line.length() <= columns || columns < 2 ? line : line.substring(0, columns - 1) + '~';
  }

  /** Whether it would show question marks for anything else. */
  static boolean isAsciiOnly() {
    String encoding = System.getProperty("sun.stdout.encoding", "UTF-8");
    return !Charset.isSupported(encoding)
        || !Charset.forName(encoding).equals(StandardCharsets.UTF_8);
  }
}
