package io.godwit.persistence.journal;

import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Reads the decoded tables along with the events that they were made from: a table that differs is
 * damage as much as an event that does, for somebody may have taken numbers from it.
 */
final class DecodedCheck implements AutoCloseable {

  private final EventCodec codec = new EventCodec();
  private final Map<Integer, DecodedRows> tables = new HashMap<>();

  private DecodedCheck() {}

  /** Opens the tables of a file; those of the first format are not compared. */
  static DecodedCheck of(EventFile file, EntityNames names) throws SQLException {
    var check = new DecodedCheck();
    if (file.hasChecksums()) {
      Set<String> present = tables(file);
      for (EventType type : EventType.values()) {
        if (present.contains(DecodedTables.name(type))) {
          check.tables.put(type.id(), DecodedRows.of(file, type, names));
        }
      }
    }
    return check;
  }

  private static Set<String> tables(EventFile file) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = file.connection().createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /** Throws when the event's row in its table is not what is made of it. */
  void check(StoredEvent event) throws SQLException, Damage {
    DecodedRows table = tables.get(event.content().kind());
    if (table != null) {
      table.check(event, event.occurrence(codec).event());
    }
  }

  /** Throws when a table has rows that belong to no event. */
  void end() throws SQLException, Damage {
    for (DecodedRows table : tables.values()) {
      table.end();
    }
  }

  @Override
  public void close() throws SQLException {
    for (DecodedRows table : tables.values()) {
      table.close();
    }
  }
}
