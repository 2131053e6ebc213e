package io.godwit.persistence.journal;

import java.sql.SQLException;
import java.util.NoSuchElementException;

/** Rows of an event file as events; written out, for it is what a replay does a million times. */
final class FileEvents implements StoredEvents {

  private final EventFile file;
  private final EventRows rows;
  private boolean isTaken = true;
  private boolean more = true;

  FileEvents(EventFile file, EventRows rows) {
    this.file = file;
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    if (isTaken && more) {
      try {
        more = rows.next();
        isTaken = false;
      } catch (SQLException e) {
        throw file.failed(e);
      } catch (Damage damage) {
        throw file.damaged(damage);
      }
    }
    return more;
  }

  @Override
  public StoredEvent next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all events were read");
    }
    isTaken = true;
    try {
      return rows.event();
    } catch (SQLException e) {
      throw file.failed(e);
    } catch (Damage damage) {
      throw file.damaged(damage);
    }
  }

  /** The form of the event that {@link #next} gave last. */
  EventBytes bytes() {
    return rows.bytes();
  }

  @Override
  public void close() {
    file.check(rows::close);
  }
}
