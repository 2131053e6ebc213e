package io.godwit.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {

  @TempDir Path folder;

  @Override
  Config plugin() {
    return ConfigFactory.parseMap(
        Map.of(
            "akka.persistence.journal.plugin",
            "godwit.journal.sqlite",
            "godwit.journal.sqlite.file",
            folder.resolve("events.db").toString()));
  }

  @Test
  void should_recover_everything_when_another_system_opens_the_file() {
    restart();
    expectAllReplayed();
  }
}
