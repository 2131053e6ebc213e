package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ids of resource objects. A driver draws them from one pool for each owner and for both
 * directions, the lowest that is free, as Linux does: then none is ever beyond a limit.
 */
final class ObjectIds implements StatePart {

  /** By owner, then by member and direction: of objects that are there, or may be. */
  private final Map<String, TreeMap<String, Integer>> taken = new TreeMap<>();

  /** The id of a member's object, or the one that a new object gets. */
  int of(String member, int direction) {
    Map<String, Integer> ids = taken.getOrDefault(MemberName.owner(member), new TreeMap<>());
    Integer there = ids.get(key(member, direction));
    int id = there == null ? 0 : there;
    while (there == null && ids.containsValue(id)) {
      id++;
    }
    return id;
  }

  void take(String member, int direction) {
    int id = of(member, direction);
    taken
        .computeIfAbsent(MemberName.owner(member), first -> new TreeMap<>())
        .put(key(member, direction), id);
  }

  void give(String member, int direction) {
    TreeMap<String, Integer> ids = taken.get(MemberName.owner(member));
    if (ids != null && ids.remove(key(member, direction)) != null && ids.isEmpty()) {
      taken.remove(MemberName.owner(member));
    }
  }

  /** An owner was reset: it has no object. */
  void forget(String owner) {
    taken.remove(owner);
  }

  private static String key(String member, int direction) {
    return member + '/' + direction;
  }
}
