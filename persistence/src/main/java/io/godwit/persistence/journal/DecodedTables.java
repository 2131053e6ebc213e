package io.godwit.persistence.journal;

import io.godwit.model.event.Event;
import io.godwit.model.event.FleetEvent;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventField;
import io.godwit.persistence.codec.EventType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One table per kind of event, with a column per component, for whoever reads a run with SQL: the
 * encoded payload is for programs, these are for people. By default for the public events of plans
 * and migrations only, which are few; all others can be had too.
 */
final class DecodedTables implements AutoCloseable {

  private final EventCodec codec = new EventCodec();
  private final Map<Integer, Table> tables = new HashMap<>();

  /** Prepares for writing; the tables must be there. */
  DecodedTables(Connection connection, boolean devices) throws SQLException {
    for (EventType type : EventType.values()) {
      if (isDecoded(type, devices)) {
        String marks = "?, ".repeat(2 + type.fields().size()) + "?";
        String insert = "INSERT INTO %s VALUES (%s)".formatted(name(type), marks);
        tables.put(type.id(), new Table(type, connection.prepareStatement(insert)));
      }
    }
  }

  /** Makes the tables that are not there yet. */
  static void create(Statement statement, boolean devices) throws SQLException {
    for (EventType type : EventType.values()) {
      if (isDecoded(type, devices)) {
        statement.execute(
            "CREATE TABLE IF NOT EXISTS %s (%s, %s)"
                .formatted(
                    name(type),
                    "ord INTEGER PRIMARY KEY, at_ns INTEGER NOT NULL, entity INTEGER NOT NULL",
                    type.fields().stream()
                        .map(field -> column(field) + " NOT NULL")
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private static boolean isDecoded(EventType type, boolean devices) {
    boolean ofPlans =
        FleetEvent.class.isAssignableFrom(type.record())
            || MigrationEvent.class.isAssignableFrom(type.record());
    return devices || (ofPlans && !type.isPrivate());
  }

  private static String name(EventType type) {
    return type.stem().replace('-', '_');
  }

  /** The component's name in SQL's manner, with its unit and quoted, as {@code to} is a keyword. */
  private static String column(EventField field) {
    String snake = field.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return switch (field.type()) {
      case TIME, DURATION -> quoted(snake + "_ns", "INTEGER");
      case COUNT -> quoted(snake + "_bytes", "INTEGER");
      case RATE -> quoted(snake + "_bytes_per_s", "INTEGER");
      case LONG, INT, BOOLEAN -> quoted(snake, "INTEGER");
      case TEXT, TEXTS -> quoted(snake, "TEXT");
      case BYTES -> quoted(snake, "BLOB");
    };
  }

  private static String quoted(String name, String type) {
    return "\"" + name + "\" " + type;
  }

  /** Adds {@code event} to its table if it has one; {@link #flush()} completes it. */
  void add(EntityHead head, StoredEvent event) throws SQLException {
    Table table = tables.get(event.content().kind());
    if (table != null) {
      table.add(head, event, event.occurrence(codec).event());
    }
  }

  void flush() throws SQLException {
    for (Table table : tables.values()) {
      table.flush();
    }
  }

  @Override
  public void close() throws SQLException {
    for (Table table : tables.values()) {
      table.insert.close();
    }
  }

  private static final class Table {
    private final EventType type;
    private final List<EventField> fields;
    private final PreparedStatement insert;
    private boolean waiting;

    private Table(EventType type, PreparedStatement insert) {
      this.type = type;
      this.fields = type.fields();
      this.insert = insert;
    }

    private void add(EntityHead head, StoredEvent stored, Event event) throws SQLException {
      insert.setLong(1, stored.order());
      insert.setLong(2, stored.content().atNanos());
      insert.setInt(3, head.number);
      int column = 4;
      for (EventField field : fields) {
        bind(column++, field.of(event));
      }
      insert.addBatch();
      waiting = true;
    }

    private void flush() throws SQLException {
      if (waiting) {
        insert.executeBatch();
        waiting = false;
      }
    }

    private void bind(int column, Object value) throws SQLException {
      if (value instanceof String text) {
        insert.setString(column, text);
      } else if (value instanceof Long number) {
        insert.setLong(column, number);
      } else if (value instanceof Integer number) {
        insert.setInt(column, number);
      } else if (value instanceof Boolean flag) {
        insert.setInt(column, flag ? 1 : 0);
      } else if (value instanceof SimTime time) {
        insert.setLong(column, time.nanos());
      } else if (value instanceof SimDuration duration) {
        insert.setLong(column, duration.nanos());
      } else if (value instanceof ByteCount count) {
        insert.setLong(column, count.bytes());
      } else if (value instanceof ByteRate rate) {
        insert.setLong(column, rate.bytesPerSecond());
      } else if (value instanceof Bytes bytes) {
        insert.setBytes(column, bytes.toArray());
      } else if (value instanceof List<?> texts) {
        insert.setString(column, json(texts));
      } else {
        throw new IllegalStateException("no column holds a component of " + type);
      }
    }

    /** For SQLite's {@code json_each}. */
    private static String json(List<?> texts) {
      return texts.stream()
          .map(text -> "\"" + ((String) text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
          .collect(Collectors.joining(",", "[", "]"));
    }
  }
}
