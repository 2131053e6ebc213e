package io.godwit.scenarios.file;

/**
 * One thing wrong with a scenario: where it stands, and what to do about it.
 *
 * @param line from 1, 0 when it stands nowhere in the file
 * @param column from 1, 0 when it stands nowhere in the file
 * @param path such as {@code vms[0].memory}, empty when it is about the whole file
 */
public record Problem(String file, int line, int column, String path, String message) {

  /**
   * What is longer shows a value that fills pages; its begin and the remedy behind it are enough.
   */
  private static final int LONGEST = 600;

  private static final int BEGIN = 200;
  private static final int END = 300;

  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return Escaped.of(
        place + ": " + (path.isEmpty() ? "" : shortened(path) + ": ") + shortened(message));
  }

  private static String shortened(String text) {
    int left = text.length() - BEGIN - END;
    return text.length() <= LONGEST
        ? text
        : "%s ... (%,d characters) ... %s"
            .formatted(text.substring(0, BEGIN), left, text.substring(text.length() - END));
  }
}
