package io.godwit.persistence.journal;

import java.util.Iterator;
import java.util.List;

/** Events that are in memory already. */
final class ListedEvents implements StoredEvents {

  private final Iterator<StoredEvent> events;

  ListedEvents(List<StoredEvent> events) {
    this.events = events.iterator();
  }

  @Override
  public boolean hasNext() {
    return events.hasNext();
  }

  @Override
  public StoredEvent next() {
    return events.next();
  }

  @Override
  public void close() {
    // holds nothing
  }
}
