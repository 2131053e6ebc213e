package io.godwit.model.event;

import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;

/**
 * An occurrence as it is read back from the journal, in the run's one global order.
 *
 * @param order position in the whole history, from 1, without gaps
 * @param entity whose event it is
 * @param sequence position in that entity's own stream, from 1, without gaps
 * @param occurrence what happened and when
 */
public record RecordedEvent(long order, EntityId entity, long sequence, Occurrence occurrence) {

  public SimTime at() {
    return occurrence.at();
  }

  public Event event() {
    return occurrence.event();
  }
}
