package io.godwit.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

class MemoryJournalTest extends JournalContract {

  @Override
  Config plugin() {
    return ConfigFactory.parseMap(
        Map.of("akka.persistence.journal.plugin", "godwit.journal.memory"));
  }
}
