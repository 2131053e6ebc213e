package io.godwit.model.owner;

import io.godwit.model.entity.StatePart;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects through which the accepted text reads and writes device parts (facts/virtio.md A.6):
 * one direction each, so many of each for all members of an owner together.
 */
public final class ResourceObjects implements StatePart {

  /** A member's object: what may be done through it. */
  record ResourceObject(long member, int direction) {}

  private final Map<Long, ResourceObject> byId = new TreeMap<>();

  public int count() {
    return byId.size();
  }

  public int count(int direction) {
    return (int) byId.values().stream().filter(each -> each.direction() == direction).count();
  }

  /** The lowest limit of ids under which all that are there fit. */
  long ids() {
    return byId.keySet().stream().mapToLong(id -> id + 1).max().orElse(0);
  }

  Optional<ResourceObject> of(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The object with this id, if it was made for this member. */
  Optional<ResourceObject> of(long id, long member) {
    return of(id).filter(object -> object.member() == member);
  }

  void put(long id, ResourceObject object) {
    byId.put(id, object);
  }

  void destroy(long id) {
    byId.remove(id);
  }

  void clear() {
    byId.clear();
  }
}
