package io.godwit.scenarios.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.persistence.journal.JournalKind;
import java.nio.file.Path;
import java.util.Map;

/** Where a run's events go, as Akka's configuration says it. */
final class Journal {

  private Journal() {}

  static Config config(JournalKind kind, Path events) {
    Map<String, String> settings =
        switch (kind) {
          case SQLITE ->
              Map.of(
                  "akka.persistence.journal.plugin",
                  "godwit.journal.sqlite",
                  "godwit.journal.sqlite.file",
                  events.toString());
          case MEMORY -> Map.of("akka.persistence.journal.plugin", "godwit.journal.memory");
        };
    return ConfigFactory.parseMap(settings);
  }
}
