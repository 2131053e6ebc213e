package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Comparison.Axis;
import io.godwit.scenarios.file.Comparison.Choice;
import io.godwit.scenarios.file.Values.Found;
import java.nio.file.Path;
import java.util.ArrayList;
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
    for (Values axis : ScenarioBuilder.blocks(scenario.block("compare"), "axes")) {
      choices.check(axis, ComparisonBuilder.axis(axis));
    }
    if (!choices.problems.isEmpty()) {
      throw new ScenarioProblems(List.copyOf(choices.problems));
    }
  }

  private void check(Values values, Axis axis) {
    List<Found> items = values.items(values.has("key") ? "values" : "choices");
    for (int i = 0; i < items.size(); i++) {
      Choice choice = axis.choices().get(i);
      var places = new ArrayList<Found>(List.of(items.get(i)));
      if (items.get(i).value() instanceof Values block) {
        places.addAll(block.items("set"));
      }
      check(choice, places);
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
    return !problem.path().isEmpty() && problem.path().startsWith(setting.split("=", 2)[0].strip());
  }
}
