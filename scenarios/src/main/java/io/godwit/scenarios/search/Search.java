package io.godwit.scenarios.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the best rung of every knob: first far apart over the whole range, then beside the
 * best, at distances that halve when nothing there is better. What it finds is the best it tried;
 * where the goal has several valleys, another may be deeper.
 */
final class Search {

  /** What a search asks of those who run. */
  interface Runner {
    /** What came of each, in their order; those that were interrupted are left out. */
    List<Trial> run(List<List<String>> settings);

    Goal goal();

    boolean interrupted();
  }

  private final List<Knob> knobs;
  private final Runner trials;
  private final int mostRuns;
  private final Map<List<Integer>, Trial> tried = new LinkedHashMap<>();
  private Optional<List<Integer>> best = Optional.empty();

  Search(List<Knob> knobs, Runner trials, int mostRuns) {
    this.knobs = List.copyOf(knobs);
    this.trials = trials;
    this.mostRuns = mostRuns;
  }

  void run() {
    tryAll(coarse());
    int step = widest() / 4;
    while (step > 0 && best.isPresent() && !exhausted()) {
      List<Integer> before = best.get();
      tryAll(beside(before, step));
      step = best.get().equals(before) ? step / 2 : step;
    }
  }

  /** In the order in which they were tried. */
  Map<List<Integer>, Trial> tried() {
    return Collections.unmodifiableMap(tried);
  }

  /** The rungs of the best; empty when nothing was tried. */
  Optional<List<Integer>> best() {
    return best;
  }

  private boolean exhausted() {
    return tried.size() >= mostRuns || trials.interrupted();
  }

  private int widest() {
    return knobs.stream().mapToInt(knob -> knob.rungs().size() - 1).max().orElse(0);
  }

  /** A grid where half the runs suffice for one, else the middle and what lies beside it. */
  private Set<List<Integer>> coarse() {
    int each = Math.max(2, Math.min(mostRuns, knobs.size() == 1 ? 5 : 3));
    var grid = new LinkedHashSet<List<Integer>>();
    grid.add(List.of());
    for (Knob knob : knobs) {
      var longer = new LinkedHashSet<List<Integer>>();
      for (List<Integer> point : grid) {
        spread(knob, each).forEach(rung -> longer.add(with(point, rung)));
      }
      grid = longer;
    }
    return grid.size() <= Math.max(each, mostRuns / 2) ? grid : star();
  }

  private Set<List<Integer>> star() {
    List<Integer> middle = knobs.stream().map(knob -> (knob.rungs().size() - 1) / 2).toList();
    var star = new LinkedHashSet<>(List.of(middle));
    star.addAll(beside(middle, widest()));
    return star;
  }

  private static Set<Integer> spread(Knob knob, int points) {
    int last = knob.rungs().size() - 1;
    var rungs = new LinkedHashSet<Integer>();
    for (int i = 0; i < points; i++) {
      rungs.add(last * i / (points - 1));
    }
    return rungs;
  }

  private static List<Integer> with(List<Integer> point, int rung) {
    var longer = new ArrayList<>(point);
    longer.add(rung);
    return List.copyOf(longer);
  }

  /** One knob turned either way by {@code step}, or to its end. */
  private Set<List<Integer>> beside(List<Integer> point, int step) {
    var others = new LinkedHashSet<List<Integer>>();
    for (int i = 0; i < knobs.size(); i++) {
      int last = knobs.get(i).rungs().size() - 1;
      others.add(turned(point, i, Math.max(0, point.get(i) - step)));
      others.add(turned(point, i, Math.min(last, point.get(i) + step)));
    }
    return others;
  }

  private static List<Integer> turned(List<Integer> point, int knob, int rung) {
    var other = new ArrayList<>(point);
    other.set(knob, rung);
    return List.copyOf(other);
  }

  private void tryAll(Set<List<Integer>> points) {
    List<List<Integer>> fresh =
        points.stream()
            .filter(point -> !tried.containsKey(point))
            .limit(Math.max(0, mostRuns - tried.size()))
            .toList();
    List<List<String>> settings = fresh.stream().map(this::settings).toList();
    for (Trial trial : trials.run(settings)) {
      List<Integer> point = fresh.get(settings.indexOf(trial.settings()));
      tried.put(point, trial);
      if (best.isEmpty() || trial.isBetter(tried.get(best.get()), trials.goal())) {
        best = Optional.of(point);
      }
    }
  }

  private List<String> settings(List<Integer> point) {
    var settings = new ArrayList<String>();
    for (int i = 0; i < knobs.size(); i++) {
      settings.add(knobs.get(i).setting(point.get(i)));
    }
    return settings;
  }
}
