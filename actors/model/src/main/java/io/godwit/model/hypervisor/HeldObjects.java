package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberName;
import io.godwit.model.entity.StatePart;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The resource objects that a driver holds. It draws their ids from one pool for each owner and for
 * both directions, the lowest that is free, as Linux does: then none is ever beyond a limit.
 */
final class HeldObjects implements StatePart {

  /** By member, then by direction: the object's id. */
  private final Map<String, TreeMap<Integer, Integer>> held = new TreeMap<>();

  /** By owner: ids that an object has, or is being made with, or may have. */
  private final Map<String, TreeSet<Integer>> taken = new TreeMap<>();

  Optional<Integer> of(String member, int direction) {
    return Optional.ofNullable(held.getOrDefault(member, new TreeMap<>()).get(direction));
  }

  /** Any of a member's, to be destroyed. */
  Optional<CommandStep> toDestroy(String member) {
    return held.getOrDefault(member, new TreeMap<>()).entrySet().stream()
        .findFirst()
        .map(each -> CommandStep.destroyObject(each.getKey(), each.getValue()));
  }

  /** The lowest id below {@code limit} that a new object of a member's owner can have. */
  Optional<Integer> free(String member, int limit) {
    TreeSet<Integer> used = taken.getOrDefault(MemberName.owner(member), new TreeSet<>());
    int id = 0;
    while (used.contains(id)) {
      id++;
    }
    return id < limit ? Optional.of(id) : Optional.empty();
  }

  void take(String member, int id) {
    taken.computeIfAbsent(MemberName.owner(member), first -> new TreeSet<>()).add(id);
  }

  void give(String member, int id) {
    TreeSet<Integer> used = taken.get(MemberName.owner(member));
    if (used != null && used.remove(id) && used.isEmpty()) {
      taken.remove(MemberName.owner(member));
    }
  }

  void made(String member, int direction, int id) {
    held.computeIfAbsent(member, first -> new TreeMap<>()).put(direction, id);
  }

  /** One is not counted on any more; its id is free once it is known to be gone. */
  void drop(String member, int direction) {
    TreeMap<Integer, Integer> objects = held.get(member);
    if (objects != null && objects.remove(direction) != null && objects.isEmpty()) {
      held.remove(member);
    }
  }

  /** None of a member's is there any more. */
  void lose(String member) {
    TreeMap<Integer, Integer> objects = held.remove(member);
    if (objects != null) {
      objects.values().forEach(id -> give(member, id));
    }
  }
}
