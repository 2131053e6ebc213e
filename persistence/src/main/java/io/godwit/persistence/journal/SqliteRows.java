package io.godwit.persistence.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The prepared statements that put events into their tables; for the writer's thread alone. */
final class SqliteRows implements AutoCloseable {

  private final PreparedStatement event;
  private final PreparedStatement entity;
  private final PreparedStatement envelope;
  private final DecodedTables decoded;
  private final EventBytes bytes = new EventBytes();
  private final JournalDigest digest;

  /** An event on its way to the disk, with the position of the one before it in its stream. */
  record Pending(EntityHead head, long previous, StoredEvent event) {}

  /** {@code digest} is told of every event that is written. */
  SqliteRows(Connection connection, boolean devices, JournalDigest digest) throws SQLException {
    this.digest = digest;
    event =
        connection.prepareStatement(
            "INSERT INTO events(ord, entity, seq, prev, at_ns, step, manifest, payload, crc)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    entity =
        connection.prepareStatement("INSERT INTO entity(id, persistence_id, crc) VALUES (?, ?, ?)");
    envelope =
        connection.prepareStatement(
            "INSERT INTO envelope(ord, serializer, serializer_manifest, adapter_manifest, writer,"
                + " tags, metadata_serializer, metadata_manifest, metadata)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    decoded = new DecodedTables(connection, devices);
  }

  /** Writes a group within the caller's transaction. */
  void write(List<Pending> group) throws SQLException {
    boolean newEntities = false;
    for (Pending pending : group) {
      if (pending.previous() == 0) {
        addEntity(pending.head());
        newEntities = true;
      }
      addEvent(pending);
      Envelope content = pending.event().content().envelope();
      if (!content.equals(Envelope.NONE)) {
        write(pending.event().order(), content);
      }
      decoded.add(pending.head(), pending.event());
    }
    if (newEntities) {
      entity.executeBatch();
    }
    event.executeBatch();
    decoded.flush();
  }

  private void addEntity(EntityHead head) throws SQLException {
    entity.setInt(1, head.number);
    entity.setString(2, head.persistenceId);
    entity.setInt(3, SqliteHeads.checksumOfNew(head.number, head.persistenceId));
    entity.addBatch();
  }

  private void addEvent(Pending pending) throws SQLException {
    StoredEvent stored = pending.event();
    EncodedEvent content = stored.content();
    event.setLong(1, stored.order());
    event.setInt(2, pending.head().number);
    event.setLong(3, stored.sequence());
    event.setLong(4, pending.previous());
    event.setLong(5, content.atNanos());
    event.setLong(6, content.step());
    event.setInt(7, content.kind());
    event.setBytes(8, content.payload());
    digest.add(bytes.fill(stored, pending.previous()));
    event.setInt(9, bytes.checksum());
    event.addBatch();
  }

  private void write(long order, Envelope content) throws SQLException {
    envelope.setLong(1, order);
    envelope.setInt(2, content.serializer());
    envelope.setString(3, content.serializerManifest());
    envelope.setString(4, content.adapterManifest());
    envelope.setString(5, content.writer());
    envelope.setString(6, content.tags());
    envelope.setInt(7, content.metadata().serializer());
    envelope.setString(8, content.metadata().manifest());
    envelope.setBytes(9, content.metadata().content().toArray());
    envelope.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    event.close();
    entity.close();
    envelope.close();
    decoded.close();
  }
}
