package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.event.FleetEvent.RunFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that goes on from an earlier position compares what is there and writes what is not. */
class ResumedStoreTest {

  private static final int RECORDED = 20;
  private static final int WHOLE = 35;

  @TempDir private Path folder;

  private Path file;
  private String wholeDigest;

  @BeforeEach
  void record() {
    file = folder.resolve("whole.db");
    try (JournalSession whole = open(Map.of())) {
      write(whole, 1, WHOLE);
      wholeDigest = whole.digest();
    }
    file = folder.resolve("events.db");
    try (JournalSession first = open(Map.of())) {
      write(first, 1, RECORDED);
    }
  }

  private JournalSession open(Map<String, Object> settings) {
    Config own =
        ConfigFactory.parseMap(settings)
            .withFallback(ConfigFactory.parseMap(Map.of("file", file.toString())));
    return JournalKind.openSession(
        own.withFallback(ConfigFactory.defaultReference().getConfig("godwit.journal.sqlite")));
  }

  private JournalSession resume(long from) {
    return open(Map.of("resume-from", from));
  }

  /** Event {@code number} of the run: three entities, the last of which begins late. */
  private static EntityId entity(int number) {
    return EntityId.migration("web-" + (number > 12 ? number % 3 : number % 2));
  }

  private static void write(JournalSession session, int first, int last) {
    for (int number = first; number <= last; number++) {
      EntityId entity = entity(number);
      session.append(
          entity, session.highestSequence(entity.persistenceId()) + 1, event(number, number));
    }
  }

  private static Occurrence event(int number, long content) {
    return new Occurrence(new SimTime(10L * number), number, new RunFinished(content));
  }

  private static List<Long> orders(StoredEvents events) {
    List<Long> orders = new ArrayList<>();
    try (events) {
      events.forEachRemaining(event -> orders.add(event.order()));
    }
    return orders;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 12, 13, 19, RECORDED})
  void should_end_as_if_it_had_never_been_interrupted(int from) {
    try (JournalSession session = resume(from)) {
      assertThat(session.count()).isEqualTo(from);
      assertThat(session.recorded()).isEqualTo(RECORDED);
      write(session, from + 1, WHOLE);
      assertThat(session.count()).isEqualTo(WHOLE);
      assertThat(session.recorded()).isEqualTo(WHOLE);
      assertThat(session.digest()).isEqualTo(wholeDigest);
    }
    try (SqliteSource source = SqliteSource.open(file)) {
      assertThat(source.count()).isEqualTo(WHOLE);
      assertThat(JournalDigest.of(source.all())).isEqualTo(wholeDigest);
      assertThat(orders(source.of(entity(2).persistenceId()))).hasSizeGreaterThan(10).isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 13})
  void should_replay_a_stream_up_to_where_the_run_stands(int from) {
    try (JournalSession session = resume(from)) {
      for (int at = from; at <= WHOLE; at++) {
        List<Long> expected = new ArrayList<>();
        for (int number = 1; number <= at; number++) {
          if (entity(number).equals(entity(2))) {
            expected.add((long) number);
          }
        }
        assertThat(orders(session.replay(entity(2).persistenceId(), 1, 99, 99)))
            .isEqualTo(expected);
        write(session, at + 1, at + 1);
      }
    }
  }

  @Test
  void should_show_both_sides_of_the_first_difference_and_change_nothing() throws IOException {
    String before = digest();
    try (JournalSession session = resume(5)) {
      write(session, 6, 8);
      EntityId entity = entity(9);
      long sequence = session.highestSequence(entity.persistenceId()) + 1;
      assertThatThrownBy(() -> session.append(entity, sequence, event(9, 1_000)))
          .isInstanceOf(JournalFailedException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("event 9 is not what the run did the first time")
          .hasMessageContaining("on record: migration|web-1, its event 5")
          .hasMessageContaining("RunFinished[deliveries=9]")
          .hasMessageContaining("RunFinished[deliveries=1000]");
      assertThat(session.failure()).isPresent();
      assertThatThrownBy(() -> write(session, 9, 9)).isInstanceOf(JournalFailedException.class);
    }
    assertThat(digest()).isEqualTo(before);
  }

  private String digest() {
    try (SqliteSource source = SqliteSource.open(file)) {
      return JournalDigest.of(source.all());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 9, 13, 18, 19, RECORDED})
  void should_leave_every_stream_whole_wherever_it_differs(int differing) throws IOException {
    kill();
    for (EntityId other : List.of(entity(differing), EntityId.migration("new"))) {
      try (JournalSession session = resume(5)) {
        write(session, 6, differing - 1);
        long sequence = session.highestSequence(other.persistenceId()) + 1;
        assertThatThrownBy(() -> session.append(other, sequence, event(differing, 1_000)))
            .isInstanceOf(JournalFailedException.class);
      }
      try (SqliteSource source = SqliteSource.open(file)) {
        for (EntityId each : List.of(entity(14), entity(15), entity(16))) {
          assertThat(orders(source.of(each.persistenceId())))
              .as("%s, event %d differs", each, differing)
              .isEqualTo(recorded(each));
        }
      }
    }
    should_end_as_if_it_had_never_been_interrupted(5);
  }

  @Test
  void should_not_count_an_event_that_was_not_to_be() throws IOException {
    EntityId early = EntityId.migration("early");
    file = Files.createDirectory(folder.resolve("dying")).resolve("events.db");
    try (JournalSession first = open(Map.of())) {
      first.append(early, 1, event(1, 1));
      write(first, 2, 8);
      kill(first);
    }
    file = folder.resolve("killed/events.db");
    try (JournalSession session = resume(3)) {
      assertThatThrownBy(() -> session.append(early, 2, event(4, 4)))
          .isInstanceOf(JournalFailedException.class);
    }
    try (JournalSession session = open(Map.of())) {
      assertThat(session.highestSequence(early.persistenceId())).isEqualTo(1);
    }
  }

  /** Leaves the same events in another file, as of a run that was killed after a checkpoint. */
  private void kill() throws IOException {
    file = Files.createDirectory(folder.resolve("dying")).resolve("events.db");
    try (JournalSession first = open(Map.of())) {
      write(first, 1, 5);
      first.afterwards(() -> {});
      write(first, 6, RECORDED);
      kill(first);
    }
    file = folder.resolve("killed/events.db");
  }

  /** Leaves in another folder what is there when {@code session} is killed now. */
  private void kill(JournalSession session) throws IOException {
    session.flush();
    Path killed = Files.createDirectory(folder.resolve("killed"));
    for (String part : List.of("events.db", "events.db-wal", "events.db-shm")) {
      Files.copy(file.resolveSibling(part), killed.resolve(part));
    }
  }

  private static List<Long> recorded(EntityId entity) {
    return LongStream.rangeClosed(1, RECORDED)
        .filter(number -> entity((int) number).equals(entity))
        .boxed()
        .toList();
  }

  @Test
  void should_go_on_again_when_it_is_interrupted_before_it_has_caught_up() {
    try (JournalSession session = resume(3)) {
      write(session, 4, 9);
    }
    try (JournalSession continued = open(Map.of())) {
      assertThat(continued.count()).isEqualTo(RECORDED);
      assertThat(orders(continued.of(entity(2).persistenceId()))).endsWith(18L);
    }
    try (JournalSession session = resume(6)) {
      write(session, 7, WHOLE);
      assertThat(session.digest()).isEqualTo(wholeDigest);
    }
  }

  @Test
  void should_refuse_a_position_that_the_record_does_not_reach() {
    assertThatThrownBy(() -> resume(RECORDED + 1))
        .isInstanceOf(JournalFailedException.class)
        .hasMessageContaining("it ends with event 20, and the run is to go on after event 21");
    assertThat(digest()).isNotEmpty();
  }

  @Test
  void should_do_afterwards_what_needs_the_events_in_the_file() throws IOException {
    Path seen = folder.resolve("seen");
    try (JournalSession session = resume(RECORDED)) {
      write(session, RECORDED + 1, RECORDED + 3);
      session.afterwards(() -> note(seen));
      write(session, RECORDED + 4, RECORDED + 6);
      session.flush();
      assertThat(seen).hasContent(String.valueOf(RECORDED + 3));
      session.afterwards(
          () -> {
            throw new RecordException("beside it", "the disk is full", "free some space");
          });
      assertThatThrownBy(session::flush)
          .isInstanceOf(JournalFailedException.class)
          .hasMessage("beside it: the disk is full; free some space");
    } catch (JournalFailedException closing) {
      assertThat(closing).hasMessageContaining("the disk is full");
    }
  }

  private void note(Path seen) {
    try {
      Files.writeString(seen, counted());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void should_write_where_streams_stand_with_what_is_done_afterwards() throws Exception {
    try (JournalSession session = resume(5)) {
      write(session, 6, 10);
      session.afterwards(() -> {});
      session.flush();
      assertThat(headsOrder()).as("streams stand at an earlier time").isEqualTo(RECORDED);
      write(session, 11, WHOLE);
      session.afterwards(() -> {});
      session.flush();
      assertThat(headsOrder()).isEqualTo(WHOLE);
    }
  }

  private long headsOrder() throws SQLException, Damage {
    try (EventFile beside = EventFiles.beside(file)) {
      return JournalState.load(beside.connection(), beside.format()).headsOrder();
    }
  }

  private String counted() {
    try (SqliteSource source = SqliteSource.open(file)) {
      return String.valueOf(source.count());
    }
  }
}
