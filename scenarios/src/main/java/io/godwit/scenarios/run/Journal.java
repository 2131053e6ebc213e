package io.godwit.scenarios.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.persistence.journal.JournalKind;
import java.nio.file.Path;
import java.util.Map;

/** Where a run's events go, as Akka's configuration says it. */
public final class Journal {

  /** One file of one jar: a look for more of its name would open all jars there are. */
  private static final String JOURNALS = "/godwit-journal.conf";

  private static final String PLUGIN = "akka.persistence.journal.plugin";

  private Journal() {}

  /** Events go into a SQLite file. */
  public static Config onDisk(Path events) {
    return settings(
        Map.of(
            PLUGIN,
            "godwit.journal.sqlite",
            "godwit.journal.sqlite.file",
            events.toAbsolutePath().toString()));
  }

  /**
   * Events are compared with a SQLite file from position {@code from}, and go into it after its
   * end.
   */
  static Config resumed(Path events, long from) {
    return ConfigFactory.parseMap(Map.of("godwit.journal.sqlite.resume-from", from))
        .withFallback(onDisk(events));
  }

  /** Events are compared with a SQLite file from position {@code from}; nothing is written. */
  static Config verifying(Path events, long from) {
    return ConfigFactory.parseMap(Map.of("godwit.journal.sqlite.verify-from", from))
        .withFallback(onDisk(events));
  }

  /** Events are gone when the run is over. */
  public static Config inMemory() {
    return settings(Map.of(PLUGIN, "godwit.journal.memory"));
  }

  private static Config settings(Map<String, String> own) {
    return ConfigFactory.parseMap(own)
        .withFallback(ConfigFactory.parseURL(JournalKind.class.getResource(JOURNALS)));
  }
}
