package io.godwit.persistence.run;

import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.journal.EventSource;
import io.godwit.persistence.journal.JournalDigest;
import io.godwit.persistence.journal.SqliteSource;
import io.godwit.persistence.journal.StoredEvent;
import io.godwit.persistence.journal.StoredEvents;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** All events of a run in their one global order; can be read again and again. */
public final class EventLog implements Iterable<RecordedEvent>, AutoCloseable {

  private final EventSource source;

  private EventLog(EventSource source) {
    this.source = source;
  }

  /** The events in a run's file; throws {@code JournalFailedException} when it is no such file. */
  public static EventLog open(Path file) {
    return new EventLog(SqliteSource.open(file));
  }

  /** The events of a journal that is still open; closing the log closes it. */
  public static EventLog of(EventSource source) {
    return new EventLog(source);
  }

  public long count() {
    return source.count();
  }

  /** The digest, computed anew from what is stored. */
  public String digest() {
    try (StoredEvents events = source.all()) {
      return JournalDigest.of(events);
    }
  }

  /** Facts about the run that are no events. */
  public Map<String, String> info() {
    return source.info();
  }

  @Override
  public Iterator<RecordedEvent> iterator() {
    return new Decoding(source.all());
  }

  /** Decodes while it reads; lets go of the file at the end. */
  private static final class Decoding implements Iterator<RecordedEvent> {

    private final StoredEvents events;
    private final EventCodec codec = new EventCodec();
    private final Map<String, EntityId> entities = new HashMap<>();

    Decoding(StoredEvents events) {
      this.events = events;
    }

    @Override
    public boolean hasNext() {
      boolean more = events.hasNext();
      if (!more) {
        events.close();
      }
      return more;
    }

    @Override
    public RecordedEvent next() {
      StoredEvent event = events.next();
      EntityId entity = entities.computeIfAbsent(event.persistenceId(), EntityId::ofPersistenceId);
      return new RecordedEvent(event.order(), entity, event.sequence(), event.occurrence(codec));
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
