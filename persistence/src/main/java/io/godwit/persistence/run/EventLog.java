package io.godwit.persistence.run;

import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventType;
import io.godwit.persistence.journal.EventSource;
import io.godwit.persistence.journal.JournalDigest;
import io.godwit.persistence.journal.SqliteSource;
import io.godwit.persistence.journal.StoredEvent;
import io.godwit.persistence.journal.StoredEvents;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    return stream(source.all(), Set.of());
  }

  /** One entity's events in their order; none when it never had any. */
  public Stream<RecordedEvent> events(EntityId entity) {
    return stream(source.of(entity.persistenceId()), Set.of());
  }

  /**
   * The events of these entities up to and including {@code until}, for whoever folds states from
   * them: throws {@link OutdatedEventException} at one that an older version recorded.
   */
  public Stream<RecordedEvent> eventsToFold(Set<EntityId> entities, SimTime until) {
    return stream(source.all(), entities)
        .takeWhile(recorded -> !recorded.at().isAfter(until))
        .filter(recorded -> entities.contains(recorded.entity()));
  }

  /** Every entity that has an event, in the order of their ids. */
  public SortedSet<EntityId> entities() {
    return source.persistenceIds().stream()
        .map(EntityId::ofPersistenceId)
        .collect(Collectors.toCollection(TreeSet::new));
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

  private static Stream<RecordedEvent> stream(StoredEvents stored, Set<EntityId> folded) {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(new Decoding(stored, folded), traits), false)
        .onClose(stored::close);
  }

  private static final class Decoding implements Iterator<RecordedEvent> {
    private final StoredEvents stored;
    private final Set<EntityId> folded;
    private final EventCodec codec = new EventCodec();
    private final Map<String, EntityId> entities = new HashMap<>();
    private boolean exhausted;

    /** The events of {@code folded} must hold all that a state is made of. */
    private Decoding(StoredEvents stored, Set<EntityId> folded) {
      this.stored = stored;
      this.folded = folded;
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
      Occurrence occurrence = event.occurrence(codec);
      if (folded.contains(entity)
          && !EventType.of(occurrence.event()).manifest().equals(event.manifest())) {
        throw new OutdatedEventException(entity, event.manifest());
      }
      return new RecordedEvent(event.order(), entity, event.sequence(), occurrence);
    }
  }
}
