package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.persistence.codec.EventSamples;
import io.godwit.persistence.codec.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9}, from the first moment on: what is left can be read and continued. */
class KilledRunTest {

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("run").resolve("events.db");
  }

  @Test
  void should_have_recorded_nothing_when_it_is_killed_while_the_file_is_made()
      throws IOException, InterruptedException {
    KilledWriter.killWhen(file(), () -> KilledWriter.size(file(), ".new") >= 0);
    goesOn();
  }

  @Test
  void should_be_reopened_when_it_is_killed_as_soon_as_the_file_is_there()
      throws IOException, InterruptedException {
    KilledWriter.killWhen(file(), () -> Files.exists(file()));
    goesOn();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100_000, 1_000_000})
  void should_be_reopened_when_it_is_killed_with_so_much_in_its_log(int bytes)
      throws IOException, InterruptedException {
    KilledWriter.killWhen(file(), () -> KilledWriter.size(file(), "-wal") >= bytes);
    goesOn();
  }

  /** Reads what is left, or finds nothing; then writes on, and reads that too. */
  private void goesOn() {
    long left = Files.exists(file()) ? readAll() : 0;
    try (JournalSession next = Recorded.open(file())) {
      assertThat(next.count()).isEqualTo(left);
      assertThat(next.highestSequence(KilledWriter.id())).isEqualTo(left);
      next.append(
          Recorded.ENTITIES.get(1), left + 1, EventSamples.golden(EventType.ROUND_FINISHED));
    }
    assertThat(readAll()).isEqualTo(left + 1);
  }

  private long readAll() {
    long read = 0;
    try (SqliteSource source = SqliteSource.open(file());
        StoredEvents events = source.verified(Optional.empty())) {
      while (events.hasNext()) {
        events.next();
        read++;
      }
    }
    return read;
  }
}
