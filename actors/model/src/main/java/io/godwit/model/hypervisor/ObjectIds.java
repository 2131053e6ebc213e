package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ids of resource objects. A driver draws them from one pool for each owner and for both
 * directions, the lowest that is free, as Linux does: then none is ever beyond a limit.
 */
final class ObjectIds implements StatePart {

  /** By owner, then by member and direction: of objects that are there, or may be. */
  private final Map<String, TreeMap<String, Integer>> taken = new TreeMap<>();

  /** The same of objects that are being destroyed: not free before that is answered. */
  private final Map<String, TreeMap<String, TreeSet<Integer>>> doomed = new TreeMap<>();

  /** The id of a member's object, or the one that a new object gets. */
  int of(String member, int direction) {
    Map<String, Integer> ids = taken.getOrDefault(MemberName.owner(member), new TreeMap<>());
    Integer there = ids.get(key(member, direction));
    int id = there == null ? 0 : there;
    while (there == null && (ids.containsValue(id) || isDoomed(MemberName.owner(member), id))) {
      id++;
    }
    return id;
  }

  private boolean isDoomed(String owner, int id) {
    return doomed.getOrDefault(owner, new TreeMap<>()).values().stream()
        .anyMatch(ids -> ids.contains(id));
  }

  void take(String member, int direction) {
    take(member, direction, of(member, direction));
  }

  void take(String member, int direction, int id) {
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

  /** The object is to be destroyed; one that is made meanwhile gets another id. */
  void doom(String member, int direction) {
    int id = of(member, direction);
    give(member, direction);
    doomed
        .computeIfAbsent(MemberName.owner(member), first -> new TreeMap<>())
        .computeIfAbsent(key(member, direction), first -> new TreeSet<>())
        .add(id);
  }

  /** The first of those that are being destroyed; where a reset has done that, any. */
  int doomed(String member, int direction) {
    TreeSet<Integer> ids =
        doomed
            .getOrDefault(MemberName.owner(member), new TreeMap<>())
            .getOrDefault(key(member, direction), new TreeSet<>());
    return ids.isEmpty() ? of(member, direction) : ids.first();
  }

  /** The first of those is destroyed. */
  void bury(String member, int direction) {
    String owner = MemberName.owner(member);
    TreeMap<String, TreeSet<Integer>> ids = doomed.getOrDefault(owner, new TreeMap<>());
    TreeSet<Integer> mine = ids.getOrDefault(key(member, direction), new TreeSet<>());
    mine.pollFirst();
    if (mine.isEmpty()) {
      ids.remove(key(member, direction));
    }
    if (ids.isEmpty()) {
      doomed.remove(owner);
    }
  }

  /** An owner was reset: it has no object. */
  void forget(String owner) {
    taken.remove(owner);
    doomed.remove(owner);
  }

  private static String key(String member, int direction) {
    return member + '/' + direction;
  }
}
