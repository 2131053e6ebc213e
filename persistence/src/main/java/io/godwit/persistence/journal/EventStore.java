package io.godwit.persistence.journal;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What keeps a session's events. Called by one thread at a time, see {@link JournalSession}; a
 * store that fails throws {@link JournalFailedException} from then on.
 */
interface EventStore {

  /** The file, or what stands for it. */
  String name();

  /** The streams that were there when the store was opened; the session adds to it. */
  Map<String, EntityHead> heads();

  /** The global order's last position, 0 in an empty store. */
  long count();

  /** Where the run stands: the last position, but in a record that is gone through again. */
  default long position() {
    return count();
  }

  /** Accepts one event and moves {@code head.last} to it. */
  void append(EntityHead head, StoredEvent event);

  /** The events appended since the last call belong together: all of them are kept or none. */
  void endOfWrite();

  /** Everything accepted so far is about to be acknowledged; returns when it may be. */
  void endOfBatch();

  /** Remembers {@code head.deletedTo}. */
  void deleted(EntityHead head);

  /** Returns when everything accepted so far can be read by anybody. */
  void flush();

  /** Does {@code work} when everything accepted so far can be read; does not wait for that. */
  void afterwards(Runnable work);

  StoredEvents all();

  Optional<StoredEvent> last();

  /** Events {@code from} to {@code to} of one stream, {@code most} of them at most. */
  StoredEvents of(EntityHead head, long from, long to, long most);

  String digest();

  SortedMap<String, String> info();

  void putInfo(Map<String, String> info);

  Optional<JournalFailedException> failure();

  void close();
}
