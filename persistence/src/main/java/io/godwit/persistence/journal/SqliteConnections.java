package io.godwit.persistence.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Opens an event file for writing, and makes it when it is not there. */
final class SqliteConnections {

  /** How long to wait for a lock: long enough for a reader's moment, short enough to notice. */
  private static final int BUSY_MILLIS = 2_000;

  /** Eight kilobytes a page: few pages for rows that are only ever added at the end. */
  private static final int PAGE = 8_192;

  private SqliteConnections() {}

  /** An event file with a connection in WAL mode; no transaction is open. */
  static EventFile forWriting(SqliteOptions options) {
    Path path = options.file();
    SqliteLibrary.require(path);
    try {
      if (isNew(path)) {
        create(options);
      }
      SqliteSchema.checkMagic(path);
      EventFile file = open(options);
      try {
        prepare(file, options);
        return file;
      } catch (SQLException | RuntimeException e) {
        file.connection().close();
        throw e;
      }
    } catch (SQLException e) {
      throw SqliteFailures.of(path, e);
    }
  }

  private static EventFile open(SqliteOptions options) throws SQLException {
    SynchronousMode mode = options.durability().mode();
    Connection connection = config(mode).createConnection("jdbc:sqlite:" + options.file());
    try {
      int format = SqliteSchema.checkMarks(connection, options.file());
      return new EventFile(options.file(), connection, format, Optional.empty());
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static SQLiteConfig config(SynchronousMode mode) {
    var config = new SQLiteConfig();
    config.setPageSize(PAGE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setSynchronous(mode);
    return config;
  }

  private static void prepare(EventFile file, SqliteOptions options) throws SQLException {
    if (file.format() != JournalFormat.CURRENT) {
      throw new JournalFailedException(
          file.path().toString(),
          "it was written in format %d, which can be read, and not be continued"
              .formatted(file.format()),
          "write a new file");
    }
    try (Statement statement = file.connection().createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 4096");
      statement.execute("BEGIN IMMEDIATE");
      SqliteSchema.complete(file.connection(), options.devices());
      JournalState.load(file.connection(), file.format()).openedAgain().save(file.connection());
      statement.execute("COMMIT");
      file.connection().setAutoCommit(false);
    } catch (Damage damage) {
      throw file.damaged(damage);
    }
  }

  /** Whether nothing was ever written there; makes its folder. */
  static boolean isNew(Path file) {
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

  /**
   * Makes the file under another name and moves it into place when it is complete and on the disk:
   * whoever opens it, however early the run was killed, finds all of it or nothing.
   */
  private static void create(SqliteOptions options) throws SQLException {
    Path file = options.file();
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      SQLiteConfig config = config(SynchronousMode.OFF);
      config.setJournalMode(SQLiteConfig.JournalMode.MEMORY);
      try (Connection connection = config.createConnection("jdbc:sqlite:" + draft)) {
        connection.setAutoCommit(false);
        SqliteSchema.create(connection);
        connection.commit();
      }
      try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new JournalFailedException(
          file.toString(), "it cannot be made (" + e + ")", "write the run elsewhere", e);
    }
  }
}
