package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading leaves a folder as it was, whatever state its run was left in. */
class EventFileTest {

  @TempDir private Path folder;

  /** The files of a run that was killed after {@link Recorded#EVENTS} events. */
  private Path killed(String... files) throws IOException {
    Path dying = Files.createDirectories(folder.resolve("dying")).resolve("events.db");
    Path left = Files.createDirectories(folder.resolve("left")).resolve("events.db");
    try (JournalSession session = Recorded.open(dying)) {
      Recorded.write(session);
      session.flush();
      for (String file : files) {
        Files.copy(dying.resolveSibling(file), left.resolveSibling(file));
      }
    }
    return left;
  }

  private static Map<String, String> content(Path file) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (var files = Files.list(file.getParent())) {
      for (Path each : files.toList()) {
        byte[] bytes = Files.readAllBytes(each);
        content.put(each.getFileName().toString(), new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  private static void readsAll(Path file) throws IOException {
    Map<String, String> before = content(file);
    try (SqliteSource source = SqliteSource.open(file);
        StoredEvents all = source.all();
        StoredEvents one = source.of(Recorded.ENTITIES.get(0).persistenceId())) {
      long last = 0;
      while (all.hasNext()) {
        last = all.next().order();
      }
      assertThat(last).isEqualTo(source.count()).isEqualTo(Recorded.EVENTS);
      assertThat(one.next().sequence()).isEqualTo(1);
    }
    assertThat(content(file)).isEqualTo(before);
  }

  @Test
  void should_read_what_a_killed_run_left() throws IOException {
    readsAll(killed("events.db", "events.db-wal", "events.db-shm"));
  }

  @Test
  void should_read_it_without_the_index_of_its_log() throws IOException {
    readsAll(killed("events.db", "events.db-wal"));
  }

  @Test
  void should_read_it_with_an_index_that_is_damaged() throws IOException {
    Path file = killed("events.db", "events.db-wal");
    Files.write(file.resolveSibling("events.db-shm"), new byte[40_000]);
    readsAll(file);
  }

  @Test
  void should_read_a_finished_run() throws IOException {
    readsAll(Recorded.finished(folder.resolve("events.db")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "100%", "what?", "#1", "a&b=c", "é€"})
  void should_read_it_whatever_its_folder_is_called(String name) throws IOException {
    readsAll(Recorded.finished(folder.resolve(name).resolve("events.db")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 25, 40, 50, 5_000, 20_000})
  void should_tell_a_log_that_is_damaged_from_one_that_a_crash_cut(int place) throws IOException {
    Path file = killed("events.db", "events.db-wal", "events.db-shm");
    Path log = file.resolveSibling("events.db-wal");
    byte[] content = Files.readAllBytes(log);
    content[place] ^= 4;
    Files.write(log, content);
    assertThatThrownBy(() -> readsAll(file))
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining("log differs from its checksum");
  }

  @Test
  void should_read_as_much_as_there_is_when_the_log_was_cut() throws IOException {
    Path file = killed("events.db", "events.db-wal", "events.db-shm");
    Path log = file.resolveSibling("events.db-wal");
    byte[] content = Files.readAllBytes(log);
    long before = 0;
    for (int length = 0; length <= content.length; length += 3_000) {
      Files.write(log, Arrays.copyOf(content, length));
      try (SqliteSource source = SqliteSource.open(file);
          StoredEvents events = source.verified(Optional.empty())) {
        long read = 0;
        while (events.hasNext()) {
          read = events.next().order();
        }
        assertThat(read).isEqualTo(source.count()).isGreaterThanOrEqualTo(before);
        before = read;
      }
    }
    assertThat(before).isGreaterThan(20);
  }

  @Test
  void should_leave_no_copy_behind() throws IOException {
    EventFile open = EventFiles.untouched(killed("events.db", "events.db-wal"));
    Path copy = open.copy().orElseThrow().folder();
    assertThat(copy).isDirectory();
    open.close();
    assertThat(copy).doesNotExist();
  }
}
