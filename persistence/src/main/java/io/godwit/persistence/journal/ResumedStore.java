package io.godwit.persistence.journal;

import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventCodecException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that a run goes through again from an earlier position: streams stand where they stood
 * then; what is appended up to the recorded end must be what is there, byte for byte, and is not
 * written; what comes after that is. The first difference fails the session.
 */
final class ResumedStore implements EventStore {

  private final SqliteStore store;
  private final String where;
  private final long from;
  private final long end;
  private final RecordedPast past;
  private final StoredEvents recorded;
  private final EventCodec codec = new EventCodec();

  /** The last position of the record that streams stand at or before. */
  private long position;

  private Optional<JournalFailedException> divergence = Optional.empty();

  private ResumedStore(SqliteStore store, String where, long from, RecordedPast past) {
    this.store = store;
    this.where = where;
    this.from = from;
    this.past = past;
    this.end = store.count();
    position = from;
    store.heads().values().forEach(past::rewind);
    recorded = store.after(from);
  }

  /**
   * Opens a file for writing once it was found to be sound.
   *
   * @param from the position up to which the run had come
   */
  static ResumedStore open(SqliteOptions options, ReentrantLock lock, long from) {
    String where = options.file().toString();
    RecordedPast past = past(options.file(), from);
    SqliteStore store = SqliteStore.open(options, lock, Optional.of(past.digest()));
    try {
      return new ResumedStore(store, where, from, past);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static RecordedPast past(Path file, long from) {
    if (from == 0 && SqliteConnections.isNew(file)) {
      return new RecordedPast();
    }
    try (SqliteSource source = SqliteSource.open(file)) {
      if (from > source.count()) {
        throw new JournalFailedException(
            file.toString(),
            "it ends with event %d, and the run is to go on after event %d"
                .formatted(source.count(), from),
            "go on from an earlier position");
      }
      return RecordedPast.of(source, from);
    }
  }

  /**
   * Lets every stream stand where it stands at the end of the record, wherever the run or a
   * difference has left it.
   */
  private void followToEnd() {
    if (position == end) {
      return;
    }
    store.heads().values().forEach(past::rewind);
    try (StoredEvents again = store.after(from)) {
      while (again.hasNext()) {
        StoredEvent event = again.next();
        follow(store.heads().get(event.persistenceId()), event);
      }
    }
  }

  private void follow(EntityHead head, StoredEvent event) {
    head.highest = event.sequence();
    head.last = event.order();
    position = event.order();
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public Map<String, EntityHead> heads() {
    return store.heads();
  }

  @Override
  public long position() {
    return from;
  }

  @Override
  public long count() {
    return store.count();
  }

  @Override
  public void append(EntityHead head, StoredEvent event) {
    if (event.order() > end) {
      store.append(head, event);
      return;
    }
    StoredEvent there = recorded.next();
    if (!isSame(there, event)) {
      divergence = Optional.of(diverged(there, event));
      throw divergence.get();
    }
    follow(head, event);
    if (position == end) {
      recorded.close();
    }
  }

  /** Whether two events are the same in every byte, and stand at the same place. */
  static boolean isSame(StoredEvent there, StoredEvent now) {
    EncodedEvent old = there.content();
    EncodedEvent fresh = now.content();
    return there.persistenceId().equals(now.persistenceId())
        && there.sequence() == now.sequence()
        && old.kind() == fresh.kind()
        && old.atNanos() == fresh.atNanos()
        && old.step() == fresh.step()
        && Arrays.equals(old.payload(), fresh.payload())
        && old.envelope().equals(fresh.envelope());
  }

  private DivergedException diverged(StoredEvent there, StoredEvent now) {
    return new DivergedException(
        where,
        there.order(),
        Optional.of(now),
        "%n  on record: %s%n  now:       %s%nnothing was changed".formatted(text(there), text(now)),
        "resume with the very version that made the run and from its own checkpoints,"
            + " or run the scenario again");
  }

  private String text(StoredEvent event) {
    String what;
    try {
      what = event.occurrence(codec).toString();
    } catch (EventCodecException | IllegalStateException unreadable) {
      what = unreadable.getMessage();
    }
    return "%s, its event %d: %s".formatted(event.persistenceId(), event.sequence(), what);
  }

  @Override
  public void endOfWrite() {
    store.endOfWrite();
  }

  @Override
  public void endOfBatch() {
    store.endOfBatch();
  }

  @Override
  public void deleted(EntityHead head) {
    store.deleted(head);
  }

  @Override
  public void flush() {
    store.flush();
  }

  @Override
  public void afterwards(Runnable work) {
    if (position < end) {
      store.afterwardsAlone(work);
    } else {
      store.afterwards(work);
    }
  }

  @Override
  public StoredEvents all() {
    return store.all();
  }

  @Override
  public Optional<StoredEvent> last() {
    return store.last();
  }

  @Override
  public StoredEvents of(EntityHead head, long from, long to, long most) {
    List<StoredEvent> known = past.of(head, from, to, most);
    long left = most - known.size();
    long next = Math.max(from, past.known(head) + 1);
    return next > Math.min(to, head.highest) || left <= 0
        ? new ListedEvents(known)
        : new Followed(new ListedEvents(known), store.of(head, next, to, left));
  }

  /** Some events, and more after them. */
  private record Followed(StoredEvents first, StoredEvents then) implements StoredEvents {

    @Override
    public boolean hasNext() {
      return first.hasNext() || then.hasNext();
    }

    @Override
    public StoredEvent next() {
      return first.hasNext() ? first.next() : then.next();
    }

    @Override
    public void close() {
      then.close();
    }
  }

  @Override
  public String digest() {
    return store.digest();
  }

  @Override
  public SortedMap<String, String> info() {
    return store.info();
  }

  @Override
  public void putInfo(Map<String, String> info) {
    store.putInfo(info);
  }

  @Override
  public Optional<JournalFailedException> failure() {
    return divergence.isPresent() ? divergence : store.failure();
  }

  /** Streams stand at the end of the record when the file is closed, wherever the run was. */
  @Override
  public void close() {
    try {
      followToEnd();
    } finally {
      recorded.close();
      store.close();
    }
  }
}
