package io.godwit.scenarios.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The measurements of one configuration: how far they are from each other says how near a
 * prediction can come.
 */
record Repeats(List<Match> matches) {

  Repeats {
    matches = List.copyOf(matches);
  }

  /** By configuration, in the order of their first measurement. */
  static Map<String, Repeats> of(List<Match> all) {
    Map<String, List<Match>> byName = new LinkedHashMap<>();
    for (Match each : all) {
      byName.computeIfAbsent(each.inputs().name(), first -> new ArrayList<>()).add(each);
    }
    Map<String, Repeats> repeats = new LinkedHashMap<>();
    byName.forEach((name, matches) -> repeats.put(name, new Repeats(matches)));
    return repeats;
  }

  private List<Match> completed() {
    return matches.stream().filter(Match::bothCompleted).toList();
  }

  /** The longest total time over the shortest, less one; empty for a single measurement. */
  OptionalDouble spread() {
    List<Match> done = completed();
    if (done.size() < 2) {
      return OptionalDouble.empty();
    }
    double most = done.stream().mapToDouble(each -> each.measured().totalMillis()).max().orElse(0);
    return OptionalDouble.of(
        most / done.stream().mapToDouble(each -> each.measured().totalMillis()).min().orElse(most)
            - 1);
  }

  /** The relative error of the total time against the repeat that comes nearest. */
  OptionalDouble nearestError() {
    return completed().stream()
        .map(Match::totalError)
        .min(Comparator.comparingDouble(Math::abs))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** Whether the nearest is within {@code share}, or as near as the repeats are to each other. */
  boolean isWithin(double share) {
    double allowed = Math.max(share, spread().orElse(0));
    return Math.abs(nearestError().orElse(0)) <= allowed;
  }
}
