package io.godwit.persistence.journal;

import java.sql.SQLException;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Queries of an event file, which it owns. */
final class SqliteReader implements AutoCloseable {

  private final EventFile file;

  SqliteReader(EventFile file) {
    this.file = file;
  }

  String name() {
    return file.path().toString();
  }

  int format() {
    return file.format();
  }

  /**
   * Lets all queries from now on see the file at one moment, while it may still be written. Also
   * spares each of them to read the write-ahead log of a run that was cut off.
   */
  void holdStill() {
    try {
      file.connection().setAutoCommit(false);
    } catch (SQLException e) {
      throw file.failed(e);
    }
  }

  /** The streams as of the table of entities. */
  SqliteHeads heads() {
    return read(() -> SqliteHeads.load(file));
  }

  void catchUp(SqliteHeads heads) {
    check(() -> heads.catchUp(file));
  }

  /** Events up to {@code last} of the global order. */
  StoredEvents all(long last, EntityNames names) {
    return read(() -> new Cursor(EventRows.between(file, 0, last, names)));
  }

  /** {@code all} events, compared with their tables; {@code atEnd} is given their digest. */
  StoredEvents verified(StoredEvents all, EntityNames names, Consumer<String> atEnd) {
    return new Verified(all, atEnd, read(() -> DecodedCheck.of(file, names)));
  }

  /** The event at this place of the global order, which is known to be there. */
  StoredEvent at(long order, EntityNames names) {
    try (StoredEvents one =
        read(() -> new Cursor(EventRows.between(file, order - 1, order, names)))) {
      return one.next();
    }
  }

  StoredEvents of(EntityHead head, long from, long to, long most) {
    return read(() -> new Cursor(EventRows.of(file, head, from, to, most)));
  }

  /** The facts about the run; throws when they are not what was written. */
  SortedMap<String, String> info() {
    return read(
        () ->
            format() < JournalFormat.CHECKED
                ? RunInfo.rows(file.connection())
                : RunInfo.load(file.connection()));
  }

  /** The same for what gives nothing. */
  private void check(Check check) {
    read(
        () -> {
          check.run();
          return true;
        });
  }

  @FunctionalInterface
  private interface Check {
    void run() throws SQLException, Damage;
  }

  /** Does {@code reading}, and says what is wrong with the file when it fails. */
  private <T> T read(Reading<T> reading) {
    try {
      return reading.get();
    } catch (SQLException e) {
      throw file.failed(e);
    } catch (Damage damage) {
      throw file.damaged(damage);
    }
  }

  @FunctionalInterface
  private interface Reading<T> {
    T get() throws SQLException, Damage;
  }

  DamagedRecordException damaged(String what) {
    return file.damaged(new Damage(what));
  }

  @Override
  public void close() {
    file.close();
  }

  private final class Verified implements StoredEvents {
    private final StoredEvents all;
    private final Consumer<String> atEnd;
    private final DecodedCheck tables;
    private final JournalDigest digest = new JournalDigest();
    private boolean isCompared;

    private Verified(StoredEvents all, Consumer<String> atEnd, DecodedCheck tables) {
      this.all = all;
      this.atEnd = atEnd;
      this.tables = tables;
    }

    @Override
    public boolean hasNext() {
      boolean more = all.hasNext();
      if (!more && !isCompared) {
        isCompared = true;
        atEnd.accept(digest.hex());
        check(tables::end);
      }
      return more;
    }

    @Override
    public StoredEvent next() {
      StoredEvent event = all.next();
      digest.add(event);
      return read(() -> tables.check(event));
    }

    @Override
    public void close() {
      all.close();
      check(tables::close);
    }
  }

  private final class Cursor implements StoredEvents {
    private final EventRows rows;
    private boolean isRead = true;
    private boolean more = true;

    private Cursor(EventRows rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      if (isRead && more) {
        more = nextRow();
        isRead = false;
      }
      return more;
    }

    @Override
    public StoredEvent next() {
      if (!hasNext()) {
        throw new NoSuchElementException("all events were read");
      }
      isRead = true;
      try {
        return rows.event();
      } catch (SQLException e) {
        throw file.failed(e);
      } catch (Damage damage) {
        throw file.damaged(damage);
      }
    }

    private boolean nextRow() {
      try {
        return rows.next();
      } catch (SQLException e) {
        throw file.failed(e);
      } catch (Damage damage) {
        throw file.damaged(damage);
      }
    }

    @Override
    public void close() {
      try {
        rows.close();
      } catch (SQLException e) {
        throw file.failed(e);
      }
    }
  }
}
