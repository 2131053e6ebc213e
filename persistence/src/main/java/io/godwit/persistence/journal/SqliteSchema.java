package io.godwit.persistence.journal;

import io.godwit.persistence.codec.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;

/** The tables and views of an event file, and the marks by which one is known. */
final class SqliteSchema {

  /** "Gdwt": what SQLite calls an application id. */
  private static final int APPLICATION = 0x47647774;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private SqliteSchema() {}

  /** Lays out an empty file; within the caller's transaction. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA application_id = " + APPLICATION);
      statement.execute("PRAGMA user_version = " + JournalFormat.CURRENT);
      run(statement, "events.sql");
      DecodedTables.create(statement, false);
      run(statement, "views.sql");
    }
    JournalState.NEW.save(connection);
    String format = String.valueOf(JournalFormat.CURRENT);
    RunInfo.put(connection, Map.of(RunInfo.FORMAT, format));
  }

  /** Adds what events of this version need and is not there yet; likewise. */
  static void complete(Connection connection, boolean devices) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      DecodedTables.create(statement, devices);
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR IGNORE INTO manifest VALUES (?, ?, ?)")) {
      for (EventType type : EventType.values()) {
        insert.setInt(1, type.id());
        insert.setString(2, type.manifest());
        insert.setBoolean(3, type.isPrivate());
        insert.executeUpdate();
      }
    }
  }

  /** Runs a resource beside this class; a semicolon at the end of a line ends a statement. */
  private static void run(Statement statement, String name) throws SQLException {
    try (InputStream in = SqliteSchema.class.getResourceAsStream(name)) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String sql : script.strip().split(";\\s*(\n|$)", 0)) {
        statement.execute(sql);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the schema " + name + " cannot be read from the jar", e);
    }
  }

  /** Throws unless {@code file} looks like an SQLite file. */
  static void checkMagic(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] magic = in.readNBytes(MAGIC.length);
      if (magic.length == 0) {
        throw nothingIn(file);
      }
      if (!Arrays.equals(MAGIC, magic)) {
        throw new JournalFailedException(
            file.toString(), "this is no SQLite file", "name the events.db of a run");
      }
    } catch (IOException e) {
      throw new JournalFailedException(
          file.toString(),
          "it cannot be read (" + e.getMessage() + ")",
          "check its permissions",
          e);
    }
  }

  private static JournalFailedException nothingIn(Path file) {
    return new JournalFailedException(
        file.toString(),
        "nothing is recorded in it",
        "restore it from a copy, or run the scenario again");
  }

  /** The format of the open file; throws unless it is an event file that this version can read. */
  static int checkMarks(Connection connection, Path file) throws SQLException {
    int application = number(connection, "PRAGMA application_id");
    int format = number(connection, "PRAGMA user_version");
    if (application == 0 && format == 0 && isEmpty(connection)) {
      throw nothingIn(file);
    }
    if (application != APPLICATION || format < JournalFormat.FIRST) {
      throw new JournalFailedException(
          file.toString(), "this SQLite file is no run of Godwit's", "name the events.db of a run");
    }
    if (format > JournalFormat.CURRENT) {
      throw new JournalFailedException(
          file.toString(),
          "it has schema version %d, this Godwit knows %d".formatted(format, JournalFormat.CURRENT),
          "use the Godwit that wrote it or a later one");
    }
    return format;
  }

  /** Whether the process that began to write it was killed before it had laid out a table. */
  private static boolean isEmpty(Connection connection) throws SQLException {
    return number(connection, "SELECT count(*) FROM sqlite_master") == 0;
  }

  private static int number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.getInt(1);
    }
  }
}
