package io.godwit.persistence.journal;

import io.godwit.model.unit.Bytes;
import io.godwit.persistence.journal.Envelope.Metadata;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Rows of the table of events, one after the other. Each is compared with its checksum, and with
 * the row before it so that none is missing, before it is given out.
 */
final class EventRows implements AutoCloseable {

  /** What becomes of the query when it is no longer used. */
  @FunctionalInterface
  interface Release {
    void take(PreparedStatement query) throws SQLException;
  }

  private final PreparedStatement query;
  private final Optional<PreparedStatement> envelopes;
  private final ResultSet rows;
  private final Manifests manifests;
  private final EntityNames names;
  private final Succession succession;
  private final Release release;
  private final boolean hasChecksums;
  private final EventBytes bytes = new EventBytes();
  private boolean closed;

  /** Asks {@code query}, and lets go of it in the end. */
  EventRows(
      EventQueries queries,
      PreparedStatement query,
      EntityNames names,
      Succession succession,
      Release release)
      throws SQLException {
    this.query = query;
    this.names = names;
    this.succession = succession;
    this.release = release;
    manifests = queries.manifests();
    hasChecksums = queries.hasChecksums();
    envelopes = queries.envelopes();
    rows = query.executeQuery();
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
    if (payload == null || !manifests.has(kind)) {
      throw new Damage("event %d has no content or no manifest".formatted(order));
    }
    Envelope envelope = envelopes.isPresent() ? envelope(order, envelopes.get()) : Envelope.NONE;
    return kind == EncodedEvent.FOREIGN
        ? EncodedEvent.foreign(payload, envelope)
        : new EncodedEvent(
            kind, manifests.of(kind), rows.getLong(5), rows.getLong(6), payload, envelope);
  }

  private static Envelope envelope(long order, PreparedStatement query)
      throws SQLException, Damage {
    query.setLong(1, order);
    try (ResultSet row = query.executeQuery()) {
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
    if (!closed) {
      closed = true;
      rows.close();
      if (envelopes.isPresent()) {
        envelopes.get().close();
      }
      release.take(query);
    }
  }
}
