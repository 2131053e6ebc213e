package io.godwit.persistence.journal;

import java.util.Set;
import java.util.SortedMap;

/** Where the events of one run can be read, whatever keeps them. */
public interface EventSource extends AutoCloseable {

  /** How many events there are. */
  long count();

  /** All events in the one global order. */
  StoredEvents all();

  /** The events of one stream in their order; none when nobody wrote any. */
  StoredEvents of(String persistenceId);

  /** Everybody who has an event, in no order. */
  Set<String> persistenceIds();

  /** Facts about the run that are no events, such as the wall-clock seconds that it took. */
  SortedMap<String, String> info();

  @Override
  void close();
}
