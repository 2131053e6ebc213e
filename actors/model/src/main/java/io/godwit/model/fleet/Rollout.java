package io.godwit.model.fleet;

import io.godwit.model.entity.StatePart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** How far an upgrade is: which hosts it empties, which are down, and whose homes they are. */
final class Rollout implements StatePart {

  private final SortedSet<Integer> emptying = new TreeSet<>();
  private final SortedSet<Integer> down = new TreeSet<>();

  /** By guest that has left a host of the batch: that host. */
  private final Map<String, Integer> homes = new LinkedHashMap<>();

  private int begun;

  /** With the first host of a batch, whoever has not come back home stays where it is. */
  void empty(int host) {
    if (emptying.isEmpty()) {
      homes.clear();
    }
    emptying.add(host);
    begun++;
  }

  void takeDown(int host) {
    emptying.remove(host);
    down.add(host);
  }

  void spare(int host) {
    emptying.remove(host);
  }

  void bringBack(int host) {
    down.remove(host);
  }

  void left(String vm, int host) {
    if (emptying.contains(host)) {
      homes.put(vm, host);
    }
  }

  /** How many hosts it has begun with. */
  int begun() {
    return begun;
  }

  SortedSet<Integer> emptying() {
    return Collections.unmodifiableSortedSet(emptying);
  }

  SortedSet<Integer> down() {
    return Collections.unmodifiableSortedSet(down);
  }

  /** Who has left a host of the batch, in the order in which they left. */
  Map<String, Integer> homes() {
    return Collections.unmodifiableMap(homes);
  }

  /** The host that a guest is to go back to, once that is neither emptied nor down. */
  Optional<Integer> home(String vm) {
    return Optional.ofNullable(homes.get(vm))
        .filter(host -> !emptying.contains(host) && !down.contains(host));
  }
}
