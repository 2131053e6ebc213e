package io.godwit.persistence.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/** An event file that is only read: the run is over, or somebody else is still writing it. */
public final class SqliteSource implements EventSource {

  private final SqliteReader reader;
  private final SqliteHeads heads;

  private SqliteSource(SqliteReader reader) {
    this.reader = reader;
    this.heads = reader.heads();
  }

  /** What is in {@code file} now; throws {@link JournalFailedException} when it is no run. */
  public static SqliteSource open(Path file) {
    var reader = new SqliteReader(file.toAbsolutePath());
    try {
      return new SqliteSource(reader);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  @Override
  public long count() {
    return heads.last();
  }

  @Override
  public StoredEvents all() {
    return reader.all(heads.last(), number -> heads.byNumber().get(number - 1).persistenceId);
  }

  @Override
  public StoredEvents of(String persistenceId) {
    EntityHead head = heads.byName().get(persistenceId);
    return head == null
        ? new ListedEvents(List.of())
        : reader.of(head, 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  @Override
  public Set<String> persistenceIds() {
    return Set.copyOf(heads.byName().keySet());
  }

  @Override
  public SortedMap<String, String> info() {
    return reader.info();
  }

  @Override
  public void close() {
    reader.close();
  }
}
