package io.godwit.scenarios.run;

import java.util.List;
import java.util.function.IntPredicate;

/** Cells in columns as wide as their widest, for a page on a terminal. */
public final class TextTable {

  private TextTable() {}

  /**
   * The rows as lines.
   *
   * @param right whether the column with this number, from 0, stands to the right
   */
  public static List<String> lines(List<List<String>> rows, IntPredicate right) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths, right)).toList();
  }

  private static String line(List<String> row, int[] widths, IntPredicate right) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - row.get(i).length());
      line.append("  ").append(right.test(i) ? space + row.get(i) : row.get(i) + space);
    }
    return line.toString();
  }
}
