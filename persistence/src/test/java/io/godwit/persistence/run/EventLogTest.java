package io.godwit.persistence.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.codec.EventSamples;
import io.godwit.persistence.codec.EventType;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.journal.RecordException;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventLogTest {

  private static final List<EntityId> ENTITIES =
      List.of(EntityId.fleet(), EntityId.migration("web-1"), EntityId.member("host-1/net0/3"));

  @TempDir Path folder;

  private static Config settings(String kind, Path file) {
    return ConfigFactory.parseMap(Map.of("file", file.toString(), "group-size", 7))
        .withFallback(ConfigFactory.load().getConfig("godwit.journal." + kind));
  }

  /** Writes random events and returns what should be read back. */
  private static List<RecordedEvent> write(Gen gen, JournalSession session, int count) {
    List<RecordedEvent> written = new ArrayList<>();
    Map<EntityId, Long> sequences = new HashMap<>();
    for (long order = 1; order <= count; order++) {
      EntityId entity = gen.oneOf(ENTITIES);
      long sequence = sequences.merge(entity, 1L, Long::sum);
      var occurrence = EventSamples.random(gen, gen.oneOf(List.of(EventType.values())));
      session.append(entity, sequence, occurrence);
      written.add(new RecordedEvent(order, entity, sequence, occurrence));
    }
    return written;
  }

  private static void check(EventLog log, List<RecordedEvent> written) {
    assertThat(log.count()).isEqualTo(written.size());
    assertThat(list(log.events())).isEqualTo(written);
    for (EntityId entity : ENTITIES) {
      assertThat(list(log.events(entity)))
          .isEqualTo(written.stream().filter(event -> event.entity().equals(entity)).toList());
    }
    assertThat(list(log.events(EntityId.owner("nobody")))).isEmpty();
  }

  private static List<RecordedEvent> list(Stream<RecordedEvent> events) {
    try (events) {
      return events.toList();
    }
  }

  @Property(tries = 25)
  void should_give_back_what_was_written_from_disk_as_from_memory(Gen gen) throws IOException {
    int count = gen.between(0, 60);
    long seed = gen.between(0L, Long.MAX_VALUE);
    Path file = Files.createTempFile(folder, "events", ".db");
    JournalSession disk = JournalKind.openSession(settings("sqlite", file));
    JournalSession memory = JournalKind.openSession(settings("memory", file));
    List<RecordedEvent> written;
    try (disk) {
      written = write(new Gen(seed), disk, count);
      write(new Gen(seed), memory, count);
      check(EventLog.of(memory), written);
      check(EventLog.of(disk), written);
      assertThat(disk.digest()).isEqualTo(memory.digest());
    }
    try (EventLog log = EventLog.open(file)) {
      check(log, written);
      assertThat(log.digest()).isEqualTo(memory.digest()).isEqualTo(disk.digest());
    }
  }

  @Test
  void should_read_a_run_that_is_still_being_written() {
    Path file = folder.resolve("events.db");
    try (JournalSession session = JournalKind.openSession(settings("sqlite", file))) {
      List<RecordedEvent> written = write(new Gen(3), session, 20);
      session.flush();
      try (EventLog log = EventLog.open(file)) {
        session.append(EntityId.fabric(), 1, EventSamples.golden(EventType.RUN_FINISHED));
        session.flush();
        check(log, written);
      }
    }
  }

  @Test
  void should_keep_facts_about_the_run_apart_from_its_digest() {
    Path file = folder.resolve("events.db");
    try (JournalSession session = JournalKind.openSession(settings("sqlite", file))) {
      write(new Gen(3), session, 20);
      String digest = session.digest();
      session.putInfo(Map.of("wall-seconds", "1.25", "version", "0.1.0"));
      session.putInfo(Map.of("wall-seconds", "1.5"));
      assertThat(session.digest()).isEqualTo(digest);
    }
    try (EventLog log = EventLog.open(file)) {
      assertThat(log.info())
          .containsExactly(
              Map.entry("format", "2"),
              Map.entry("version", "0.1.0"),
              Map.entry("wall-seconds", "1.5"));
    }
  }

  @Test
  void should_say_so_when_there_is_no_file() {
    refuses(folder.resolve("nothing.db"), "there is no such file");
    assertThat(folder.resolve("nothing.db")).doesNotExist();
  }

  @Test
  void should_say_so_when_the_file_is_no_database() throws IOException {
    refuses(
        Files.writeString(folder.resolve("notes.txt"), "not a database at all"), "no SQLite file");
    refuses(folder, "it cannot be read");
  }

  @Test
  void should_say_so_when_the_database_is_somebody_elses() throws SQLException {
    Path file = folder.resolve("other.db");
    execute(file, "CREATE TABLE photos(id INTEGER)");
    refuses(file, "no run of Godwit's");
  }

  @Test
  void should_say_so_when_a_later_version_wrote_the_file() throws SQLException {
    Path file = folder.resolve("events.db");
    JournalKind.openSession(settings("sqlite", file)).close();
    execute(file, "PRAGMA user_version = 99");
    refuses(file, "schema version 99");
  }

  @Test
  void should_say_so_when_the_file_is_damaged() throws IOException {
    Path file = folder.resolve("events.db");
    try (JournalSession session = JournalKind.openSession(settings("sqlite", file))) {
      write(new Gen(3), session, 5_000);
    }
    byte[] content = Files.readAllBytes(file);
    for (int i = 8_192; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }
    Files.write(file, content);
    refuses(file, "it is damaged");
  }

  private static void refuses(Path file, String because) {
    assertThatThrownBy(() -> EventLog.open(file))
        .isInstanceOf(RecordException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(because);
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
