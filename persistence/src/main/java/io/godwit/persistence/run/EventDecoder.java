package io.godwit.persistence.run;

import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventCodecException;
import io.godwit.persistence.codec.EventType;
import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.journal.StoredEvent;
import java.util.HashMap;
import java.util.Map;

/** Stored events of one record to events; for one thread. */
final class EventDecoder {

  private final String record;
  private final boolean toFold;
  private final EventCodec codec = new EventCodec();
  private final Map<String, EntityId> entities = new HashMap<>();

  /**
   * @param record what the user calls it
   * @param toFold whether events must hold all that a state is made of
   */
  EventDecoder(String record, boolean toFold) {
    this.record = record;
    this.toFold = toFold;
  }

  /** Throws when the event is of a later version, or none of a run's. */
  RecordedEvent decode(StoredEvent stored) {
    try {
      EntityId entity = entities.computeIfAbsent(stored.persistenceId(), EntityId::ofPersistenceId);
      Occurrence occurrence = stored.occurrence(codec);
      requireToday(entity, stored, occurrence);
      return new RecordedEvent(stored.order(), entity, stored.sequence(), occurrence);
    } catch (EventCodecException e) {
      throw unreadable(stored, e.what(), e.remedy(), e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw unreadable(stored, e.getMessage(), "name the record of a run", e);
    }
  }

  private void requireToday(EntityId entity, StoredEvent stored, Occurrence occurrence) {
    if (toFold && !EventType.of(occurrence.event()).manifest().equals(stored.manifest())) {
      throw new OutdatedEventException(entity, stored.manifest());
    }
  }

  private RecordException unreadable(
      StoredEvent event, String what, String remedy, RuntimeException cause) {
    return new RecordException(
        "%s, event %d".formatted(record, event.order()), what, remedy, cause);
  }
}
