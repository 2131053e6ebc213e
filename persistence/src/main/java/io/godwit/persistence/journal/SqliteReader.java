package io.godwit.persistence.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/** Queries of an event file, which it owns. */
final class SqliteReader implements AutoCloseable {

  private final EventFile file;
  private Optional<EventQueries> queries = Optional.empty();

  SqliteReader(EventFile file) {
    this.file = file;
  }

  String name() {
    return file.path().toString();
  }

  int format() {
    return file.format();
  }

  /**
   * Lets all queries from now on see the file at one moment, while it may still be written. Also
   * spares each of them to read the write-ahead log of a run that was cut off.
   */
  void holdStill() {
    file.check(() -> file.connection().setAutoCommit(false));
  }

  /** The streams as of the table of entities. */
  SqliteHeads heads() {
    return file.read(() -> SqliteHeads.load(file));
  }

  /** Adds the names that follow those that are known already, by their numbers. */
  void addNames(List<String> names) {
    file.check(() -> SqliteHeads.addNames(file, names));
  }

  /** The last position in the global order; 0 when there is none. */
  long last() {
    return file.read(() -> SqliteHeads.last(file));
  }

  void catchUp(SqliteHeads heads) {
    file.check(() -> heads.catchUp(file));
  }

  /** Events up to {@code last} of the global order. */
  FileEvents all(long last, EntityNames names) {
    return between(0, last, names);
  }

  /** The same, compared with their tables; {@code atEnd} is given their digest. */
  StoredEvents verified(long last, EntityNames names, Consumer<String> atEnd) {
    DecodedCheck tables = file.read(() -> DecodedCheck.of(file, names));
    return new VerifiedEvents(file, between(0, last, names), tables, atEnd);
  }

  /** The event at this place of the global order, which is known to be there. */
  StoredEvent at(long order, EntityNames names) {
    try (StoredEvents one = between(order - 1, order, names)) {
      return one.next();
    }
  }

  /** Events after {@code from} and up to {@code to}, which is known to be there. */
  FileEvents between(long from, long to, EntityNames names) {
    return file.read(() -> new FileEvents(file, queries().between(from, to, names)));
  }

  StoredEvents of(EntityHead head, long from, long to, long most) {
    return file.read(() -> new FileEvents(file, queries().of(head, from, to, most)));
  }

  private EventQueries queries() throws SQLException {
    if (queries.isEmpty()) {
      queries = Optional.of(EventQueries.of(file));
    }
    return queries.get();
  }

  /** The facts about the run; throws when they are not what was written. */
  SortedMap<String, String> info() {
    return file.read(
        () ->
            file.hasChecksums()
                ? RunInfo.load(file.connection())
                : RunInfo.rows(file.connection()));
  }

  DamagedRecordException damaged(String what) {
    return file.damaged(new Damage(what));
  }

  @Override
  public void close() {
    file.close();
  }
}
