package io.godwit.persistence.journal;

import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent;
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
import java.util.stream.Stream;

/**
 * One table per kind of event, with a column per component, for whoever reads a run with SQL: the
 * encoded payload is for programs, these are for people. By default for the public events of plans,
 * flows and migrations only, which are few; all others can be had too.
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
            "CREATE TABLE IF NOT EXISTS %s (%s)"
                .formatted(
                    name(type),
                    Stream.concat(
                            Stream.of("ord INTEGER PRIMARY KEY", "at_ns INTEGER", "entity INTEGER"),
                            type.fields().stream().map(DecodedTables::column))
                        .collect(Collectors.joining(" NOT NULL, ", "", " NOT NULL"))));
      }
    }
  }

  private static boolean isDecoded(EventType type, boolean devices) {
    boolean ofPlans =
        FleetEvent.class.isAssignableFrom(type.record())
            || FabricEvent.class.isAssignableFrom(type.record())
            || MigrationEvent.class.isAssignableFrom(type.record());
    return devices || (ofPlans && !type.isPrivate());
  }

  static String name(EventType type) {
    return type.stem().replace('-', '_');
  }

  /** Name and type of the component's column; quoted, as {@code to} is a keyword. */
  private static String column(EventField field) {
    return quoted(field) + " " + columnType(field).toUpperCase(Locale.ROOT);
  }

  private static String quoted(EventField field) {
    return "\"" + columnName(field) + "\"";
  }

  private static String columnType(EventField field) {
    return switch (field.type()) {
      case TIME, DURATION, COUNT, RATE, LONG, INT, BOOLEAN -> "integer";
      case TEXT, TEXTS -> "text";
      case BYTES -> "blob";
    };
  }

  /** The component's name in SQL's manner, with its unit. */
  private static String columnName(EventField field) {
    String snake = field.name().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    return switch (field.type()) {
      case TIME, DURATION -> snake + "_ns";
      case COUNT -> snake + "_bytes";
      case RATE -> snake + "_bytes_per_s";
      case LONG, INT, BOOLEAN, TEXT, TEXTS, BYTES -> snake;
    };
  }

  /** True in SQL of a row whose values all have the type of their column. */
  static String isTyped(EventType type) {
    return Stream.concat(
            Stream.of("typeof(at_ns) = 'integer'"),
            type.fields().stream()
                .map(field -> "typeof(%s) = '%s'".formatted(quoted(field), columnType(field))))
        .collect(Collectors.joining(" AND "));
  }

  /** The columns of the table of {@code type}, in their order. */
  static List<String> columns(EventType type) {
    return Stream.concat(
            Stream.of("ord", "at_ns", "entity"),
            type.fields().stream().map(DecodedTables::columnName))
        .toList();
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
    private final List<EventField> fields;
    private final PreparedStatement insert;
    private boolean waiting;

    private Table(EventType type, PreparedStatement insert) {
      this.fields = type.fields();
      this.insert = insert;
    }

    private void add(EntityHead head, StoredEvent stored, Event event) throws SQLException {
      insert.setLong(1, stored.order());
      insert.setLong(2, stored.content().atNanos());
      insert.setInt(3, head.number);
      int column = 4;
      for (EventField field : fields) {
        bind(column++, plain(field.of(event)));
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
      if (value instanceof Long number) {
        insert.setLong(column, number);
      } else if (value instanceof String text) {
        insert.setString(column, text);
      } else {
        insert.setBytes(column, (byte[]) value);
      }
    }
  }

  /** A component as its column has it: a {@code Long}, a {@code String} or bytes. */
  static Object plain(Object component) {
    if (component instanceof String || component instanceof Long) {
      return component;
    } else if (component instanceof Integer number) {
      return number.longValue();
    } else if (component instanceof Boolean flag) {
      return flag ? 1L : 0L;
    } else if (component instanceof SimTime time) {
      return time.nanos();
    } else if (component instanceof SimDuration duration) {
      return duration.nanos();
    } else if (component instanceof ByteCount count) {
      return count.bytes();
    } else if (component instanceof ByteRate rate) {
      return rate.bytesPerSecond();
    } else if (component instanceof Bytes bytes) {
      return bytes.toArray();
    } else if (component instanceof List<?> texts) {
      return json(texts);
    }
    throw new IllegalStateException("no column holds a " + component.getClass().getSimpleName());
  }

  /** For SQLite's {@code json_each}. */
  private static String json(List<?> texts) {
    return texts.stream()
        .map(text -> "\"" + ((String) text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
