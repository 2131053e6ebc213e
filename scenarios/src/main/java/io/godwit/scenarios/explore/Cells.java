package io.godwit.scenarios.explore;

import io.godwit.model.migration.Phase;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Operation;
import io.godwit.model.protocol.Profiles;
import io.godwit.scenarios.explore.Coverage.Area;
import io.godwit.scenarios.file.Vocabulary;
import java.util.SortedSet;
import java.util.TreeSet;

/** What there is to reach, where that is a table with an end. */
final class Cells {

  private Cells() {}

  /** Empty for an area of which nobody knows the end. */
  static SortedSet<String> all(Area area) {
    return switch (area) {
      case STRIKES -> strikes();
      case RACES -> races();
      case MEETINGS, OUTCOMES -> new TreeSet<>();
    };
  }

  static String strike(String kind, String phase) {
    return kind + " in " + phase;
  }

  static String race(String profile, String operation, String disturbance) {
    return "%s: %s in %s".formatted(profile, operation, disturbance);
  }

  private static SortedSet<String> strikes() {
    var cells = new TreeSet<String>();
    for (String kind : Vocabulary.words("faults.kind")) {
      for (Phase phase : Phase.values()) {
        cells.add(strike(kind, phase.word()));
      }
    }
    return cells;
  }

  private static SortedSet<String> races() {
    var cells = new TreeSet<String>();
    for (Profiles profile : Profiles.values()) {
      for (Operation operation : Operation.values()) {
        for (Disturbance disturbance : Disturbance.values()) {
          cells.add(race(profile.word(), operation.word(), disturbance.word()));
        }
      }
    }
    return cells;
  }
}
