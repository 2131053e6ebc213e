package io.godwit.persistence.journal;

import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.codec.EventCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One journal while it is open: it gives every event its place in the global order and knows where
 * each stream stands. Safe for use by several threads; none of them ever waits for another actor.
 */
public final class JournalSession implements EventSource {

  private final EventStore store;
  private final ReentrantLock lock;
  private final EventCodec codec = new EventCodec();
  private long last;
  private boolean closed;

  JournalSession(EventStore store, ReentrantLock lock) {
    this.store = store;
    this.lock = lock;
    this.last = store.position();
  }

  /** Writes one event without Akka, for tools and benchmarks. */
  public void append(EntityId entity, long sequence, Occurrence occurrence) {
    append(entity.persistenceId(), sequence, List.of(encode(occurrence, Envelope.NONE)));
  }

  EncodedEvent encode(Occurrence occurrence, Envelope envelope) {
    lock.lock();
    try {
      return EncodedEvent.of(occurrence, codec, envelope);
    } finally {
      lock.unlock();
    }
  }

  Occurrence decode(StoredEvent event) {
    lock.lock();
    try {
      return event.occurrence(codec);
    } finally {
      lock.unlock();
    }
  }

  /** Writes events with consecutive sequence numbers from {@code first}; all of them or none. */
  void append(String persistenceId, long first, List<EncodedEvent> events) {
    lock.lock();
    try {
      requireOpen();
      EntityHead head = head(persistenceId);
      if (first <= head.highest) {
        throw new IllegalStateException(
            "event %d of '%s' is already there (the last is %d): two actors write under one id"
                .formatted(first, persistenceId, head.highest));
      }
      for (EncodedEvent event : events) {
        head.highest = Math.max(first, head.highest + 1);
        store.append(head, new StoredEvent(++last, persistenceId, head.highest, event));
      }
      store.endOfWrite();
    } finally {
      lock.unlock();
    }
  }

  /** Takes over the first {@code events} of another journal; nothing may have been written yet. */
  public void copy(EventSource from, long events) {
    if (count() > 0) {
      throw new IllegalStateException(
          "%s holds %d events already: only a new one can take over a past"
              .formatted(name(), count()));
    }
    try (StoredEvents all = from.all()) {
      for (long i = 0; i < events; i++) {
        StoredEvent event = all.next();
        append(event.persistenceId(), event.sequence(), List.of(event.content()));
      }
    }
  }

  private EntityHead head(String persistenceId) {
    Map<String, EntityHead> heads = store.heads();
    EntityHead head = heads.get(persistenceId);
    if (head == null) {
      head = new EntityHead(heads.size() + 1, persistenceId, 0, 0, 0);
      heads.put(persistenceId, head);
    }
    return head;
  }

  /**
   * What was appended is about to be acknowledged; returns when it is as safe as the settings say.
   */
  void endOfBatch() {
    lock.lock();
    try {
      store.endOfBatch();
    } finally {
      lock.unlock();
    }
  }

  /** The last sequence number ever written under this id, 0 for an id that nobody wrote under. */
  public long highestSequence(String persistenceId) {
    lock.lock();
    try {
      store.failure().ifPresent(JournalSession::rethrow);
      EntityHead head = store.heads().get(persistenceId);
      return head == null ? 0 : head.highest;
    } finally {
      lock.unlock();
    }
  }

  /** Events that were not deleted; the caller closes what it gets, also before the end. */
  StoredEvents replay(String persistenceId, long from, long to, long most) {
    return read(persistenceId, from, to, most, true);
  }

  private StoredEvents read(String id, long from, long to, long most, boolean hideDeleted) {
    lock.lock();
    try {
      EntityHead head = store.heads().get(id);
      if (head == null || most <= 0 || from > to) {
        return new ListedEvents(List.of());
      }
      return store.of(head, hideDeleted ? Math.max(from, head.deletedTo + 1) : from, to, most);
    } finally {
      lock.unlock();
    }
  }

  /** Hides the events up to {@code to} from replays; the history keeps them. */
  void delete(String persistenceId, long to) {
    lock.lock();
    try {
      requireOpen();
      EntityHead head = store.heads().get(persistenceId);
      if (head != null && Math.min(to, head.highest) > head.deletedTo) {
        head.deletedTo = Math.min(to, head.highest);
        store.deleted(head);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Returns when everything written so far is in the file; throws when that cannot be. */
  public void flush() {
    lock.lock();
    try {
      store.flush();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Does {@code work} on the journal's own thread once everything written so far is in the file,
   * and does not wait for that. A {@link RecordException} of it fails the session, as a full disk
   * does.
   */
  public void afterwards(Runnable work) {
    lock.lock();
    try {
      requireOpen();
      store.afterwards(work);
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many events are on record: more than {@link #count} as long as a run that goes on from an
   * earlier position has not caught up with its own record.
   */
  public long recorded() {
    lock.lock();
    try {
      return Math.max(last, store.count());
    } finally {
      lock.unlock();
    }
  }

  /** Why nothing more can be written, if that is so. */
  public Optional<JournalFailedException> failure() {
    return store.failure();
  }

  /** The {@link JournalDigest} of everything written so far, earlier sessions included. */
  @Override
  public String digest() {
    lock.lock();
    try {
      return store.digest();
    } finally {
      lock.unlock();
    }
  }

  /** Adds facts about the run that are no events and no part of the digest. */
  public void putInfo(Map<String, String> info) {
    lock.lock();
    try {
      requireOpen();
      store.putInfo(info);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts on record that the run ended here, with what it came to and these facts. A record without
   * this is unfinished.
   */
  public void seal(Map<String, String> facts) {
    lock.lock();
    try {
      requireOpen();
      SortedMap<String, String> all = new TreeMap<>(facts);
      all.putAll(new Seal(last, store.digest()).facts());
      store.putInfo(all);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return store.name();
  }

  @Override
  public int format() {
    return JournalFormat.CURRENT;
  }

  @Override
  public SortedMap<String, String> info() {
    lock.lock();
    try {
      return store.info();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long count() {
    lock.lock();
    try {
      return last;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public StoredEvents all() {
    lock.lock();
    try {
      store.flush();
      return store.all();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<StoredEvent> last() {
    lock.lock();
    try {
      return store.last();
    } finally {
      lock.unlock();
    }
  }

  /** What this process wrote a moment ago is not asked whether it is what it wrote. */
  @Override
  public StoredEvents verified(Optional<String> digest) {
    return all();
  }

  @Override
  public StoredEvents of(String persistenceId) {
    return read(persistenceId, 1, Long.MAX_VALUE, Long.MAX_VALUE, false);
  }

  @Override
  public Set<String> persistenceIds() {
    lock.lock();
    try {
      return Set.copyOf(store.heads().keySet());
    } finally {
      lock.unlock();
    }
  }

  /** Flushes and lets go of the file; throws when the flush fails. Reading stays possible. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        store.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the journal was closed: write before that");
    }
    store.failure().ifPresent(JournalSession::rethrow);
  }

  private static void rethrow(JournalFailedException failure) {
    throw new JournalFailedException(failure);
  }
}
