package io.godwit.persistence.journal;

import java.util.Iterator;

/** Events being read one after the other; holds the store's resources until it is closed. */
public interface StoredEvents extends Iterator<StoredEvent>, AutoCloseable {

  @Override
  void close();
}
