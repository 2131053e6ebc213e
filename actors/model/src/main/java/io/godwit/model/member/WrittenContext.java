package io.godwit.model.member;

import io.godwit.model.entity.StatePart;
import io.godwit.model.virtio.ContextField;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was written and takes effect on becoming active; the last value of a field counts. */
public final class WrittenContext implements StatePart {

  private final Map<ContextField.Key, ContextField> fields = new TreeMap<>();

  /** Whether the queues of a context that was written are set up already. */
  private boolean queuesSetUp;

  List<ContextField> fields() {
    return List.copyOf(fields.values());
  }

  public int count() {
    return fields.size();
  }

  boolean hasQueuesSetUp() {
    return queuesSetUp;
  }

  void write(List<ContextField> arrived) {
    arrived.forEach(
        field -> fields.merge(field.key(), field, (before, after) -> after.over(before)));
    queuesSetUp = true;
  }

  void discard() {
    fields.clear();
  }

  void forget() {
    discard();
    queuesSetUp = false;
  }
}
