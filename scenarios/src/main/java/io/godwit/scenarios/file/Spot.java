package io.godwit.scenarios.file;

import java.util.List;

/**
 * Where something stands, for what is found out about it after the file was read.
 *
 * @param line from 1, 0 when it stands nowhere in the file
 * @param column from 1, 0 when it stands nowhere in the file
 * @param path such as {@code vms[0].on}
 */
public record Spot(String file, int line, int column, String path) {

  Problem saying(String message) {
    return new Problem(file, line, column, path, message);
  }

  public ScenarioProblems refusing(String message) {
    return new ScenarioProblems(List.of(saying(message)));
  }
}
