package io.godwit.persistence.replay;

import io.godwit.model.entity.StateTree;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import java.util.Optional;

/**
 * What one entity held at a point of virtual time.
 *
 * @param state the initial one while nothing is on record
 * @param events how many it had recorded by then
 * @param last the last of these
 */
public record Held(EntityId entity, StateTree state, long events, Optional<RecordedEvent> last) {

  /** Whether it had recorded anything; until then it is as its settings made it. */
  public boolean started() {
    return events > 0;
  }
}
