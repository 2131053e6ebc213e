package io.godwit.persistence.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of facts about a run, of which one is a checksum over all the others. */
final class RunInfo {

  static final String FORMAT = "format";
  private static final String CHECKSUM = "crc";

  private RunInfo() {}

  /** The facts of a file that this version writes. */
  static SortedMap<String, String> load(Connection connection) throws SQLException, Damage {
    SortedMap<String, String> facts = rows(connection);
    String checksum = facts.remove(CHECKSUM);
    if (!checksum(facts).equals(checksum)) {
      throw new Damage("the facts about the run differ from their checksum");
    }
    return facts;
  }

  /** The facts as they are in the table; all there is in a file of the first format. */
  static SortedMap<String, String> rows(Connection connection) throws SQLException {
    SortedMap<String, String> facts = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT key, value FROM run_info")) {
      while (rows.next()) {
        facts.put(String.valueOf(rows.getString(1)), String.valueOf(rows.getString(2)));
      }
    }
    return facts;
  }

  /** Adds and replaces facts, in the caller's transaction. */
  static void put(Connection connection, Map<String, String> facts) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO run_info VALUES (?, ?)")) {
      for (Map.Entry<String, String> fact : facts.entrySet()) {
        insert.setString(1, fact.getKey());
        insert.setString(2, fact.getValue());
        insert.executeUpdate();
      }
    }
    vouch(connection);
  }

  /** Takes facts back, in the caller's transaction. */
  static void remove(Connection connection, Collection<String> keys) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM run_info WHERE key = ?")) {
      for (String key : keys) {
        delete.setString(1, key);
        delete.executeUpdate();
      }
    }
    vouch(connection);
  }

  private static void vouch(Connection connection) throws SQLException {
    SortedMap<String, String> facts = rows(connection);
    facts.remove(CHECKSUM);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO run_info VALUES (?, ?)")) {
      insert.setString(1, CHECKSUM);
      insert.setString(2, checksum(facts));
      insert.executeUpdate();
    }
  }

  private static String checksum(SortedMap<String, String> facts) {
    var row = new RowBytes();
    facts.forEach((key, value) -> row.text(key).text(value));
    return Integer.toString(row.checksum());
  }
}
