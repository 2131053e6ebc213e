package io.godwit.persistence.journal;

import io.godwit.persistence.journal.SqliteRows.Pending;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the events in one SQLite file. */
final class SqliteStore implements EventStore {

  private final SqliteOptions options;
  private final Map<String, EntityHead> heads;
  private final EntityNames names;
  private JournalState state;
  private final boolean knowsDigest;
  private final SqliteWriter writer;
  private Optional<SqliteReader> reader = Optional.empty();
  private long last;

  /** The last event that is known to be in the file. */
  private long flushed;

  private boolean sealed;
  private boolean unflushed;
  private boolean closed;

  /** {@code knowsDigest} when the writer's digest is of all that the file holds. */
  SqliteStore(
      SqliteOptions options,
      SqliteHeads heads,
      boolean sealed,
      boolean knowsDigest,
      SqliteWriter writer) {
    this.options = options;
    this.heads = heads.byName();
    this.names = heads.names();
    this.state = heads.state();
    this.last = heads.last();
    this.flushed = last;
    this.sealed = sealed;
    this.knowsDigest = knowsDigest;
    this.writer = writer;
  }

  /** Opens or makes the file; everything that can be wrong with it is found here. */
  static SqliteStore open(SqliteOptions options, ReentrantLock lock) {
    return open(options, lock, Optional.empty());
  }

  /** The same; {@code past} is the digest of what the file holds, where that is known. */
  static SqliteStore open(SqliteOptions options, ReentrantLock lock, Optional<JournalDigest> past) {
    EventFile file = SqliteConnections.forWriting(options);
    try {
      SqliteHeads heads = SqliteHeads.load(file);
      heads.catchUp(file);
      boolean sealed = Seal.in(RunInfo.load(file.connection())).isPresent();
      file.connection().commit();
      JournalDigest digest = past.orElseGet(JournalDigest::new);
      var writer = new SqliteWriter(options, lock, file.connection(), digest);
      boolean knowsDigest = past.isPresent() || heads.last() == 0;
      return new SqliteStore(options, heads, sealed, knowsDigest, writer);
    } catch (SQLException e) {
      throw closing(file, SqliteFailures.of(options.file(), e));
    } catch (Damage damage) {
      throw closing(file, file.damaged(damage));
    }
  }

  private static RecordException closing(EventFile file, RecordException reason) {
    file.close();
    return reason;
  }

  @Override
  public String name() {
    return options.file().toString();
  }

  @Override
  public Map<String, EntityHead> heads() {
    return heads;
  }

  @Override
  public long count() {
    return last;
  }

  @Override
  public void append(EntityHead head, StoredEvent event) {
    breakSeal();
    writer.add(new Pending(head, head.last, event));
    last = event.order();
    head.last = last;
    unflushed = true;
  }

  @Override
  public void endOfWrite() {
    writer.endOfWrite();
  }

  @Override
  public void endOfBatch() {
    if (options.durability() == Durability.COMMIT) {
      flush();
    }
  }

  @Override
  public void deleted(EntityHead head) {
    perform(connection -> SqliteHeads.save(connection, head));
  }

  @Override
  public void flush() {
    if (unflushed || failure().isPresent()) {
      perform(connection -> {});
    }
  }

  private void perform(SqliteWriter.SqlAction action) {
    writer.perform(action);
    unflushed = false;
    flushed = last;
  }

  /**
   * Whoever goes on from here after a crash is spared to look through the events so far: where
   * their streams stand is written with it.
   */
  @Override
  public void afterwards(Runnable work) {
    long since = state.headsOrder();
    List<EntityHead> moved =
        heads.values().stream().filter(head -> head.last > since).map(EntityHead::copy).toList();
    JournalState now = state.withHeadsAt(last);
    state = now;
    later(
        connection -> {
          SqliteHeads.save(connection, moved);
          now.save(connection);
          carryOut(work);
        });
  }

  /** The same while {@link #heads} are those of an earlier time. */
  void afterwardsAlone(Runnable work) {
    later(connection -> carryOut(work));
  }

  private void later(SqliteWriter.SqlAction action) {
    writer.later(action);
    unflushed = true;
  }

  private static void carryOut(Runnable work) {
    try {
      work.run();
    } catch (RecordException failed) {
      throw new JournalFailedException(failed);
    }
  }

  @Override
  public StoredEvents all() {
    SqliteSource source = SqliteSource.beside(options.file());
    return new Owned(source.all(), source::close);
  }

  /** A stream that has rested for a while is in the file already: nothing waits for the writer. */
  @Override
  public StoredEvents of(EntityHead head, long from, long to, long most) {
    if (head.last > flushed || failure().isPresent()) {
      flush();
    }
    return reader().of(head, from, to, most);
  }

  private SqliteReader reader() {
    if (reader.isEmpty()) {
      reader = Optional.of(new SqliteReader(EventFiles.beside(options.file())));
    }
    return reader.get();
  }

  @Override
  public String digest() {
    flush();
    if (knowsDigest) {
      return writer.digest();
    }
    try (StoredEvents all = all()) {
      return JournalDigest.of(all);
    }
  }

  /** The events on record after {@code order}, with a connection of their own. */
  StoredEvents after(long order) {
    var own = new SqliteReader(EventFiles.beside(options.file()));
    return new Owned(own.between(order, last, names), own::close);
  }

  @Override
  public Optional<StoredEvent> last() {
    flush();
    try (SqliteSource source = SqliteSource.beside(options.file())) {
      return source.last();
    }
  }

  @Override
  public SortedMap<String, String> info() {
    if (!closed) {
      return reader().info();
    }
    try (var once = new SqliteReader(EventFiles.beside(options.file()))) {
      return once.info();
    }
  }

  @Override
  public void putInfo(Map<String, String> info) {
    perform(connection -> RunInfo.put(connection, info));
    sealed |= Seal.in(info).isPresent();
  }

  /** A run that goes on has not ended. */
  private void breakSeal() {
    if (sealed) {
      perform(connection -> RunInfo.remove(connection, Seal.KEYS));
      sealed = false;
    }
  }

  @Override
  public Optional<JournalFailedException> failure() {
    return writer.failure();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    reader.ifPresent(SqliteReader::close);
    reader = Optional.empty();
    try {
      perform(this::saveHeads);
      writer.perform(SqliteStore::leaveOneFile);
    } finally {
      writer.stop();
    }
  }

  private void saveHeads(Connection connection) throws SQLException {
    long since = state.headsOrder();
    SqliteHeads.save(
        connection, heads.values().stream().filter(head -> head.last > since).toList());
    state.withHeadsAt(last).save(connection);
  }

  /**
   * Leaves WAL mode, so that a finished run is one file which opens anywhere, read-only media
   * included. Not possible while somebody else reads; the next writer to close will do it then.
   */
  private static void leaveOneFile(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 0");
      statement.execute("PRAGMA journal_mode = DELETE");
    } catch (SQLException e) {
      if (!SqliteFailures.isBusy(e)) {
        throw e;
      }
    } finally {
      connection.setAutoCommit(false);
    }
  }

  /** Events together with what was opened to read them. */
  private record Owned(StoredEvents events, Runnable release) implements StoredEvents {

    @Override
    public boolean hasNext() {
      return events.hasNext();
    }

    @Override
    public StoredEvent next() {
      return events.next();
    }

    @Override
    public void close() {
      events.close();
      release.run();
    }
  }
}
