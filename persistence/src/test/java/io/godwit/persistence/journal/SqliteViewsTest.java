package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.Event;
import io.godwit.model.event.FabricEvent.FlowEnded;
import io.godwit.model.event.FabricEvent.FlowStarted;
import io.godwit.model.event.FleetEvent.LinkUsed;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.codec.EventSamples;
import io.godwit.persistence.codec.EventType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person with a SQL prompt sees of a run. */
class SqliteViewsTest {

  private static final EntityId WEB = EntityId.migration("web-1");

  @TempDir Path folder;

  private final Map<EntityId, Long> sequences = new TreeMap<>();
  private Path file;

  @BeforeEach
  void writeTwoAttempts() {
    file = folder.resolve("events.db");
    try (JournalSession session = open(false)) {
      write(session, 1, WEB, started(1));
      write(session, 2, WEB, new PhaseEntered("pre-copy"));
      write(session, 3, WEB, new MigrationFailed("pre-copy", "link \"up-1\" is down"));
      write(session, 10, WEB, started(2));
      write(session, 11, WEB, new PhaseEntered("pre-copy"));
      write(session, 20, WEB, round());
      write(session, 21, WEB, new PhaseEntered("stop"));
      write(session, 22, WEB, new FinalMemorySent(new ByteCount(4), SimDuration.ofMillis(1)));
      write(session, 23, WEB, completed());
      write(session, 5, EntityId.fabric(), flow(1, 5_000));
      write(session, 7, EntityId.fabric(), flow(2, 900));
      write(
          session,
          15,
          EntityId.fabric(),
          new FlowEnded(1, ByteCount.of(4_000), SimDuration.ofMillis(10)));
      write(
          session,
          30,
          EntityId.fleet(),
          new LinkUsed(
              "up-1", ByteRate.of(1_000), ByteCount.of(5_000), SimDuration.ZERO, ByteRate.of(250)));
    }
  }

  private JournalSession open(boolean devices) {
    var lock = new ReentrantLock();
    var options = new SqliteOptions(file, 100, 2, Duration.ofSeconds(1), devices, Durability.GROUP);
    return new JournalSession(SqliteStore.open(options, lock), lock);
  }

  private void write(JournalSession session, int millis, EntityId entity, Event event) {
    session.append(
        entity,
        sequences.merge(entity, 1L, Long::sum),
        new Occurrence(new SimTime(millis * 1_000_000L), millis, event));
  }

  private static MigrationStarted started(int attempt) {
    return new MigrationStarted(
        "web", "h1", "h2", attempt, ByteCount.ofGib(1), "qemu-8.2", "pre-copy", List.of("h1/a\"0"));
  }

  private static FlowStarted flow(long number, long size) {
    return new FlowStarted(
        number,
        WEB.persistenceId(),
        7,
        "h1",
        "h2",
        ByteCount.of(size),
        ByteCount.of(8),
        ByteRate.of(9),
        SimDuration.ofMillis(1),
        SimDuration.ofMillis(2),
        List.of("h1/tx", "h2/rx"));
  }

  private static RoundFinished round() {
    return new RoundFinished(1, ByteCount.of(9_000), ByteCount.of(70), SimDuration.ofMillis(9));
  }

  private static MigrationCompleted completed() {
    return new MigrationCompleted(
        SimDuration.ofMillis(2), SimDuration.ofMillis(13), 1, ByteCount.of(9_004), ByteCount.of(8));
  }

  private List<String> rows(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getString(column));
        }
        rows.add(String.join("|", row.stream().map(String::valueOf).toList()));
      }
      return rows;
    }
  }

  @Test
  void should_show_each_attempt_with_its_own_outcome() throws SQLException {
    assertThat(
            rows(
                "SELECT migration, attempt, started_s, outcome, failed_in, reason, downtime_ms, rounds"
                    + " FROM v_migrations ORDER BY attempt"))
        .containsExactly(
            "web-1|1|0.001|failed|pre-copy|link \"up-1\" is down|null|null",
            "web-1|2|0.01|completed|null|null|2.0|1");
  }

  @Test
  void should_show_how_long_each_phase_lasted() throws SQLException {
    assertThat(rows("SELECT migration, phase, began_s, lasted_ms FROM v_phases ORDER BY began_s"))
        .containsExactly(
            "web-1|pre-copy|0.002|1.0", "web-1|pre-copy|0.011|10.0", "web-1|stop|0.021|2.0");
  }

  @Test
  void should_show_rounds_links_counts_and_names() throws SQLException {
    assertThat(rows("SELECT round, sent_bytes, dirtied_bytes, took_ms, bytes_per_s FROM v_rounds"))
        .containsExactly("1|9000|70|9.0|1000000.0");
    assertThat(rows("SELECT link, peak_percent FROM v_links")).containsExactly("up-1|25.0");
    assertThat(rows("SELECT event, events FROM v_counts WHERE event LIKE 'phase%'"))
        .containsExactly("phase-entered.v1|3");
    assertThat(rows("SELECT kind, name, seq, event FROM v_events WHERE ord = 3"))
        .containsExactly("migration|web-1|3|migration-failed.v1");
    assertThat(
            rows("SELECT d.value FROM migration_started, json_each(devices) d WHERE attempt = 1"))
        .containsExactly("h1/a\"0");
  }

  @Test
  void should_leave_private_events_out_of_the_view_of_events() throws SQLException {
    Recorded.execute(file, "UPDATE manifest SET private = 1 WHERE name = 'phase-entered.v1'");
    assertThat(rows("SELECT count(*) FROM v_events")).containsExactly("10");
    assertThat(rows("SELECT event, private FROM v_all_events WHERE ord IN (2, 3)"))
        .containsExactly("phase-entered.v1|1", "migration-failed.v1|0");
    assertThat(rows("SELECT event, events, private FROM v_counts WHERE private"))
        .containsExactly("phase-entered.v1|3|1");
  }

  @Test
  void should_mark_what_is_private_and_give_it_no_table() throws SQLException {
    for (EventType type : EventType.values()) {
      String table = type.stem().replace('-', '_');
      assertThat(rows("SELECT private FROM manifest WHERE id = " + type.id()))
          .as(type.manifest())
          .containsExactly(type.isPrivate() ? "1" : "0");
      if (type.isPrivate()) {
        assertThat(rows("SELECT name FROM sqlite_master WHERE name = '" + table + "'")).isEmpty();
      }
    }
  }

  @Test
  void should_show_what_crossed_each_link_flow_by_flow() throws SQLException {
    assertThat(
            rows(
                "SELECT flow, asker, source, destination, size_bytes, context_bytes, sent_bytes,"
                    + " began_s, ended_s FROM v_flows ORDER BY flow"))
        .containsExactly(
            "1|migration|web-1|h1|h2|5000|8|4000|0.005|0.015",
            "2|migration|web-1|h1|h2|900|8|null|0.007|null");
    assertThat(
            rows(
                "SELECT link, flow, sent_bytes, bytes_per_s FROM v_link_flows ORDER BY flow, link"))
        .containsExactly(
            "h1/tx|1|4000|400000.0",
            "h2/rx|1|4000|400000.0",
            "h1/tx|2|null|null",
            "h2/rx|2|null|null");
  }

  @Test
  void should_give_every_event_a_table_when_devices_are_decoded() throws SQLException {
    file = folder.resolve("devices.db");
    try (JournalSession session = open(true)) {
      long sequence = 0;
      for (EventType type : EventType.values()) {
        session.append(WEB, ++sequence, EventSamples.golden(type));
      }
    }
    for (EventType type : EventType.values()) {
      assertThat(rows("SELECT entity FROM " + type.stem().replace('-', '_'))).containsExactly("1");
    }
    assertThat(rows("SELECT \"from\", \"to\", drain_ns FROM mode_changed"))
        .containsExactly("text-é-1|text-é-2|70003");
  }
}
