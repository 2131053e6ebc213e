package io.godwit.persistence.journal;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A record that a run is compared with while it is done again, from any position, and that nothing
 * is written to. The first difference fails the session with a {@link DivergedException}; so does
 * an event after the last one on record. What entities recover from is the record too: up to there
 * it is what they did.
 */
final class VerifyingStore implements EventStore {

  private final SqliteSource source;
  private final long from;
  private final StoredEvents recorded;
  private final Map<String, EntityHead> heads = new HashMap<>();

  /** The last position up to which the record was gone through. */
  private long position;

  private Optional<JournalFailedException> failure = Optional.empty();

  private VerifyingStore(SqliteSource source, long from) {
    this.source = source;
    this.from = from;
    recorded = source.all();
    while (position < from) {
      StoredEvent event = recorded.next();
      follow(
          heads.computeIfAbsent(
              event.persistenceId(), id -> new EntityHead(heads.size() + 1, id, 0, 0, 0)),
          event);
    }
  }

  /** Compares what is appended with {@code file} after its position {@code from}. */
  static VerifyingStore open(Path file, long from) {
    SqliteSource source = SqliteSource.open(file);
    try {
      return new VerifyingStore(source, from);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private void follow(EntityHead head, StoredEvent event) {
    head.highest = event.sequence();
    head.last = event.order();
    position = event.order();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Map<String, EntityHead> heads() {
    return heads;
  }

  @Override
  public long count() {
    return position;
  }

  @Override
  public long position() {
    return from;
  }

  @Override
  public void append(EntityHead head, StoredEvent event) {
    try {
      if (!recorded.hasNext() || !ResumedStore.isSame(recorded.next(), event)) {
        throw new DivergedException(name(), event.order(), Optional.of(event));
      }
      follow(head, event);
    } catch (JournalFailedException failed) {
      failure = Optional.of(failed);
      throw failed;
    } catch (RecordException damaged) {
      failure = Optional.of(new JournalFailedException(damaged));
      throw damaged;
    }
  }

  @Override
  public void endOfWrite() {
    // nothing is written
  }

  @Override
  public void endOfBatch() {
    // nothing is written
  }

  @Override
  public void deleted(EntityHead head) {
    // the head itself remembers
  }

  @Override
  public void flush() {
    // what is appended is on record already
  }

  @Override
  public void afterwards(Runnable work) {
    throw new IllegalStateException("a run that is verified keeps nothing beside its record");
  }

  @Override
  public StoredEvents all() {
    return source.all();
  }

  @Override
  public Optional<StoredEvent> last() {
    return source.last();
  }

  @Override
  public StoredEvents of(EntityHead head, long first, long to, long most) {
    return head.last == 0 ? new ListedEvents(List.of()) : source.of(head, first, to, most);
  }

  @Override
  public String digest() {
    return source.digest();
  }

  @Override
  public SortedMap<String, String> info() {
    return source.info();
  }

  @Override
  public void putInfo(Map<String, String> info) {
    throw new IllegalStateException("a run that is verified keeps nothing beside its record");
  }

  @Override
  public Optional<JournalFailedException> failure() {
    return failure;
  }

  @Override
  public void close() {
    recorded.close();
    source.close();
  }
}
