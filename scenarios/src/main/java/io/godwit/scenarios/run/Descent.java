package io.godwit.scenarios.run;

import io.godwit.persistence.run.RunFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which scenarios a run went under: a name may be another run's by now, and what the scenarios say,
 * seed and all, is on record with both.
 *
 * @param own the hash of the scenario in its folder; empty where none is on record
 * @param past those of the runs that it was forked from, the oldest first
 */
public record Descent(Optional<String> own, List<String> past) {

  public static final Descent UNKNOWN = new Descent(Optional.empty(), List.of());

  public Descent {
    past = List.copyOf(past);
  }

  /** By the facts about a run. */
  public static Descent of(Map<String, String> info) {
    var past = new ArrayList<String>();
    for (int i = 0; info.containsKey(History.scenario(i)); i++) {
      past.add(RunFolder.hash(info.get(History.scenario(i))));
    }
    return new Descent(Optional.ofNullable(info.get(RunFolder.SCENARIO_HASH)), past);
  }

  /** Whether nothing on record says that the run was not forked from the other. */
  public boolean canBeFrom(Descent parent) {
    if (past.isEmpty() || parent.own.isEmpty()) {
      return true;
    }
    var generations = new ArrayList<>(parent.past);
    generations.add(parent.own.get());
    return past.equals(generations);
  }
}
