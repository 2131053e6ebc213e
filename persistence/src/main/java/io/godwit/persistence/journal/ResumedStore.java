package io.godwit.persistence.journal;

import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventCodecException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

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
  private final StoredEvents recorded;
  private final EventCodec codec = new EventCodec();

  /** The last position of the record that streams stand at or before. */
  private long position;

  private Optional<JournalFailedException> divergence = Optional.empty();

  private ResumedStore(SqliteStore store, String where, long from) {
    this.store = store;
    this.where = where;
    this.from = from;
    this.end = store.count();
    recorded = store.all();
    for (EntityHead head : store.heads().values()) {
      head.highest = 0;
      head.last = 0;
    }
    followTo(from);
  }

  /**
   * Takes over a file that was just opened; closes it when that cannot be.
   *
   * @param where the file, for messages
   * @param from the position up to which the run had come
   */
  static ResumedStore open(SqliteStore store, String where, long from) {
    try {
      if (from > store.count()) {
        throw new JournalFailedException(
            where,
            "it ends with event %d, and the run is to go on after event %d"
                .formatted(store.count(), from),
            "go on from an earlier position");
      }
      return new ResumedStore(store, where, from);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /** Lets every stream stand where it stood at {@code order}. */
  private void followTo(long order) {
    while (position < order) {
      StoredEvent event = recorded.next();
      follow(store.heads().get(event.persistenceId()), event);
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

  private JournalFailedException diverged(StoredEvent there, StoredEvent now) {
    return new JournalFailedException(
        where,
        "event %d is not what the run did the first time%n  on record: %s%n  now:       %s%n"
                .formatted(there.order(), text(there), text(now))
            + "nothing was changed",
        "resume with the very version that made the run, or run the scenario again");
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
  public void afterwards(Afterwards work) {
    store.afterwards(work);
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
    return head.last == 0 ? new ListedEvents(List.of()) : store.of(head, from, to, most);
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
      followTo(end);
    } finally {
      recorded.close();
      store.close();
    }
  }
}
