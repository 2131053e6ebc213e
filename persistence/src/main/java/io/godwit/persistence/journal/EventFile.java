package io.godwit.persistence.journal;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * An event file that is open for reading, by a connection that cannot change anything.
 *
 * @param path what the user calls it
 * @param format of its tables, see {@link JournalFormat}
 * @param copy the folder of the copy that is read in its place, removed in the end
 */
record EventFile(Path path, Connection connection, int format, Optional<Path> copy)
    implements AutoCloseable {

  private static final String LOG = "-wal";
  private static final String INDEX = "-shm";
  private static final String ROLLBACK = "-journal";

  /** How long to wait for a lock: long enough for a writer's moment, short enough to notice. */
  private static final int BUSY_MILLIS = 2_000;

  /** Where the header has the size of a page, in two bytes; 1 stands for 65,536. */
  private static final int PAGE_SIZE_AT = 16;

  /** Opens a file that this process has open for writing. */
  static EventFile beside(Path file) {
    return open(file, "jdbc:sqlite:" + file, Optional.empty());
  }

  /**
   * Opens a file in such a way that no byte in its folder changes, whether its run is over, goes on
   * or was cut off. SQLite itself would at least write an index of the write-ahead log beside it.
   */
  static EventFile untouched(Path file) {
    if (!Files.exists(file)) {
      throw new JournalFailedException(
          file.toString(), "there is no such file", "name the events.db of a run");
    }
    SqliteSchema.checkMagic(file);
    try {
      return Files.exists(suffixed(file, LOG)) ? withLog(file) : alone(file);
    } catch (IOException e) {
      throw new JournalFailedException(
          file.toString(), "it cannot be read (" + e + ")", "check the disk", e);
    }
  }

  private static EventFile alone(Path file) throws IOException {
    if (Files.exists(suffixed(file, ROLLBACK))) {
      return openCopy(file);
    }
    EventFile alone = open(file, url(file, "immutable=1"), Optional.empty());
    if (hasPartOfPage(file)) {
      throw alone.closing(new Damage("it is cut off within a page"));
    }
    return alone;
  }

  /** The log's index is read where it is, or made in memory when no writer vouches for it. */
  private static EventFile withLog(Path file) throws IOException {
    Path log = suffixed(file, LOG);
    if (WriteAheadLog.isEmpty(log)) {
      return openCopy(file);
    }
    try {
      WriteAheadLog.check(log);
      return Files.exists(suffixed(file, INDEX))
          ? open(file, url(file, "mode=ro&readonly_shm=1"), Optional.empty())
          : openCopy(file);
    } catch (Damage damage) {
      throw openCopy(file).closing(damage);
    }
  }

  /** SQLite notices that pages are missing, but takes a part of the last one for all of it. */
  private static boolean hasPartOfPage(Path file) throws IOException {
    try (var content = new DataInputStream(Files.newInputStream(file))) {
      content.skipNBytes(PAGE_SIZE_AT);
      int page = content.readUnsignedShort();
      return Files.size(file) % (page == 1 ? 1 << 16 : page) != 0;
    }
  }

  private static String url(Path file, String parameters) {
    String path = file.toString().replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    return "jdbc:sqlite:file:" + path + "?" + parameters;
  }

  private static Path suffixed(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** What a crash left needs repair before it can be read; that is done to a copy. */
  private static EventFile openCopy(Path file) {
    try {
      Path folder = Files.createTempDirectory("godwit-run-");
      try {
        Path copy = folder.resolve("events.db");
        for (String suffix : List.of("", LOG, ROLLBACK)) {
          if (Files.exists(suffixed(file, suffix))) {
            Files.copy(suffixed(file, suffix), suffixed(copy, suffix));
          }
        }
        return open(file, "jdbc:sqlite:" + copy, Optional.of(folder));
      } catch (IOException | RuntimeException e) {
        remove(folder);
        throw e;
      }
    } catch (IOException e) {
      throw new JournalFailedException(
          file.toString(),
          "it was cut off, and the copy that is read in its place cannot be made (" + e + ")",
          "free some space in the folder for temporary files",
          e);
    }
  }

  private static EventFile open(Path file, String url, Optional<Path> copy) {
    try {
      var config = new SQLiteConfig();
      config.setReadOnly(copy.isEmpty());
      config.setBusyTimeout(BUSY_MILLIS);
      // The driver lets one thread at a time into a connection; SQLite's own lock is for nothing.
      config.setOpenMode(SQLiteOpenMode.NOMUTEX);
      Connection connection = config.createConnection(url);
      try {
        return new EventFile(file, connection, SqliteSchema.checkMarks(connection, file), copy);
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      if (SqliteFailures.isDamage(e)) {
        throw DamagedRecordException.of(file, SqliteFailures.damage(e), SoundEvents.NONE, e);
      }
      throw SqliteFailures.ofReading(file, e);
    }
  }

  /** The exception for {@code what} was found in the file; looks how much of it is sound. */
  DamagedRecordException damaged(Damage what) {
    return DamagedRecordException.of(path, what.getMessage(), SoundEvents.in(this), what);
  }

  private DamagedRecordException closing(Damage what) {
    try (this) {
      return damaged(what);
    }
  }

  /** The exception for what SQLite says of the file. */
  RecordException failed(SQLException e) {
    return SqliteFailures.isDamage(e)
        ? DamagedRecordException.of(path, SqliteFailures.damage(e), SoundEvents.in(this), e)
        : SqliteFailures.ofReading(path, e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteFailures.ofReading(path, e);
    } finally {
      copy.ifPresent(EventFile::remove);
    }
  }

  private static void remove(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new JournalFailedException(
          folder.toString(), "this copy of a run cannot be removed", "remove it yourself", e);
    }
  }
}
