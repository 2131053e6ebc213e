package io.godwit.scenarios.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What somebody with a SQL prompt does to a run. */
final class Sql {

  private Sql() {}

  static void execute(Path file, String statement) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement edit = connection.createStatement()) {
      edit.execute(statement);
    } catch (SQLException e) {
      throw new IllegalArgumentException(statement, e);
    }
  }
}
