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
import java.util.SortedMap;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The history of one run, to be read as often as needed: what reports, invariants and replays are
 * made from. Each stream is read once and by one thread; it lets go of the file when it was read to
 * its end or closed.
 */
public final class EventLog implements AutoCloseable {

  private final EventSource source;

  private EventLog(EventSource source) {
    this.source = source;
  }

  /**
   * The log in {@code file}, as it is now; throws {@link
   * io.godwit.persistence.journal.JournalFailedException} when there is none that can be read.
   */
  public static EventLog open(Path file) {
    return new EventLog(SqliteSource.open(file));
  }

  /** The log of a journal session, open or closed; closing the log closes the session. */
  public static EventLog of(EventSource source) {
    return new EventLog(source);
  }

  /** How many events there are. */
  public long count() {
    return source.count();
  }

  /** All events in their global order. */
  public Stream<RecordedEvent> events() {
    return stream(source.all());
  }

  /** One entity's events in their order; none when it never had any. */
  public Stream<RecordedEvent> events(EntityId entity) {
    return stream(source.of(entity.persistenceId()));
  }

  /** What {@code JournalSession.digest()} said when the run ended, computed from what is there. */
  public String digest() {
    try (StoredEvents all = source.all()) {
      return JournalDigest.of(all);
    }
  }

  /** Facts about the run that are no events, such as the wall-clock seconds it took. */
  public SortedMap<String, String> info() {
    return source.info();
  }

  @Override
  public void close() {
    source.close();
  }

  private static Stream<RecordedEvent> stream(StoredEvents stored) {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(new Decoding(stored), traits), false)
        .onClose(stored::close);
  }

  private static final class Decoding implements Iterator<RecordedEvent> {
    private final StoredEvents stored;
    private final EventCodec codec = new EventCodec();
    private final Map<String, EntityId> entities = new HashMap<>();
    private boolean exhausted;

    private Decoding(StoredEvents stored) {
      this.stored = stored;
    }

    @Override
    public boolean hasNext() {
      if (!exhausted && !stored.hasNext()) {
        exhausted = true;
        stored.close();
      }
      return !exhausted;
    }

    @Override
    public RecordedEvent next() {
      StoredEvent event = stored.next();
      EntityId entity = entities.computeIfAbsent(event.persistenceId(), EntityId::ofPersistenceId);
      return new RecordedEvent(event.order(), entity, event.sequence(), event.occurrence(codec));
    }
  }
}
