package io.godwit.scenarios.file;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A scenario cannot be run, for these reasons: all of them, in the order of the file. */
public final class ScenarioProblems extends Exception {

  /** More are one mistake that was made many times over. */
  private static final int MOST_SHOWN = 50;

  private final transient List<Problem> problems;

  public ScenarioProblems(List<Problem> problems) {
    super(message(problems));
    this.problems = inOrder(problems);
  }

  private static List<Problem> inOrder(List<Problem> problems) {
    return problems.stream()
        .sorted(
            Comparator.comparing(Problem::file)
                .thenComparingInt(Problem::line)
                .thenComparingInt(Problem::column))
        .toList();
  }

  private static String message(List<Problem> problems) {
    String shown =
        inOrder(problems).stream()
            .limit(MOST_SHOWN)
            .map(Problem::toString)
            .collect(Collectors.joining("\n"));
    return problems.size() <= MOST_SHOWN
        ? shown
        : "%s\nand %,d more".formatted(shown, problems.size() - MOST_SHOWN);
  }

  public static ScenarioProblems of(String file, String message) {
    return new ScenarioProblems(List.of(new Problem(file, 0, 0, "", message)));
  }

  public List<Problem> problems() {
    return problems;
  }
}
