package io.godwit.persistence.journal;

import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Where the events of one run can be read, whatever keeps them. */
public interface EventSource extends AutoCloseable {

  /** What the user calls it, such as the path of its file. */
  String name();

  /** How much the events tell: a number of {@link JournalFormat}. */
  int format();

  /** How many events there are. */
  long count();

  /** All events in the one global order. */
  StoredEvents all();

  /**
   * All events in that order, compared on the way with everything that was put down about them. The
   * reader believes nothing before it has read to the end: {@link StoredEvents#hasNext} throws
   * there {@link DamagedRecordException} when they are not what was written.
   *
   * @param digest what the {@link JournalDigest} must be, if that is known from elsewhere
   */
  StoredEvents verified(Optional<String> digest);

  /**
   * The digest of all events; of a file that is only read it is computed, and so as good as they.
   */
  String digest();

  /** The last event in that order; empty when there is none. */
  Optional<StoredEvent> last();

  /** The events of one stream in their order; none when nobody wrote any. */
  StoredEvents of(String persistenceId);

  /** Everybody who has an event, in no order. */
  Set<String> persistenceIds();

  /** Facts about the run that are no events, such as the wall-clock seconds that it took. */
  SortedMap<String, String> info();

  @Override
  void close();
}
