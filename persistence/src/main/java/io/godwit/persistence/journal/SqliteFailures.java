package io.godwit.persistence.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Says what SQLite's result codes mean to whoever started the run. */
final class SqliteFailures {

  private SqliteFailures() {}

  /** Whether another connection is in the way. */
  static boolean isBusy(SQLException e) {
    SQLiteErrorCode code = code(e);
    return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
  }

  /**
   * Whether it is the file's content that cannot be read, and not its folder, its disk or another
   * program that is in the way. All statements are ours, so a statement that SQLite does not
   * understand means tables that are not as they were laid out.
   */
  static boolean isDamage(SQLException e) {
    return switch (code(e)) {
      case SQLITE_BUSY,
          SQLITE_LOCKED,
          SQLITE_PROTOCOL,
          SQLITE_READONLY,
          SQLITE_PERM,
          SQLITE_AUTH,
          SQLITE_CANTOPEN,
          SQLITE_FULL,
          SQLITE_NOMEM,
          SQLITE_IOERR ->
          false;
      default -> true;
    };
  }

  /** What is wrong with a file that {@link #isDamage}, in a few words. */
  static String damage(SQLException e) {
    return "SQLite cannot make sense of it (%s)".formatted(code(e));
  }

  /** The low byte is the primary code, the rest refines it. */
  private static SQLiteErrorCode code(SQLException e) {
    return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xff);
  }

  static JournalFailedException of(Path file, SQLException e) {
    String where = file.toString();
    return switch (code(e)) {
      case SQLITE_FULL ->
          new JournalFailedException(
              where, "the disk is full", "free some space or write the run elsewhere", e);
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
          new JournalFailedException(
              where, "it is read-only", "make it writable or write the run elsewhere", e);
      case SQLITE_CANTOPEN ->
          new JournalFailedException(
              where,
              "it cannot be opened",
              "check that its folder exists and that you may write there",
              e);
      case SQLITE_BUSY, SQLITE_LOCKED ->
          new JournalFailedException(
              where,
              "another program has locked it",
              "close that program (a sqlite3 shell in a transaction, a second run) and run again",
              e);
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          new JournalFailedException(
              where, "it is damaged (" + e.getMessage() + ")", "run the scenario again", e);
      case SQLITE_CONSTRAINT ->
          new JournalFailedException(
              where,
              "another writer has added events (" + e.getMessage() + ")",
              "let only one run write to a file",
              e);
      default ->
          new JournalFailedException(
              where, "SQLite failed (" + e.getMessage() + ")", "check the disk and run again", e);
    };
  }

  /** Why a file that is only read cannot be read, where it is not damage. */
  static JournalFailedException ofReading(Path file, SQLException e) {
    String where = file.toString();
    return switch (code(e)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_READONLY ->
          new JournalFailedException(
              where, "another program is changing it", "close that program and try again", e);
      case SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN ->
          new JournalFailedException(where, "it cannot be opened", "check its permissions", e);
      default ->
          new JournalFailedException(
              where, "it cannot be read (" + e.getMessage() + ")", "check the disk", e);
    };
  }
}
