package io.godwit.persistence.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * An event file that is open.
 *
 * @param path what the user calls it
 * @param format of its tables, see {@link JournalFormat}
 * @param copy what is read in its place, removed in the end
 */
record EventFile(Path path, Connection connection, int format, Optional<FileCopy> copy)
    implements AutoCloseable {

  /** A use of the file that gives something. */
  @FunctionalInterface
  interface Reading<T> {
    T get() throws SQLException, Damage;
  }

  /** A use of the file that gives nothing. */
  @FunctionalInterface
  interface Check {
    void run() throws SQLException, Damage;
  }

  /** Does {@code reading}, and says what is wrong with the file when it fails. */
  <T> T read(Reading<T> reading) {
    try {
      return reading.get();
    } catch (SQLException e) {
      throw failed(e);
    } catch (Damage damage) {
      throw damaged(damage);
    }
  }

  /** The same for what gives nothing. */
  void check(Check check) {
    read(
        () -> {
          check.run();
          return true;
        });
  }

  boolean hasChecksums() {
    return format >= JournalFormat.CHECKED;
  }

  /** The exception for {@code what} was found in the file; looks how much of it is sound. */
  DamagedRecordException damaged(Damage what) {
    return DamagedRecordException.of(path, what.getMessage(), SoundEvents.in(this), what);
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
      copy.ifPresent(FileCopy::remove);
    }
  }
}
