package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.id.EntityId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that is not what was written is never believed. */
class DamagedRecordTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void record() {
    file = Recorded.finished(folder.resolve("events.db"));
  }

  /** Reads as a report does. */
  private void readAll() {
    try (SqliteSource source = SqliteSource.open(file);
        StoredEvents events = source.verified(Optional.empty())) {
      while (events.hasNext()) {
        events.next();
      }
    }
  }

  private void readStream(EntityId entity) {
    try (SqliteSource source = SqliteSource.open(file);
        StoredEvents events = source.of(entity.persistenceId())) {
      while (events.hasNext()) {
        events.next();
      }
    }
  }

  @Test
  void should_believe_what_was_not_touched() {
    assertThatCode(this::readAll).doesNotThrowAnyException();
    for (EntityId entity : Recorded.ENTITIES) {
      assertThatCode(() -> readStream(entity)).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at_ns = at_ns + 1",
        "step = step + 1",
        "seq = seq + 1",
        "prev = prev - 1",
        "entity = entity % 3 + 1",
        "manifest = 102",
        "payload = zeroblob(length(payload))",
        "crc = crc + 1"
      })
  void should_say_which_events_are_sound_when_one_was_edited(String edit) {
    Recorded.execute(file, "UPDATE events SET " + edit + " WHERE ord = 20");
    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining(file + ": it is damaged: event 20 ")
        .hasMessageContaining("events 1 to 19 are sound, up to")
        .hasMessageContaining("restore it from a copy");
    assertThatThrownBy(() -> readStream(Recorded.ENTITIES.get(1)))
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining("events 1 to 19 are sound");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE FROM events WHERE ord = 20               | event 20 is missing  | 1 to 19 are sound",
        "DELETE FROM events WHERE ord > 20               | events 21 to 30      | 1 to 20 are sound",
        "UPDATE events SET ord = 31 WHERE ord = 20       | it holds 31 events   | 1 to 19 are sound",
        "UPDATE entity SET persistence_id = 'x' WHERE id = 3 | entity 3 differs | 1 to 2 are sound",
        "UPDATE entity SET last_ord = 3 WHERE id = 3     | entity 3 differs     | 1 to 30 are sound",
        "DELETE FROM entity WHERE id = 2                 | entity 2 is missing  | 1 to 1 are sound",
        "UPDATE manifest SET name = 'x' WHERE id = 502   | event 2 differs      | 1 to 1 are sound",
        "UPDATE run_info SET value = '2' WHERE key = 'wall_seconds' | the facts | 1 to 30 are sound",
        "DELETE FROM run_info WHERE key = 'digest'       | the facts            | 1 to 30 are sound",
        "UPDATE journal_state SET heads_ord = 29         | the journal's state  | 1 to 30 are sound",
        "UPDATE round_finished SET round = round + 1 WHERE ord = 20 | table round_finished differs from event 20 | 1 to 30 are sound",
        "UPDATE round_finished SET entity = 2 WHERE ord = 18        | table round_finished differs from event 18 | 1 to 30 are sound",
        "UPDATE round_finished SET took_ns = took_ns + 0.5          | table round_finished differs from event 2  | 1 to 30 are sound",
        "DELETE FROM round_finished WHERE ord = 20       | table round_finished lacks event 20 | 1 to 30 are sound",
        "INSERT INTO phase_entered VALUES (31, 1, 1, 'stop') | table phase_entered has a row for event 31 | 1 to 30 are sound",
        "PRAGMA user_version = 1                         | its header says format 1, its facts say 2 | too old to have checksums",
      })
  void should_name_what_is_wrong_and_what_is_sound(String edit, String wrong, String sound) {
    Recorded.execute(file, edit);
    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining(wrong)
        .hasMessageContaining(sound);
  }

  @Test
  void should_refuse_events_with_another_digest_than_was_put_on_record() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      RunInfo.put(connection, Map.of("digest", "0".repeat(64)));
    }
    assertThatThrownBy(this::readAll)
        .isInstanceOf(DamagedRecordException.class)
        .hasMessageContaining("another digest");
  }

  @Test
  void should_refuse_a_file_that_was_cut_anywhere() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    List<String> believed = new ArrayList<>();
    for (int length = 0; length < whole.length; length += 1_111) {
      Files.write(file, Arrays.copyOf(whole, length));
      try {
        readAll();
        believed.add("cut to " + length);
      } catch (RecordException refused) {
        assertThat(refused).hasMessageContaining(file.toString());
      }
    }
    assertThat(believed).isEmpty();
  }

  @Test
  void should_not_be_continued() {
    Recorded.execute(file, "UPDATE journal_state SET heads_ord = 29");
    assertThatThrownBy(() -> Recorded.open(file)).isInstanceOf(DamagedRecordException.class);
  }
}
