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

/** The tables and views of an event file, and the marks by which one is known. */
final class SqliteSchema {

  /** Raised with every change that an older reader would stumble over. */
  static final int VERSION = 1;

  /** "Gdwt": what SQLite calls an application id. */
  private static final int APPLICATION = 0x47647774;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private SqliteSchema() {}

  /** Lays out what is not there yet; within the caller's transaction. */
  static void create(Connection connection, boolean isNew, boolean devices) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (isNew) {
        statement.execute("PRAGMA application_id = " + APPLICATION);
        statement.execute("PRAGMA user_version = " + VERSION);
        run(statement, "events.sql");
      }
      DecodedTables.create(statement, devices);
      if (isNew) {
        run(statement, "views.sql");
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR IGNORE INTO manifest(id, name) VALUES (?, ?)")) {
      for (EventType type : EventType.values()) {
        insert.setInt(1, type.id());
        insert.setString(2, type.manifest());
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
      if (!Arrays.equals(MAGIC, in.readNBytes(MAGIC.length))) {
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

  /** Throws unless the open file is an event file that this version can read. */
  static void checkMarks(Connection connection, Path file) throws SQLException {
    if (pragma(connection, "application_id") != APPLICATION) {
      throw new JournalFailedException(
          file.toString(), "this SQLite file is no run of Godwit's", "name the events.db of a run");
    }
    int version = pragma(connection, "user_version");
    if (version > VERSION) {
      throw new JournalFailedException(
          file.toString(),
          "it has schema version %d, this Godwit knows %d".formatted(version, VERSION),
          "use the Godwit that wrote it or a later one");
    }
  }

  private static int pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("PRAGMA " + name)) {
      return result.getInt(1);
    }
  }
}
