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
 * The table of streams. Where each stands is written with each checkpoint and when the file is
 * closed, not with every event; after a crash the events that came later are looked through once.
 */
final class SqliteHeads {

  private final Map<String, EntityHead> byName = new HashMap<>();
  private final List<EntityHead> byNumber = new ArrayList<>();
  private final JournalState state;
  private final long last;
  private boolean isCurrent;

  private SqliteHeads(JournalState state, long last) {
    this.state = state;
    this.last = last;
    this.isCurrent = state.headsOrder() == last;
  }

  /** What the table says; {@link #catchUp} adds what came after it was written. */
  static SqliteHeads load(EventFile file) throws SQLException, Damage {
    JournalState state = JournalState.load(file.connection(), file.format());
    try (Statement statement = file.connection().createStatement()) {
      long last = lastOrder(statement);
      if (last < state.headsOrder()) {
        throw new Damage("events %d to %d are missing".formatted(last + 1, state.headsOrder()));
      }
      var heads = new SqliteHeads(state, last);
      try (ResultSet rows = statement.executeQuery("SELECT * FROM entity ORDER BY id")) {
        while (rows.next()) {
          heads.add(head(rows, file.format()));
        }
      }
      return heads;
    }
  }

  /** Adds the names that follow {@code known}, in the order of their numbers. */
  static void addNames(EventFile file, List<String> known) throws SQLException, Damage {
    try (PreparedStatement query =
        file.connection().prepareStatement("SELECT * FROM entity WHERE id > ? ORDER BY id")) {
      query.setInt(1, known.size());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          EntityHead head = head(rows, file.format());
          known.add(head.persistenceId);
          requireNumber(head, known.size());
        }
      }
    }
  }

  /** The last position in the global order; 0 when there is none. */
  static long last(EventFile file) throws SQLException {
    try (Statement statement = file.connection().createStatement()) {
      return lastOrder(statement);
    }
  }

  private static long lastOrder(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT max(ord) FROM events")) {
      return rows.getLong(1);
    }
  }

  private static EntityHead head(ResultSet row, int format) throws SQLException, Damage {
    var head =
        new EntityHead(
            row.getInt("id"),
            String.valueOf(row.getString("persistence_id")),
            row.getLong("highest_seq"),
            row.getLong("deleted_to"),
            row.getLong("last_ord"));
    if (format >= JournalFormat.CHECKED && row.getInt("crc") != checksum(head)) {
      throw new Damage("entity %d differs from its checksum".formatted(head.number));
    }
    return head;
  }

  private void add(EntityHead head) throws Damage {
    byName.put(head.persistenceId, head);
    byNumber.add(head);
    requireNumber(head, byNumber.size());
  }

  private static void requireNumber(EntityHead head, int expected) throws Damage {
    if (head.number != expected) {
      throw new Damage("entity %d is missing".formatted(expected));
    }
  }

  /** Moves each stream to its last event. */
  void catchUp(EventFile file) throws SQLException, Damage {
    if (isCurrent) {
      return;
    }
    try (EventRows rows = EventQueries.of(file).between(state.headsOrder(), last, names())) {
      while (rows.next()) {
        StoredEvent event = rows.event();
        EntityHead head = byName.get(event.persistenceId());
        head.highest = event.sequence();
        head.last = event.order();
      }
    }
    isCurrent = true;
  }

  /** Writes where {@code head} stands, in the caller's transaction. */
  static void save(Connection connection, EntityHead head) throws SQLException {
    try (PreparedStatement update = update(connection)) {
      bind(update, head);
      update.executeUpdate();
    }
  }

  /** Writes where each of these streams stands, likewise. */
  static void save(Connection connection, Iterable<EntityHead> heads) throws SQLException {
    try (PreparedStatement update = update(connection)) {
      for (EntityHead head : heads) {
        bind(update, head);
        update.addBatch();
      }
      update.executeBatch();
    }
  }

  private static PreparedStatement update(Connection connection) throws SQLException {
    return connection.prepareStatement(
        "UPDATE entity SET highest_seq = ?, last_ord = ?, deleted_to = ?, crc = ? WHERE id = ?");
  }

  private static void bind(PreparedStatement update, EntityHead head) throws SQLException {
    update.setLong(1, head.highest);
    update.setLong(2, head.last);
    update.setLong(3, head.deletedTo);
    update.setInt(4, checksum(head));
    update.setInt(5, head.number);
  }

  /** Of the row of this stream, as it stands. */
  private static int checksum(EntityHead head) {
    return new RowBytes()
        .number(head.number)
        .text(head.persistenceId)
        .number(head.highest)
        .number(head.last)
        .number(head.deletedTo)
        .checksum();
  }

  /** Of the row of a stream that nothing was written of but its name. */
  static int checksumOfNew(int number, String persistenceId) {
    return checksum(new EntityHead(number, persistenceId, 0, 0, 0));
  }

  Map<String, EntityHead> byName() {
    return byName;
  }

  EntityNames names() {
    return number -> {
      if (number < 1 || number > byNumber.size()) {
        throw new Damage("there is no entity " + number);
      }
      return byNumber.get(number - 1).persistenceId;
    };
  }

  /** The journal's state when the file was opened. */
  JournalState state() {
    return state;
  }

  /** The last position in the global order. */
  long last() {
    return last;
  }
}
