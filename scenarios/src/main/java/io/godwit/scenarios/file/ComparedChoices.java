package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Comparison.Choice;
import io.godwit.scenarios.file.Values.Found;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a scenario with each choice of its comparison, so that what is wrong is known at once. */
final class ComparedChoices {

  private final String file;
  private final String text;
  private final Set<Problem> problems = new LinkedHashSet<>();

  private ComparedChoices(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /**
   * Refuses choices that make a wrong scenario of a right one, each at its own place.
   *
   * @param text the scenario with all that it includes
   */
  static void check(String file, Values scenario, String text) throws ScenarioProblems {
    var choices = new ComparedChoices(file, text);
    CompareBlock.placed(scenario.get(ScenarioBlock.COMPARE))
        .forEach(each -> choices.check(each.choice(), each.places()));
    if (!choices.problems.isEmpty()) {
      throw new ScenarioProblems(List.copyOf(choices.problems));
    }
  }

  private void check(Choice choice, List<Found> places) {
    try {
      ScenarioFile.changed(Path.of(file), text, choice.settings());
    } catch (ScenarioProblems wrong) {
      for (Problem problem : wrong.problems()) {
        Found at =
            places.stream()
                .filter(place -> place.value() instanceof String set && sets(set, problem))
                .findFirst()
                .orElse(places.get(0));
        Tree.Place place = at.place();
        problems.add(
            new Problem(
                place.file().isEmpty() ? file : place.file(),
                place.line(),
                place.column(),
                at.path(),
                problem.path().isEmpty()
                    ? problem.message()
                    : problem.path() + ": " + problem.message()));
      }
    }
  }

  private static boolean sets(String setting, Problem problem) {
    return !problem.path().isEmpty() && problem.path().startsWith(ScenarioKeys.path(setting));
  }
}
