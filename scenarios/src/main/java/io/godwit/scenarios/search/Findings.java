package io.godwit.scenarios.search;

import io.godwit.scenarios.file.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a study found.
 *
 * @param asItStands the scenario with nothing changed; empty when that was cut off
 * @param tried in the order in which they were tried
 * @param best of those tried, whether it is allowed or not; empty when none was tried
 * @param openEnds paths of knobs whose best is at an end of their range, with values allowed beyond
 *     it
 * @param interrupted whether there is less than was asked for
 */
public record Findings(
    Scenario scenario,
    Goal goal,
    List<Knob> knobs,
    Optional<Trial> asItStands,
    List<Trial> tried,
    Optional<Trial> best,
    List<String> openEnds,
    List<OtherSeed> seeds,
    List<Doubled> doubled,
    boolean interrupted) {

  /** The scenario as it stands and with the best settings, with another seed. */
  public record OtherSeed(long seed, Trial asItStands, Trial best) {}

  /** The best settings and one rate doubled. */
  public record Doubled(String path, String from, String to, Trial trial) {}

  public Findings {
    knobs = List.copyOf(knobs);
    tried = List.copyOf(tried);
    openEnds = List.copyOf(openEnds);
    seeds = List.copyOf(seeds);
    doubled = List.copyOf(doubled);
  }

  /** Whether there is a setting that satisfies all bounds. */
  public boolean found() {
    return best.filter(Trial::allowed).isPresent();
  }

  public String page() {
    return new FindingsPage(this).text();
  }

  public String json() {
    return new FindingsJson(this).text();
  }

  /**
   * The sound trials than which no other is at least as good in both the goal and what it is
   * weighed against, the goal's best first. Those that pass a bound are among them: a frontier is
   * read for what a bound costs.
   */
  List<Trial> frontier() {
    List<Trial> measured =
        tried.stream()
            .filter(trial -> trial.sound() && trial.value().isPresent())
            .filter(trial -> trial.other().isPresent())
            .sorted(
                Comparator.comparingDouble((Trial trial) -> goal.cost(value(trial)))
                    .thenComparingDouble(trial -> trial.otherCost(goal)))
            .toList();
    var frontier = new ArrayList<Trial>();
    double least = Double.POSITIVE_INFINITY;
    for (Trial trial : measured) {
      if (trial.otherCost(goal) < least) {
        least = trial.otherCost(goal);
        frontier.add(trial);
      }
    }
    return frontier;
  }

  /** By how much {@code trial} is better than {@code than}, in parts of it; negative when worse. */
  Optional<Double> gain(Trial trial, Trial than) {
    if (trial.value().isEmpty() || than.value().isEmpty() || value(than) == 0) {
      return Optional.empty();
    }
    return Optional.of((goal.cost(value(than)) - goal.cost(value(trial))) / value(than));
  }

  private static double value(Trial trial) {
    return trial.value().orElseThrow();
  }
}
