package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** A scenario written in a test. */
final class SmallFile {

  private SmallFile() {}

  /** What is wrong with it, a line each; nothing when it can be run. */
  static List<String> problems(String text, String... settings) {
    ScenarioProblems problems =
        catchThrowableOfType(
            ScenarioProblems.class,
            () -> ScenarioFile.parse("small.yaml", text, List.of(settings)));
    return problems == null
        ? List.of()
        : problems.problems().stream().map(Problem::toString).toList();
  }
}
