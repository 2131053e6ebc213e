package io.godwit.persistence.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.journal.JournalSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowingLogTest {

  private static final List<EntityId> ENTITIES =
      List.of(EntityId.fleet(), EntityId.hypervisor("host-0"), EntityId.hypervisor("host-1"));

  @TempDir private Path folder;

  private final List<RecordedEvent> read = new ArrayList<>();

  private static Config settings(Path file) {
    return ConfigFactory.parseMap(Map.of("file", file.toString()))
        .withFallback(ConfigFactory.load().getConfig("godwit.journal.sqlite"));
  }

  @Test
  void should_give_each_event_once_whoever_it_is_of() {
    Path file = folder.resolve("events.db");
    var log = new GrowingLog(file);
    try (JournalSession session = JournalKind.openSession(settings(file))) {
      append(session, 1, 2);
      assertThat(log.readOn(Long.MAX_VALUE, read::add)).isEqualTo(2);
      assertThat(log.readOn(Long.MAX_VALUE, read::add)).isZero();
      append(session, 3, 9);
      assertThat(log.readOn(3, read::add)).isEqualTo(3);
      assertThat(log.readOn(Long.MAX_VALUE, read::add)).isEqualTo(4);
    }

    try (EventLog whole = EventLog.open(file);
        Stream<RecordedEvent> events = whole.events()) {
      assertThat(read).isEqualTo(events.toList());
    }
  }

  /** Events with these numbers, of more and more entities. */
  private static void append(JournalSession session, int first, int last) {
    for (int number = first; number <= last; number++) {
      int entity = number % Math.min(ENTITIES.size(), 1 + number / 2);
      session.append(
          ENTITIES.get(entity),
          session.highestSequence(ENTITIES.get(entity).persistenceId()) + 1,
          new Occurrence(
              new SimTime(number), number, new MigrationSettled("plan-0/vm-" + number, "lost", 1)));
    }
    session.flush();
  }
}
