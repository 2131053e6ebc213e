package io.godwit.scenarios.cli;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

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

  /** The numbers in the first column of what {@code query} finds. */
  static List<Long> longs(Path file, String query) {
    var found = new ArrayList<Long>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getLong(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalArgumentException(query, e);
    }
  }
}
