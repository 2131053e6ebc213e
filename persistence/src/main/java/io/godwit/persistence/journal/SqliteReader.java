package io.godwit.persistence.journal;

import io.godwit.model.unit.Bytes;
import io.godwit.persistence.journal.Envelope.Metadata;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Queries of an event file, over one connection that it owns. */
final class SqliteReader implements AutoCloseable {

  private static final String COLUMNS =
      "e.ord, e.entity, e.seq, e.at_ns, e.step, e.manifest, e.payload";

  /** Follows {@code prev} from the last event back to the first that is wanted. */
  private static final String STREAM =
      "WITH RECURSIVE chain(ord, seq, prev) AS ("
          + "SELECT ord, seq, prev FROM events WHERE ord = ?"
          + " UNION ALL SELECT p.ord, p.seq, p.prev FROM chain c JOIN events p ON p.ord = c.prev"
          + " WHERE c.seq > ?)"
          + " SELECT "
          + COLUMNS
          + " FROM chain c JOIN events e ON e.ord = c.ord"
          + " WHERE c.seq BETWEEN ? AND ? ORDER BY c.seq LIMIT ?";

  private final Path file;
  private final Connection connection;
  private final Map<Integer, String> manifests = new HashMap<>();

  SqliteReader(Path file) {
    this.file = file;
    this.connection = SqliteConnections.forReading(file);
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, name FROM manifest")) {
      while (rows.next()) {
        manifests.put(rows.getInt(1), rows.getString(2));
      }
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }

  /** In one transaction: a file that is still being written must not change between queries. */
  SqliteHeads heads() {
    try {
      connection.setAutoCommit(false);
      try {
        return SqliteHeads.load(connection);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }

  /** Events up to {@code last} of the global order. */
  StoredEvents all(long last, IntFunction<String> names) {
    try {
      PreparedStatement query =
          connection.prepareStatement(
              "SELECT " + COLUMNS + " FROM events e WHERE e.ord <= ? ORDER BY e.ord");
      query.setLong(1, last);
      return new Cursor(query, names);
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }

  StoredEvents of(EntityHead head, long from, long to, long most) {
    try {
      PreparedStatement query = connection.prepareStatement(STREAM);
      query.setLong(1, head.last);
      query.setLong(2, from);
      query.setLong(3, from);
      query.setLong(4, to);
      query.setLong(5, most);
      return new Cursor(query, number -> head.persistenceId);
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }

  SortedMap<String, String> info() {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT key, value FROM run_info")) {
      SortedMap<String, String> info = new TreeMap<>();
      while (rows.next()) {
        info.put(rows.getString(1), rows.getString(2));
      }
      return info;
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw SqliteFailures.of(file, e);
    }
  }

  private final class Cursor implements StoredEvents {
    private final PreparedStatement query;
    private final PreparedStatement envelopes;
    private final ResultSet rows;
    private final IntFunction<String> names;
    private final boolean mayHaveEnvelopes;
    private boolean more;

    private Cursor(PreparedStatement query, IntFunction<String> names) throws SQLException {
      this.query = query;
      this.names = names;
      envelopes = connection.prepareStatement("SELECT * FROM envelope WHERE ord = ?");
      try (Statement statement = connection.createStatement();
          ResultSet found = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM envelope)")) {
        mayHaveEnvelopes = found.getBoolean(1);
      }
      rows = query.executeQuery();
      more = rows.next();
    }

    @Override
    public boolean hasNext() {
      return more;
    }

    @Override
    public StoredEvent next() {
      try {
        StoredEvent event = event();
        more = rows.next();
        return event;
      } catch (SQLException e) {
        throw SqliteFailures.of(file, e);
      }
    }

    private StoredEvent event() throws SQLException {
      long order = rows.getLong(1);
      int kind = rows.getInt(6);
      byte[] payload = rows.getBytes(7);
      Envelope envelope = mayHaveEnvelopes ? envelope(order) : Envelope.NONE;
      EncodedEvent content =
          kind == EncodedEvent.FOREIGN
              ? EncodedEvent.foreign(payload, envelope)
              : new EncodedEvent(
                  kind, manifest(kind), rows.getLong(4), rows.getLong(5), payload, envelope);
      return new StoredEvent(order, names.apply(rows.getInt(2)), rows.getLong(3), content);
    }

    private String manifest(int kind) {
      String manifest = manifests.get(kind);
      if (manifest == null) {
        throw new JournalFailedException(
            file.toString(), "its manifest table has no entry " + kind, "run the scenario again");
      }
      return manifest;
    }

    private Envelope envelope(long order) throws SQLException {
      envelopes.setLong(1, order);
      try (ResultSet row = envelopes.executeQuery()) {
        if (!row.next()) {
          return Envelope.NONE;
        }
        return new Envelope(
            row.getInt(2),
            row.getString(3),
            row.getString(4),
            row.getString(5),
            row.getString(6),
            new Metadata(row.getInt(7), row.getString(8), Bytes.copyOf(row.getBytes(9))));
      }
    }

    @Override
    public void close() {
      try {
        rows.close();
        query.close();
        envelopes.close();
      } catch (SQLException e) {
        throw SqliteFailures.of(file, e);
      }
    }
  }
}
