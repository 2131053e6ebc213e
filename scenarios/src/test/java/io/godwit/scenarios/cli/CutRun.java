package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes folders of runs: one that came to its end, and what is left of one that was killed. */
final class CutRun {

  private CutRun() {}

  /** A run of {@code first-migration} in {@code folder}. */
  static Path finished(Path folder) {
    Terminal run = Terminal.godwit("run", "first-migration", "--out", folder.toString(), "--quiet");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return folder;
  }

  /**
   * What {@code kill -9} leaves in {@code folder} when so many events of the run in {@code whole}
   * were written: the files as they are while the journal is open.
   */
  static Path killed(Path whole, long events, Path folder) throws IOException {
    Path dying = Files.createDirectories(folder.resolveSibling(folder.getFileName() + "-dying"));
    Files.copy(RunFolder.open(whole).scenario(), dying.resolve("scenario.yaml"));
    RunFolder run = RunFolder.at(Files.createDirectories(folder));
    try (EventLog log = EventLog.open(whole.resolve("events.db"));
        Stream<RecordedEvent> history = log.events();
        JournalSession session = JournalKind.openSession(settings(dying.resolve("events.db")))) {
      session.putInfo(vouchers(log));
      history.limit(events).forEachOrdered(event -> append(session, event));
      session.flush();
      for (String file : List.of("scenario.yaml", "events.db", "events.db-wal", "events.db-shm")) {
        Files.copy(dying.resolve(file), run.path().resolve(file));
      }
    }
    return folder;
  }

  /** What is on record before the first event. */
  private static Map<String, String> vouchers(EventLog log) {
    Map<String, String> facts = new TreeMap<>(log.info());
    facts.keySet().removeAll(List.of("format", "events", "digest", "wall_seconds"));
    return facts;
  }

  /** Puts on record, with a checksum that is right, that these are the facts about a run. */
  static void claim(Path run, Map<String, String> facts) {
    try (JournalSession session = JournalKind.openSession(settings(run.resolve("events.db")))) {
      session.putInfo(facts);
    }
  }

  /** The first events of {@code whole}, as if it had come to its end with them. */
  static Path ended(Path whole, long events, Path folder) throws IOException {
    killed(whole, events, folder);
    try (JournalSession session = JournalKind.openSession(settings(folder.resolve("events.db")))) {
      session.seal(Map.of());
    }
    return folder;
  }

  private static void append(JournalSession session, RecordedEvent event) {
    session.append(event.entity(), event.sequence(), event.occurrence());
  }

  private static Config settings(Path file) {
    return ConfigFactory.parseMap(Map.of("file", file.toString(), "group-size", 7))
        .withFallback(ConfigFactory.load().getConfig("godwit.journal.sqlite"));
  }
}
