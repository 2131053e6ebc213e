package io.godwit.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/** Opens event files, to write one or to read one. */
final class SqliteConnections {

  /** How long to wait for a lock: long enough for a reader's moment, short enough to notice. */
  private static final int BUSY_MILLIS = 2_000;

  /** Eight kilobytes a page: few pages for rows that are only ever added at the end. */
  private static final int PAGE = 8_192;

  private SqliteConnections() {}

  /** A connection in WAL mode to an event file, made when it does not exist. */
  static Connection forWriting(SqliteOptions options) {
    Path file = options.file();
    boolean isNew = isNew(file);
    if (!isNew) {
      SqliteSchema.checkMagic(file);
    }
    try {
      var config = new SQLiteConfig();
      config.setPageSize(PAGE);
      config.setBusyTimeout(BUSY_MILLIS);
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try {
        prepare(connection, options, isNew);
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }

  private static void prepare(Connection connection, SqliteOptions options, boolean isNew)
      throws SQLException {
    if (!isNew) {
      SqliteSchema.checkMarks(connection, options.file());
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 4096");
      statement.execute("BEGIN IMMEDIATE");
      SqliteSchema.create(connection, isNew, options.devices());
      statement.execute("UPDATE journal_state SET opened = opened + 1");
      statement.execute("COMMIT");
    }
    connection.setAutoCommit(false);
  }

  private static boolean isNew(Path file) {
    try {
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      return !Files.exists(file) || (Files.isRegularFile(file) && Files.size(file) == 0);
    } catch (IOException e) {
      throw new JournalFailedException(
          file.toString(),
          "its folder cannot be made (" + e.getMessage() + ")",
          "write the run elsewhere",
          e);
    }
  }

  /** A connection that cannot change anything. */
  static Connection forReading(Path file) {
    if (!Files.exists(file)) {
      throw new JournalFailedException(
          file.toString(), "there is no such file", "name the events.db of a run");
    }
    SqliteSchema.checkMagic(file);
    try {
      var config = new SQLiteConfig();
      config.setReadOnly(true);
      config.setBusyTimeout(BUSY_MILLIS);
      Connection connection = config.createConnection("jdbc:sqlite:" + file);
      try {
        SqliteSchema.checkMarks(connection, file);
        return connection;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }
}
