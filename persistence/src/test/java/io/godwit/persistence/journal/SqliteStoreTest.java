package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.codec.EventCodec;
import io.godwit.persistence.codec.EventSamples;
import io.godwit.persistence.codec.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteStoreTest {

  private static final EntityId WEB = EntityId.migration("web-1");
  private static final Occurrence ROUND = EventSamples.golden(EventType.ROUND_FINISHED);

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("run").resolve("events.db");
  }

  private JournalSession open() {
    var lock = new ReentrantLock();
    return new JournalSession(SqliteStore.open(options(file), lock), lock);
  }

  private static SqliteOptions options(Path file) {
    return new SqliteOptions(file, 4, 2, Duration.ofMillis(20), true, Durability.GROUP);
  }

  private static List<StoredEvent> all(EventSource source) {
    List<StoredEvent> events = new ArrayList<>();
    try (StoredEvents all = source.all()) {
      all.forEachRemaining(events::add);
    }
    return events;
  }

  @Test
  void should_go_on_where_it_was_when_a_finished_file_is_opened_again() {
    try (JournalSession first = open()) {
      first.append(WEB, 1, ROUND);
      first.delete(WEB.persistenceId(), 1);
    }
    try (JournalSession second = open()) {
      assertThat(second.highestSequence(WEB.persistenceId())).isEqualTo(1);
      second.append(EntityId.fleet(), 1, ROUND);
      second.append(WEB, 2, ROUND);
      assertThat(all(second)).extracting(StoredEvent::order).containsExactly(1L, 2L, 3L);
      try (StoredEvents replay = second.replay(WEB.persistenceId(), 1, 9, 9)) {
        assertThat(replay.next().sequence()).isEqualTo(2);
        assertThat(replay.hasNext()).isFalse();
      }
      try (StoredEvents read = second.all()) {
        assertThat(second.digest()).isEqualTo(JournalDigest.of(read));
      }
    }
  }

  @Test
  void should_put_the_end_on_record_and_take_it_back_when_the_run_goes_on() {
    try (JournalSession first = open()) {
      first.append(WEB, 1, ROUND);
      first.seal(Map.of("wall_seconds", "2"));
      assertThat(Seal.in(first.info())).contains(new Seal(1, first.digest()));
    }
    try (JournalSession second = open()) {
      assertThat(Seal.in(second.info())).isPresent();
      second.append(WEB, 2, ROUND);
      assertThat(second.info()).containsOnlyKeys("format", "wall_seconds");
    }
  }

  @Test
  void should_not_go_on_with_a_file_of_the_first_format() throws SQLException {
    open().close();
    Recorded.execute(file, "PRAGMA user_version = 1");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining(
            "it was written in format 1, which can be read, and not be continued");
  }

  @Test
  void should_lose_only_what_was_not_flushed_when_the_process_dies() throws IOException {
    Path copy = folder.resolve("copy.db");
    try (JournalSession dying = open()) {
      for (int i = 1; i <= 10; i++) {
        dying.append(WEB, i, ROUND);
      }
      dying.flush();
      Files.copy(file, copy);
      Files.copy(Path.of(file + "-wal"), Path.of(copy + "-wal"));
    }
    file = copy;
    try (JournalSession next = open()) {
      assertThat(next.count()).isEqualTo(10);
      next.append(WEB, 11, ROUND);
      try (StoredEvents replay = next.replay(WEB.persistenceId(), 9, 99, 99)) {
        assertThat(replay.next().sequence()).isEqualTo(9);
        assertThat(replay.next().sequence()).isEqualTo(10);
        assertThat(replay.next().order()).isEqualTo(11);
      }
    }
  }

  @Test
  void should_leave_one_file_that_opens_anywhere_when_it_is_closed() throws IOException {
    try (JournalSession session = open()) {
      session.append(WEB, 1, ROUND);
    }
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void should_write_what_nobody_flushes_after_a_pause() {
    try (JournalSession session = open()) {
      session.append(WEB, 1, ROUND);
      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      long seen = 0;
      while (seen == 0 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
        try (SqliteSource other = SqliteSource.open(file)) {
          seen = other.count();
        }
      }
      assertThat(seen).isEqualTo(1);
    }
  }

  @Test
  void should_read_one_moment_of_a_file_that_gets_new_entities_meanwhile()
      throws InterruptedException {
    try (JournalSession session = open()) {
      var writer =
          new Thread(
              () -> {
                for (int i = 0; i < 2_000; i++) {
                  session.append(EntityId.hypervisor("host-" + i), 1, ROUND);
                  session.flush();
                }
              });
      writer.start();
      long seen = 0;
      while (writer.isAlive()) {
        try (SqliteSource other = SqliteSource.open(file)) {
          assertThat(other.count()).isGreaterThanOrEqualTo(seen);
          seen = other.count();
        }
      }
      writer.join();
      assertThat(session.count()).isEqualTo(2_000);
    }
  }

  @Test
  void should_keep_all_or_nothing_of_a_write_and_fail_at_once_when_the_disk_is_full()
      throws SQLException, Damage {
    var lock = new ReentrantLock();
    EventFile open = SqliteConnections.forWriting(options(file));
    Connection connection = open.connection();
    SqliteHeads heads = SqliteHeads.load(open);
    connection.commit();
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = 100");
    }
    connection.commit();
    var writer = new SqliteWriter(options(file), lock, connection, new JournalDigest());
    var store = new SqliteStore(options(file), heads, false, true, writer);
    var session = new JournalSession(store, lock);
    EncodedEvent event = EncodedEvent.of(ROUND, new EventCodec(), Envelope.NONE);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                session.append("web", 3L * i + 1, Collections.nCopies(3, event));
              }
            })
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("the disk is full; free some space");
    assertThatThrownBy(session::flush).isInstanceOf(JournalFailedException.class);
    assertThatThrownBy(session::digest).isInstanceOf(JournalFailedException.class);
    assertThat(session.failure()).isPresent();
    assertThatThrownBy(session::close).isInstanceOf(JournalFailedException.class);
    try (SqliteSource kept = SqliteSource.open(file)) {
      assertThat(kept.count()).isPositive().matches(count -> count % 3 == 0);
    }
  }

  @Test
  void should_name_the_remedy_when_another_program_has_locked_the_file() throws SQLException {
    open().close();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      assertThatThrownBy(this::open)
          .isInstanceOf(JournalFailedException.class)
          .hasMessageContaining(file + ": another program has locked it; close that program");
    }
  }

  @Test
  void should_fail_when_another_run_writes_to_the_same_file() {
    try (JournalSession one = open()) {
      JournalSession two = open();
      one.append(WEB, 1, ROUND);
      one.flush();
      two.append(WEB, 1, ROUND);
      assertThatThrownBy(two::flush)
          .isInstanceOf(JournalFailedException.class)
          .hasMessageContaining("another writer has added events");
    }
  }

  @Test
  void should_refuse_a_file_that_is_no_event_log_and_leave_it_alone() throws IOException {
    file = Files.writeString(folder.resolve("thesis.txt"), "a text, and not a short one at that");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("this is no SQLite file");
    assertThat(file).hasContent("a text, and not a short one at that");
  }

  @Test
  void should_name_the_folder_when_it_cannot_be_made() throws IOException {
    Path inTheWay = Files.writeString(folder.resolve("file"), "mine");
    file = inTheWay.resolve("events.db");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("its folder cannot be made");
  }

  @Test
  void should_refuse_a_second_event_with_the_same_number_and_go_on() {
    try (JournalSession session = open()) {
      session.append(WEB, 1, ROUND);
      assertThatThrownBy(() -> session.append(WEB, 1, ROUND))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("two actors write under one id");
      session.append(WEB, 2, ROUND);
      assertThat(all(session)).hasSize(2);
    }
  }

  @Test
  void should_refuse_events_after_it_was_closed() {
    JournalSession session = open();
    session.close();
    assertThatThrownBy(() -> session.append(WEB, 1, ROUND)).hasMessageContaining("was closed");
  }

  @ParameterizedTest
  @CsvSource({
    "8, read-only",
    "13, disk is full",
    "14, cannot be opened",
    "5, locked",
    "517, locked",
    "11, damaged",
    "26, damaged",
    "10, SQLite failed (why)"
  })
  void should_say_what_each_result_code_means(int code, String meaning) {
    assertThat(SqliteFailures.of(file, new SQLException("why", "", code)))
        .hasMessageContaining(file.toString())
        .hasMessageContaining(meaning);
  }
}
