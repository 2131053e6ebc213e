package io.godwit.model.device;

import io.godwit.model.entity.StatePart;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The objects through which the accepted text reads and writes device parts (facts/virtio.md A.6):
 * one direction each, and so many for all members of an owner together.
 */
final class ResourceObjects implements StatePart {

  /** A member's object: what may be done through it. */
  record ResourceObject(long member, int direction) {}

  private final Map<Long, ResourceObject> byId = new TreeMap<>();

  int count() {
    return byId.size();
  }

  Optional<ResourceObject> of(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  void create(long id, ResourceObject object) {
    byId.put(id, object);
  }

  void destroy(long id) {
    byId.remove(id);
  }

  void clear() {
    byId.clear();
  }
}
