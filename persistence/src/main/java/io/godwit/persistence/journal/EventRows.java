package io.godwit.persistence.journal;

import io.godwit.model.unit.Bytes;
import io.godwit.persistence.journal.Envelope.Metadata;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of the table of events, one after the other. Each is compared with its checksum, and with
 * the row before it so that none is missing, before it is given out.
 */
final class EventRows implements AutoCloseable {

  private static final String COLUMNS =
      "e.ord, e.entity, e.seq, e.prev, e.at_ns, e.step, e.manifest, e.payload";

  /** Follows {@code prev} from the last event back to the first that is wanted. */
  private static final String STREAM =
      "WITH RECURSIVE chain(ord, seq, prev) AS ("
          + "SELECT ord, seq, prev FROM events WHERE ord = ?"
          + " UNION ALL SELECT p.ord, p.seq, p.prev FROM chain c JOIN events p ON p.ord = c.prev"
          + " WHERE c.seq > ?)"
          + " SELECT %s FROM chain c JOIN events e ON e.ord = c.ord"
          + " WHERE c.seq BETWEEN ? AND ? ORDER BY c.seq LIMIT ?";

  /** Numbers of manifests are smaller; what is above is damage. */
  private static final int MOST_KINDS = 10_000;

  /** Stands for a number that has no manifest. */
  private static final String UNKNOWN = "";

  private final PreparedStatement query;
  private final PreparedStatement envelopes;
  private final ResultSet rows;
  private final List<String> manifests = new ArrayList<>();
  private final EntityNames names;
  private final Succession succession;
  private final boolean hasChecksums;
  private final boolean hasEnvelopes;
  private final EventBytes bytes = new EventBytes();

  private EventRows(
      EventFile file, PreparedStatement query, EntityNames names, Succession succession)
      throws SQLException {
    this.query = query;
    this.names = names;
    this.succession = succession;
    hasChecksums = file.hasChecksums();
    Connection connection = file.connection();
    envelopes = connection.prepareStatement("SELECT * FROM envelope WHERE ord = ?");
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found = statement.executeQuery("SELECT id, name FROM manifest")) {
        while (found.next()) {
          add(found.getInt(1), found.getString(2));
        }
      }
      try (ResultSet found = statement.executeQuery("SELECT EXISTS (SELECT 1 FROM envelope)")) {
        hasEnvelopes = found.getBoolean(1);
      }
    }
    rows = query.executeQuery();
  }

  private void add(int kind, String manifest) {
    while (kind >= manifests.size() && kind < MOST_KINDS) {
      manifests.add(UNKNOWN);
    }
    if (kind >= 0 && kind < MOST_KINDS) {
      manifests.set(kind, String.valueOf(manifest));
    }
  }

  /** The events after {@code from} and up to {@code to}, the last, in the global order. */
  static EventRows between(EventFile file, long from, long to, EntityNames names)
      throws SQLException {
    String sql = "SELECT %s FROM events e WHERE e.ord > ? AND e.ord <= ? ORDER BY e.ord";
    PreparedStatement query = file.connection().prepareStatement(sql.formatted(columns(file)));
    query.setLong(1, from);
    query.setLong(2, to);
    return new EventRows(file, query, names, new Succession.Whole(from, to));
  }

  /** Events {@code from} to {@code to} of one stream, {@code most} of them at most. */
  static EventRows of(EventFile file, EntityHead head, long from, long to, long most)
      throws SQLException {
    PreparedStatement query = file.connection().prepareStatement(STREAM.formatted(columns(file)));
    query.setLong(1, head.last);
    query.setLong(2, from);
    query.setLong(3, from);
    query.setLong(4, to);
    query.setLong(5, most);
    return new EventRows(
        file, query, EntityNames.only(head), new Succession.Stream(head, from, to, most));
  }

  private static String columns(EventFile file) {
    return file.hasChecksums() ? COLUMNS + ", e.crc" : COLUMNS;
  }

  /** Whether there is another event. */
  boolean next() throws SQLException, Damage {
    boolean more = rows.next();
    if (!more) {
      succession.end();
    }
    return more;
  }

  /** The event of this row; asked once a row. */
  StoredEvent event() throws SQLException, Damage {
    long order = rows.getLong(1);
    long previous = rows.getLong(4);
    StoredEvent event =
        new StoredEvent(order, names.of(rows.getInt(2)), rows.getLong(3), content(order));
    bytes.fill(event, previous);
    if (hasChecksums && bytes.checksum() != rows.getInt(9)) {
      throw new Damage("event %d differs from its checksum".formatted(order));
    }
    succession.check(event, previous);
    return event;
  }

  /** The form of the event that {@link #event} gave last. */
  EventBytes bytes() {
    return bytes;
  }

  private EncodedEvent content(long order) throws SQLException, Damage {
    int kind = rows.getInt(7);
    byte[] payload = rows.getBytes(8);
    String manifest = kind >= 0 && kind < manifests.size() ? manifests.get(kind) : UNKNOWN;
    if (payload == null || manifest.equals(UNKNOWN)) {
      throw new Damage("event %d has no content or no manifest".formatted(order));
    }
    Envelope envelope = hasEnvelopes ? envelope(order) : Envelope.NONE;
    return kind == EncodedEvent.FOREIGN
        ? EncodedEvent.foreign(payload, envelope)
        : new EncodedEvent(kind, manifest, rows.getLong(5), rows.getLong(6), payload, envelope);
  }

  private Envelope envelope(long order) throws SQLException, Damage {
    envelopes.setLong(1, order);
    try (ResultSet row = envelopes.executeQuery()) {
      if (!row.next()) {
        return Envelope.NONE;
      }
      return new Envelope(
          row.getInt(2),
          text(row, 3),
          text(row, 4),
          text(row, 5),
          text(row, 6),
          new Metadata(row.getInt(7), text(row, 8), Bytes.copyOf(metadata(row))));
    }
  }

  private static String text(ResultSet row, int column) throws SQLException, Damage {
    String text = row.getString(column);
    if (text == null) {
      throw new Damage("the envelope of event %d lacks a text".formatted(row.getLong(1)));
    }
    return text;
  }

  private static byte[] metadata(ResultSet row) throws SQLException, Damage {
    byte[] content = row.getBytes(9);
    if (content == null) {
      throw new Damage("the envelope of event %d lacks its metadata".formatted(row.getLong(1)));
    }
    return content;
  }

  @Override
  public void close() throws SQLException {
    rows.close();
    query.close();
    envelopes.close();
  }
}
