package io.godwit.persistence.journal;

import io.godwit.model.event.Event;
import io.godwit.persistence.codec.EventField;
import io.godwit.persistence.codec.EventType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One decoded table, read row by row beside the events. */
final class DecodedRows implements AutoCloseable {

  private final EventType type;
  private final EntityNames names;
  private final PreparedStatement query;
  private final ResultSet rows;
  private final boolean isOfToday;

  /** The column that says whether all others have their types. */
  private final int typed;

  private DecodedRows(EventType type, EntityNames names, PreparedStatement query)
      throws SQLException {
    this.type = type;
    this.names = names;
    this.query = query;
    this.rows = query.executeQuery();
    List<String> columns = columns(rows.getMetaData());
    this.typed = columns.size();
    this.isOfToday = columns.subList(0, typed - 1).equals(DecodedTables.columns(type));
  }

  static DecodedRows of(EventFile file, EventType type, EntityNames names) throws SQLException {
    String sql =
        "SELECT *, %s FROM %s ORDER BY ord"
            .formatted(DecodedTables.isTyped(type), DecodedTables.name(type));
    return new DecodedRows(type, names, file.connection().prepareStatement(sql));
  }

  private static List<String> columns(ResultSetMetaData table) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= table.getColumnCount(); column++) {
      names.add(table.getColumnName(column));
    }
    return names;
  }

  /**
   * Throws unless the next row is what is made of {@code event}. A table that an earlier version
   * laid out, when the event had other components, is let be.
   */
  void check(StoredEvent stored, Event event) throws SQLException, Damage {
    if (!isOfToday) {
      return;
    }
    if (!rows.next() || rows.getLong(1) != stored.order()) {
      throw new Damage(
          "table %s lacks event %d, or has one too many"
              .formatted(DecodedTables.name(type), stored.order()));
    }
    boolean same =
        rows.getLong(2) == stored.content().atNanos()
            && names.of(rows.getInt(3)).equals(stored.persistenceId())
            && rows.getBoolean(typed);
    int column = 4;
    for (EventField field : type.fields()) {
      same &= isSame(DecodedTables.plain(field.of(event)), column++);
    }
    if (!same) {
      throw new Damage(
          "table %s differs from event %d".formatted(DecodedTables.name(type), stored.order()));
    }
  }

  private boolean isSame(Object plain, int column) throws SQLException {
    if (plain instanceof Long number) {
      return rows.getLong(column) == number;
    } else if (plain instanceof String text) {
      return text.equals(rows.getString(column));
    }
    return Arrays.equals((byte[]) plain, rows.getBytes(column));
  }

  /** Throws when there are rows left. */
  void end() throws SQLException, Damage {
    if (isOfToday && rows.next()) {
      throw new Damage(
          "table %s has a row for event %d, which is none of its"
              .formatted(DecodedTables.name(type), rows.getLong(1)));
    }
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    query.close();
  }
}
