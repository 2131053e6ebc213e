package io.godwit.scenarios.explore;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What runs went through, each thing once, with how many runs did. */
public final class Coverage {

  /** What is looked at. */
  public enum Area {
    MEETINGS("meetings", "a message reached an entity in a state"),
    STRIKES("strikes", "a kind of fault struck in a phase"),
    RACES("races", "an operation met a disturbance, by profile"),
    OUTCOMES("outcomes", "an attempt ended so, from a phase");

    private final String word;
    private final String about;

    Area(String word, String about) {
      this.word = word;
      this.about = about;
    }

    /** The stable word of reports. */
    String word() {
      return word;
    }

    String about() {
      return about;
    }
  }

  private final Map<Area, SortedMap<String, Long>> reached = new EnumMap<>(Area.class);

  Coverage() {
    for (Area area : Area.values()) {
      reached.put(area, new TreeMap<>());
    }
  }

  /** One run came to {@code what}, perhaps not for the first time. */
  void reach(Area area, String what) {
    reached.get(area).put(what, 1L);
  }

  /** Takes what another run reached; says whether any of it is new. */
  boolean take(Coverage run) {
    boolean[] isNew = {false};
    run.reached.forEach(
        (area, things) ->
            things
                .keySet()
                .forEach(each -> isNew[0] |= reached.get(area).merge(each, 1L, Long::sum) == 1));
    return isNew[0];
  }

  boolean has(Area area, String what) {
    return reached.get(area).containsKey(what);
  }

  int count(Area area) {
    return reached.get(area).size();
  }

  /** What was reached, with the number of runs. */
  SortedMap<String, Long> of(Area area) {
    return new TreeMap<>(reached.get(area));
  }

  /** Of {@code all}, what no run has reached. */
  SortedSet<String> missing(Area area, Set<String> all) {
    var missing = new TreeSet<>(all);
    missing.removeAll(reached.get(area).keySet());
    return missing;
  }
}
