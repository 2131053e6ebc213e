package io.godwit.persistence.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file that this process is writing, read on from where it was read to before. Whose events those
 * are was mostly read before, too: reading on often costs little more than the events do.
 */
public final class GrowingSource {

  private final Path file;
  private final List<String> names = new ArrayList<>();
  private long read;

  /** Nothing is read yet; the file may be made later. */
  public GrowingSource(Path file) {
    this.file = file;
  }

  /**
   * Gives what was written since, in its order, but no more than {@code most} events. The file is
   * let go of before this returns.
   *
   * @return how many events that were
   */
  public long readOn(long most, Consumer<StoredEvent> taker) {
    long before = read;
    try (var reader = new SqliteReader(EventFiles.beside(file))) {
      reader.holdStill();
      reader.addNames(names);
      try (StoredEvents fresh = reader.between(read, reader.last(), EntityNames.of(names))) {
        while (read - before < most && fresh.hasNext()) {
          taker.accept(fresh.next());
          read++;
        }
      }
    }
    return read - before;
  }
}
