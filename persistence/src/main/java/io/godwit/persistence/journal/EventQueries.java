package io.godwit.persistence.journal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What all queries of one open file need, prepared once: a run that goes on asks for thousands of
 * short streams, and preparing takes longer than reading one.
 */
final class EventQueries {

  private static final String COLUMNS =
      "e.ord, e.entity, e.seq, e.prev, e.at_ns, e.step, e.manifest, e.payload";

  private static final String BETWEEN =
      "SELECT %s FROM events e WHERE e.ord > ? AND e.ord <= ? ORDER BY e.ord";

  /** Follows {@code prev} from the last event back to the first that is wanted. */
  private static final String STREAM =
      "WITH RECURSIVE chain(ord, seq, prev) AS ("
          + "SELECT ord, seq, prev FROM events WHERE ord = ?"
          + " UNION ALL SELECT p.ord, p.seq, p.prev FROM chain c JOIN events p ON p.ord = c.prev"
          + " WHERE c.seq > ?)"
          + " SELECT %s FROM chain c JOIN events e ON e.ord = c.ord"
          + " WHERE c.seq BETWEEN ? AND ? ORDER BY c.seq LIMIT ?";

  private static final String ANY_ENVELOPE = "SELECT EXISTS (SELECT 1 FROM envelope)";
  private static final String ENVELOPE = "SELECT * FROM envelope WHERE ord = ?";

  private final EventFile file;
  private final Manifests manifests;

  /** Queries of streams that are not in use. */
  private final Deque<PreparedStatement> streams = new ArrayDeque<>();

  private Optional<PreparedStatement> anyEnvelope = Optional.empty();

  private EventQueries(EventFile file, Manifests manifests) {
    this.file = file;
    this.manifests = manifests;
  }

  static EventQueries of(EventFile file) throws SQLException {
    return new EventQueries(file, Manifests.load(file.connection()));
  }

  /** The events after {@code from} and up to {@code to}, the last, in the global order. */
  EventRows between(long from, long to, EntityNames names) throws SQLException {
    PreparedStatement query = prepare(BETWEEN);
    query.setLong(1, from);
    query.setLong(2, to);
    var succession = new Succession.Whole(from, to);
    return new EventRows(this, query, names, succession, PreparedStatement::close);
  }

  /** Events {@code from} to {@code to} of one stream, {@code most} of them at most. */
  EventRows of(EntityHead head, long from, long to, long most) throws SQLException {
    PreparedStatement query = streams.isEmpty() ? prepare(STREAM) : streams.pop();
    query.setLong(1, head.last);
    query.setLong(2, from);
    query.setLong(3, from);
    query.setLong(4, to);
    query.setLong(5, most);
    var succession = new Succession.Stream(head, from, to, most);
    return new EventRows(this, query, EntityNames.only(head), succession, streams::push);
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    String columns = hasChecksums() ? COLUMNS + ", e.crc" : COLUMNS;
    return file.connection().prepareStatement(sql.formatted(columns));
  }

  boolean hasChecksums() {
    return file.hasChecksums();
  }

  Manifests manifests() {
    return manifests;
  }

  /** The query for an event's envelope, for its user to close; empty when none has one by now. */
  Optional<PreparedStatement> envelopes() throws SQLException {
    if (anyEnvelope.isEmpty()) {
      anyEnvelope = Optional.of(file.connection().prepareStatement(ANY_ENVELOPE));
    }
    try (ResultSet found = anyEnvelope.get().executeQuery()) {
      return found.getBoolean(1)
          ? Optional.of(file.connection().prepareStatement(ENVELOPE))
          : Optional.empty();
    }
  }
}
