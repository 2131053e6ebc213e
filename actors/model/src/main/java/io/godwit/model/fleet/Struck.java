package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which faults have struck, and where. */
final class Struck implements StatePart {

  /** Faults whose condition holds. */
  private final SortedSet<Integer> conditions = new TreeSet<>();

  /** By number of a fault and place: how often it has struck there. */
  private final Map<String, Integer> times = new TreeMap<>();

  /** By place: the number of the fault that struck there last. */
  private final Map<String, Integer> last = new TreeMap<>();

  void strike(int fault, String place) {
    times.merge(key(fault, place), 1, Integer::sum);
    last.put(place, fault);
  }

  void turn(int fault, boolean holds) {
    if (holds) {
      conditions.add(fault);
    } else {
      conditions.remove(fault);
    }
  }

  /** Whether the condition of a fault held when it was last looked at. */
  boolean hasHeld(int fault) {
    return conditions.contains(fault);
  }

  /** How often a fault has struck there. */
  int times(int fault, String place) {
    return times.getOrDefault(key(fault, place), 0);
  }

  /** The number of the fault that struck there last; throws where none has. */
  int last(String place) {
    return Optional.ofNullable(last.get(place))
        .orElseThrow(() -> new IllegalStateException("nothing has struck " + place));
  }

  private static String key(int fault, String place) {
    return fault + " " + place;
  }
}
