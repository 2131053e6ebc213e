package io.godwit.scenarios.explore;

import java.nio.file.Path;
import java.util.List;

/**
 * A way in which variations go wrong.
 *
 * @param trouble what must not be, as the minimal scenario shows it
 * @param variation the number of the variation that showed it first
 * @param found that variation
 * @param minimal the least that was found to show it
 * @param tries how many scenarios were run to get there
 * @param times how many variations it explains
 * @param timeline every event of the minimal scenario's run, a line each
 */
public record Finding(
    Trouble trouble,
    long variation,
    Draft found,
    Draft minimal,
    int tries,
    long times,
    List<String> timeline) {

  public Finding {
    timeline = List.copyOf(timeline);
  }

  /** Whether a variation with that trouble and these kinds of faults is one more of the kind. */
  boolean explains(Trouble other, List<String> faults) {
    return trouble.isLike(other) && faults.containsAll(minimal.faults());
  }

  Finding again() {
    return new Finding(trouble, variation, found, minimal, tries, times + 1, timeline);
  }

  /** The command that shows it again. */
  String replay(Path scenario) {
    return trouble.kind() == Trouble.Kind.NO_FOLD
        ? "godwit run %s --recover-randomly 100%%".formatted(scenario)
        : "godwit run " + scenario;
  }
}
