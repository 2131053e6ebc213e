package io.godwit.scenarios.explore;

import io.godwit.model.migration.Phase;
import io.godwit.scenarios.explore.Coverage.Area;
import io.godwit.scenarios.file.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which kind of fault is to strike in which phase next, and on which side: those that were tried
 * least, and of these what has not struck yet, so that no cell of the table is left to chance.
 */
final class Aims {

  /** A kind of fault, the phase of a migration in which it is to strike, and where. */
  record Aim(String kind, Phase phase, Optional<String> side) {}

  /** In the order in which they are tried, with how often they were. */
  private final Map<Aim, Integer> tried = new LinkedHashMap<>();

  private final Coverage coverage;

  /** In an order that follows from {@code seed}; {@code coverage} says what has struck. */
  Aims(Domain domain, long seed, Coverage coverage) {
    this.coverage = coverage;
    var all = new ArrayList<Aim>();
    for (String kind : domain.faults()) {
      for (Phase phase : Phase.values()) {
        if (Kinds.isOfPhase(kind) && Kinds.isPossible(kind, phase, domain)) {
          sides(kind).forEach(side -> all.add(new Aim(kind, phase, side)));
        }
      }
    }
    new Dice(seed, 0).shuffle(all);
    all.forEach(aim -> tried.put(aim, 0));
  }

  private static List<Optional<String>> sides(String kind) {
    return Kinds.hasSide(kind)
        ? Vocabulary.words("faults.side").stream().map(Optional::of).toList()
        : List.of(Optional.empty());
  }

  boolean isEmpty() {
    return tried.isEmpty();
  }

  Aim next() {
    Aim next = tried.keySet().iterator().next();
    for (Aim aim : tried.keySet()) {
      if (rank(aim) < rank(next)) {
        next = aim;
      }
    }
    tried.merge(next, 1, Integer::sum);
    return next;
  }

  private int rank(Aim aim) {
    boolean struck = coverage.has(Area.STRIKES, Cells.strike(aim.kind(), aim.phase().word()));
    return 2 * tried.get(aim) + (struck ? 1 : 0);
  }
}
