package io.godwit.persistence.journal;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** Opens event files for reading, by connections that cannot change anything. */
final class EventFiles {

  private static final String LOG = "-wal";
  private static final String INDEX = "-shm";
  private static final String ROLLBACK = "-journal";

  /** How long to wait for a lock: long enough for a writer's moment, short enough to notice. */
  private static final int BUSY_MILLIS = 2_000;

  /** Where the header has the size of a page, in two bytes; 1 stands for 65,536. */
  private static final int PAGE_SIZE_AT = 16;

  private EventFiles() {}

  /** Opens a file that this process has open for writing. */
  static EventFile beside(Path file) {
    return open(file, "jdbc:sqlite:" + file);
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
    } catch (NoSuchFileException writerEndedMeanwhile) {
      return untouched(file);
    } catch (IOException e) {
      throw new JournalFailedException(
          file.toString(), "it cannot be read (" + e + ")", "check the disk", e);
    }
  }

  private static EventFile alone(Path file) throws IOException {
    if (Files.exists(suffixed(file, ROLLBACK))) {
      return copy(file);
    }
    EventFile alone = open(file, url(file, "immutable=1"));
    if (hasPartOfPage(file)) {
      throw closing(alone, new Damage("it is cut off within a page"));
    }
    return alone;
  }

  /** The log's index is read where it is, or made in memory when no writer vouches for it. */
  private static EventFile withLog(Path file) throws IOException {
    Path log = suffixed(file, LOG);
    if (WriteAheadLog.isEmpty(log)) {
      return copy(file);
    }
    try {
      WriteAheadLog.check(log);
      return Files.exists(suffixed(file, INDEX))
          ? open(file, url(file, "mode=ro&readonly_shm=1"))
          : copy(file);
    } catch (Damage damage) {
      throw closing(copy(file), damage);
    }
  }

  private static DamagedRecordException closing(EventFile file, Damage what) {
    try (file) {
      return file.damaged(what);
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

  private static EventFile copy(Path file) {
    FileCopy copy = FileCopy.of(file, List.of(LOG, ROLLBACK));
    try {
      return open(file, "jdbc:sqlite:" + copy.file(), Optional.of(copy));
    } catch (RuntimeException e) {
      copy.remove();
      throw e;
    }
  }

  private static EventFile open(Path file, String url) {
    return open(file, url, Optional.empty());
  }

  private static EventFile open(Path file, String url, Optional<FileCopy> copy) {
    SqliteLibrary.require(file);
    try {
      Connection connection = config(copy.isEmpty()).createConnection(url);
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

  private static SQLiteConfig config(boolean isReadOnly) {
    var config = new SQLiteConfig();
    config.setReadOnly(isReadOnly);
    config.setBusyTimeout(BUSY_MILLIS);
    // The driver lets one thread at a time into a connection; SQLite's own lock is for nothing.
    config.setOpenMode(SQLiteOpenMode.NOMUTEX);
    return config;
  }
}
