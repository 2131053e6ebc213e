package io.godwit.scenarios.file;

/**
 * One thing wrong with a scenario: where it stands, and what to do about it.
 *
 * @param line from 1, 0 when it stands nowhere in the file
 * @param column from 1, 0 when it stands nowhere in the file
 * @param path such as {@code vms[0].memory}, empty when it is about the whole file
 */
public record Problem(String file, int line, int column, String path, String message) {

  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return Escaped.of(place + ": " + (path.isEmpty() ? "" : path + ": ") + message);
  }
}
