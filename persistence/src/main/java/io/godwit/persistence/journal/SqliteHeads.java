package io.godwit.persistence.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of streams. Where each stands is written when the file is closed, not with every event;
 * after a crash the events that came later are looked through once.
 */
final class SqliteHeads {

  private final Map<String, EntityHead> byName = new HashMap<>();
  private final List<EntityHead> byNumber = new ArrayList<>();
  private long saved;
  private long last;

  private SqliteHeads() {}

  static SqliteHeads load(Connection connection) throws SQLException {
    var heads = new SqliteHeads();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT id, persistence_id, highest_seq, deleted_to, last_ord FROM entity ORDER BY id")) {
        while (rows.next()) {
          heads.add(
              new EntityHead(
                  rows.getInt(1),
                  rows.getString(2),
                  rows.getLong(3),
                  rows.getLong(4),
                  rows.getLong(5)));
        }
      }
      try (ResultSet rows = statement.executeQuery("SELECT heads_ord FROM journal_state")) {
        heads.saved = rows.getLong(1);
        heads.last = heads.saved;
      }
      heads.catchUp(statement);
    }
    return heads;
  }

  private void add(EntityHead head) {
    byName.put(head.persistenceId, head);
    byNumber.add(head);
  }

  private void catchUp(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT ord, entity, seq FROM events WHERE ord > " + last + " ORDER BY ord")) {
      while (rows.next()) {
        last = rows.getLong(1);
        EntityHead head = byNumber.get(rows.getInt(2) - 1);
        head.highest = rows.getLong(3);
        head.last = last;
      }
    }
  }

  /**
   * Writes where each stream with an event after {@code since} stands, in the caller's transaction.
   */
  static void save(Connection connection, Iterable<EntityHead> heads, long since, long last)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE entity SET highest_seq = ?, last_ord = ? WHERE id = ?")) {
      for (EntityHead head : heads) {
        if (head.last > since) {
          update.setLong(1, head.highest);
          update.setLong(2, head.last);
          update.setInt(3, head.number);
          update.addBatch();
        }
      }
      update.executeBatch();
    }
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE journal_state SET heads_ord = ?")) {
      update.setLong(1, last);
      update.executeUpdate();
    }
  }

  Map<String, EntityHead> byName() {
    return byName;
  }

  List<EntityHead> byNumber() {
    return byNumber;
  }

  /** The position up to which the file knew where each stream stands when it was opened. */
  long saved() {
    return saved;
  }

  /** The last position in the global order. */
  long last() {
    return last;
  }
}
