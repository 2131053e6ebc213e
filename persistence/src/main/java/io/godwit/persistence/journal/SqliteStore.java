package io.godwit.persistence.journal;

import io.godwit.persistence.journal.SqliteRows.Pending;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the events in one SQLite file. */
final class SqliteStore implements EventStore {

  private final SqliteOptions options;
  private final Map<String, EntityHead> heads;
  private final boolean isContinued;
  private final SqliteWriter writer;
  private Optional<SqliteReader> reader = Optional.empty();
  private final long saved;
  private long last;
  private boolean unflushed;
  private boolean closed;

  SqliteStore(SqliteOptions options, SqliteHeads heads, SqliteWriter writer) {
    this.options = options;
    this.heads = heads.byName();
    this.saved = heads.saved();
    this.last = heads.last();
    this.isContinued = last > 0;
    this.writer = writer;
  }

  /** Opens or makes the file; everything that can be wrong with it is found here. */
  static SqliteStore open(SqliteOptions options, ReentrantLock lock) {
    Connection connection = SqliteConnections.forWriting(options);
    try {
      SqliteHeads heads = SqliteHeads.load(connection);
      connection.commit();
      return new SqliteStore(options, heads, new SqliteWriter(options, lock, connection));
    } catch (SQLException e) {
      throw SqliteFailures.of(options.file(), e);
    }
  }

  @Override
  public Map<String, EntityHead> heads() {
    return heads;
  }

  @Override
  public long count() {
    return last;
  }

  @Override
  public void append(EntityHead head, StoredEvent event) {
    writer.add(new Pending(head, head.last, event));
    last = event.order();
    head.last = last;
    unflushed = true;
  }

  @Override
  public void endOfWrite() {
    writer.endOfWrite();
  }

  @Override
  public void deleted(EntityHead head) {
    perform(
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement("UPDATE entity SET deleted_to = ? WHERE id = ?")) {
            update.setLong(1, head.deletedTo);
            update.setInt(2, head.number);
            update.executeUpdate();
          }
        });
  }

  @Override
  public void flush() {
    if (unflushed || failure().isPresent()) {
      perform(connection -> {});
    }
  }

  private void perform(SqliteWriter.SqlAction action) {
    writer.perform(action);
    unflushed = false;
  }

  @Override
  public void afterwards(Afterwards work) {
    writer.later(connection -> carryOut(work));
  }

  private void carryOut(Afterwards work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new JournalFailedException(
          options.file().toString(),
          "what goes with it cannot be written (" + e.getMessage() + ")",
          "free some space, or check the permissions of its folder",
          e);
    }
  }

  @Override
  public StoredEvents all() {
    SqliteSource source = SqliteSource.open(options.file());
    return new Owned(source, source.all());
  }

  @Override
  public StoredEvents of(EntityHead head, long from, long to, long most) {
    if (reader.isEmpty()) {
      reader = Optional.of(new SqliteReader(options.file()));
    }
    return reader.get().of(head, from, to, most);
  }

  @Override
  public String digest() {
    flush();
    if (!isContinued) {
      return writer.digest();
    }
    try (StoredEvents all = all()) {
      return JournalDigest.of(all);
    }
  }

  @Override
  public SortedMap<String, String> info() {
    try (SqliteSource source = SqliteSource.open(options.file())) {
      return source.info();
    }
  }

  @Override
  public void putInfo(Map<String, String> info) {
    perform(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement("INSERT OR REPLACE INTO run_info VALUES (?, ?)")) {
            for (Map.Entry<String, String> fact : info.entrySet()) {
              insert.setString(1, fact.getKey());
              insert.setString(2, fact.getValue());
              insert.executeUpdate();
            }
          }
        });
  }

  @Override
  public Optional<JournalFailedException> failure() {
    return writer.failure();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    reader.ifPresent(SqliteReader::close);
    reader = Optional.empty();
    try {
      perform(connection -> SqliteHeads.save(connection, heads.values(), saved, last));
      writer.perform(SqliteStore::leaveOneFile);
    } finally {
      writer.stop();
    }
  }

  /**
   * Leaves WAL mode, so that a finished run is one file which opens anywhere, read-only media
   * included. Not possible while somebody else reads; the next writer to close will do it then.
   */
  private static void leaveOneFile(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("PRAGMA journal_mode = DELETE");
    } catch (SQLException e) {
      if (!SqliteFailures.isBusy(e)) {
        throw e;
      }
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /** Events together with the source that was opened to read them. */
  private record Owned(SqliteSource source, StoredEvents events) implements StoredEvents {

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
      events.close();
      source.close();
    }
  }
}
