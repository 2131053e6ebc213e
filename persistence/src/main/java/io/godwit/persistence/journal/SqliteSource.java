package io.godwit.persistence.journal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * An event file at one moment, only read: the run is over, was cut off, or somebody else is still
 * writing it. Nothing in its folder is changed.
 */
public final class SqliteSource implements EventSource {

  private final SqliteReader reader;
  private final SortedMap<String, String> info;
  private final SqliteHeads heads;
  private Optional<String> digest = Optional.empty();

  private SqliteSource(SqliteReader reader) {
    this.reader = reader;
    reader.holdStill();
    info = reader.info();
    checkFormat();
    heads = reader.heads();
    checkSeal();
  }

  /**
   * What is in {@code file} now; throws {@link JournalFailedException} when it is no run, and
   * {@link DamagedRecordException} when it is not what was written.
   */
  public static SqliteSource open(Path file) {
    return open(new SqliteReader(EventFiles.untouched(file.toAbsolutePath())));
  }

  /** The facts about the run in {@code file}, without a look at its events. */
  public static SortedMap<String, String> info(Path file) {
    try (var reader = new SqliteReader(EventFiles.untouched(file.toAbsolutePath()))) {
      return reader.info();
    }
  }

  /** The same of a file that this process is writing. */
  public static SqliteSource beside(Path file) {
    return open(new SqliteReader(EventFiles.beside(file)));
  }

  private static SqliteSource open(SqliteReader reader) {
    try {
      return new SqliteSource(reader);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The number in the header has no checksum: the facts say it again. */
  private void checkFormat() {
    String fact = info.getOrDefault(RunInfo.FORMAT, String.valueOf(JournalFormat.FIRST));
    if (!fact.equals(String.valueOf(reader.format()))) {
      throw reader.damaged(
          "its header says format %d, its facts say %s".formatted(reader.format(), fact));
    }
  }

  private void checkSeal() {
    Optional<Seal> seal = Seal.in(info);
    if (seal.isPresent() && seal.get().events() != count()) {
      throw reader.damaged(
          "it holds %d events, the run's end put %d on record"
              .formatted(count(), seal.get().events()));
    }
  }

  @Override
  public String name() {
    return reader.name();
  }

  @Override
  public int format() {
    return reader.format();
  }

  @Override
  public long count() {
    return heads.last();
  }

  @Override
  public StoredEvents all() {
    return reader.all(count(), heads.names());
  }

  /** The same; {@code digest} is told of each when it is given out. */
  StoredEvents digested(JournalDigest digest) {
    return new Digested(reader.all(count(), heads.names()), digest);
  }

  @Override
  public StoredEvents verified(Optional<String> known) {
    Optional<String> recorded = known.or(() -> Seal.in(info).map(Seal::digest));
    return reader.verified(
        count(),
        heads.names(),
        found -> {
          if (recorded.isPresent() && !recorded.get().equals(found)) {
            throw reader.damaged("its events have another digest than the run put on record");
          }
          digest = Optional.of(found);
        });
  }

  @Override
  public String digest() {
    if (digest.isEmpty()) {
      try (StoredEvents all = all()) {
        digest = Optional.of(JournalDigest.of(all));
      }
    }
    return digest.get();
  }

  @Override
  public Optional<StoredEvent> last() {
    return count() == 0 ? Optional.empty() : Optional.of(reader.at(count(), heads.names()));
  }

  @Override
  public StoredEvents of(String persistenceId) {
    EntityHead head = heads.byName().get(persistenceId);
    if (head == null) {
      return new ListedEvents(List.of());
    }
    reader.catchUp(heads);
    return reader.of(head, 1, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Events {@code from} to {@code to} of a stream that stands as {@code head} says. */
  StoredEvents of(EntityHead head, long from, long to, long most) {
    return reader.of(head, from, to, most);
  }

  @Override
  public Set<String> persistenceIds() {
    return Set.copyOf(heads.byName().keySet());
  }

  @Override
  public SortedMap<String, String> info() {
    return info;
  }

  @Override
  public void close() {
    reader.close();
  }

  /** Events of a file on their way past a digest. */
  private record Digested(FileEvents events, JournalDigest digest) implements StoredEvents {

    @Override
    public boolean hasNext() {
      return events.hasNext();
    }

    @Override
    public StoredEvent next() {
      StoredEvent event = events.next();
      digest.add(events.bytes());
      return event;
    }

    @Override
    public void close() {
      events.close();
    }
  }
}
