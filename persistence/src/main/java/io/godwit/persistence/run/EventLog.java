package io.godwit.persistence.run;

import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.EventSource;
import io.godwit.persistence.journal.JournalFormat;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.journal.ReadAhead;
import io.godwit.persistence.journal.RecordException;
import io.godwit.persistence.journal.Seal;
import io.godwit.persistence.journal.SqliteSource;
import io.godwit.persistence.journal.StoredEvent;
import io.godwit.persistence.journal.StoredEvents;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The history of one run, to be read as often as needed: what reports, invariants and replays are
 * made from. Each stream is read once and by one thread; it lets go of the file when it was read to
 * its end or closed.
 *
 * <p>Whatever reads it throws {@link io.godwit.persistence.journal.DamagedRecordException} when it
 * comes to something that is not what was written, before it is given out.
 */
public final class EventLog implements AutoCloseable {

  private final EventSource source;
  private final Optional<String> knownDigest;

  private EventLog(EventSource source, Optional<String> knownDigest) {
    this.source = source;
    this.knownDigest = knownDigest;
  }

  /**
   * The log in {@code file}, as it is now; throws {@link
   * io.godwit.persistence.journal.JournalFailedException} when there is none that can be read.
   */
  public static EventLog open(Path file) {
    return new EventLog(SqliteSource.open(file), Optional.empty());
  }

  /**
   * The same of a run whose digest is also kept elsewhere, which is asked for when the file itself
   * is too old to have it.
   */
  static EventLog open(Path file, Supplier<Optional<String>> digest) {
    EventSource source = SqliteSource.open(file);
    return new EventLog(
        source, source.format() < JournalFormat.CHECKED ? digest.get() : Optional.empty());
  }

  /** The log of a journal session, open or closed; closing the log closes the session. */
  public static EventLog of(EventSource source) {
    return new EventLog(source, Optional.empty());
  }

  /** How much its events tell: a number of {@link JournalFormat}. */
  public int format() {
    return source.format();
  }

  /**
   * Throws when the run was recorded before every state was a fold over its events.
   *
   * @param purpose what cannot be done then, such as {@code replayed}
   */
  public void requireFolds(String purpose) {
    if (format() < JournalFormat.CHECKED) {
      throw new RecordException(
          source.name(),
          "it was recorded in format %d, whose events do not tell every state, so it can be reported and listed, but not %s"
              .formatted(format(), purpose),
          "run the scenario again");
    }
  }

  /** What the user calls it, such as the path of its file. */
  public String name() {
    return source.name();
  }

  /** Whether anything vouches for the events: checksums, or a digest that is known. */
  public boolean isVouchedFor() {
    return format() >= JournalFormat.CHECKED || knownDigest.isPresent();
  }

  /** Whether the run came to its end; else it goes on, was interrupted, or was cut off. */
  public boolean isFinished() {
    return format() >= JournalFormat.CHECKED
        ? Seal.in(info()).isPresent()
        : last().filter(last -> last.event() instanceof RunFinished).isPresent();
  }

  /** How many events there are. */
  public long count() {
    return source.count();
  }

  /** Virtual time of the last event, at which the record ends; zero when there is none. */
  public SimTime end() {
    return last().map(RecordedEvent::at).orElse(SimTime.ZERO);
  }

  private Optional<RecordedEvent> last() {
    return source.last().map(new EventDecoder(source.name(), false)::decode);
  }

  /** An event that is none of this log's, yet of the same kinds. */
  public RecordedEvent decode(StoredEvent event) {
    return new EventDecoder(source.name(), false).decode(event);
  }

  /** All events in their global order. */
  public Stream<RecordedEvent> events() {
    return decoded(source.all());
  }

  /**
   * All events in their global order; at the end they were compared with all that the record says
   * of them, so that whoever comes there may believe what was read.
   */
  public Stream<RecordedEvent> verifiedEvents() {
    StoredEvents stored = source.verified(knownDigest);
    var decoder = new EventDecoder(source.name(), false);
    var ahead =
        new ReadAhead<RecordedEvent>(
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return stored.hasNext();
              }

              @Override
              public RecordedEvent next() {
                return decoder.decode(stored.next());
              }
            });
    return stream(
        ahead,
        () -> {
          ahead.close();
          stored.close();
        });
  }

  /** One entity's events in their order; none when it never had any. */
  public Stream<RecordedEvent> events(EntityId entity) {
    return decoded(source.of(entity.persistenceId()));
  }

  /**
   * The events of these entities up to and including {@code until}, for whoever folds states from
   * them: throws {@link OutdatedEventException} at one that an older version recorded. Those of
   * others are read and compared with their checksums, but not decoded.
   */
  public Stream<RecordedEvent> eventsToFold(Set<EntityId> entities, SimTime until) {
    Set<String> ids = entities.stream().map(EntityId::persistenceId).collect(Collectors.toSet());
    return stored(source.all())
        .takeWhile(event -> event.atNanos() <= until.nanos())
        .filter(event -> ids.contains(event.persistenceId()))
        .map(new EventDecoder(source.name(), true)::decode);
  }

  /** Writes the first {@code events} into a journal that holds none yet. */
  public void copy(long events, JournalSession to) {
    to.copy(source, events);
  }

  /** Every entity that has an event, in the order of their ids. */
  public SortedSet<EntityId> entities() {
    return source.persistenceIds().stream()
        .map(EntityId::ofPersistenceId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What {@code JournalSession.digest()} said when the run ended, computed from what is there. */
  public String digest() {
    return source.digest();
  }

  /** Facts about the run that are no events, such as the wall-clock seconds it took. */
  public SortedMap<String, String> info() {
    return source.info();
  }

  @Override
  public void close() {
    source.close();
  }

  private Stream<RecordedEvent> decoded(StoredEvents stored) {
    return stored(stored).map(new EventDecoder(source.name(), false)::decode);
  }

  private static Stream<StoredEvent> stored(StoredEvents stored) {
    return stream(stored, stored::close);
  }

  private static <T> Stream<T> stream(Iterator<T> elements, Runnable close) {
    int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;
    var closing = new Closing<>(elements, close);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(closing, traits), false)
        .onClose(close);
  }

  /** Closes what it reads from when it came to the end. */
  private static final class Closing<T> implements Iterator<T> {
    private final Iterator<T> elements;
    private final Runnable close;
    private boolean exhausted;

    private Closing(Iterator<T> elements, Runnable close) {
      this.elements = elements;
      this.close = close;
    }

    @Override
    public boolean hasNext() {
      if (!exhausted && !elements.hasNext()) {
        exhausted = true;
        close.run();
      }
      return !exhausted;
    }

    @Override
    public T next() {
      return elements.next();
    }
  }
}
