package io.godwit.scenarios.file;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A scenario cannot be run, for these reasons: all of them, in the order of the file. */
public final class ScenarioProblems extends Exception {

  private final transient List<Problem> problems;

  public ScenarioProblems(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems =
        problems.stream()
            .sorted(
                Comparator.comparing(Problem::file)
                    .thenComparingInt(Problem::line)
                    .thenComparingInt(Problem::column))
            .toList();
  }

  public static ScenarioProblems of(String file, String message) {
    return new ScenarioProblems(List.of(new Problem(file, 0, 0, "", message)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
