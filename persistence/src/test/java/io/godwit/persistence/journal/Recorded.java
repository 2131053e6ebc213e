package io.godwit.persistence.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.codec.EventSamples;
import io.godwit.persistence.codec.EventType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A small record to try things on: ten events of each of three entities, in turns. */
final class Recorded {

  static final List<EntityId> ENTITIES =
      List.of(EntityId.fleet(), EntityId.migration("web-1"), EntityId.migration("web-2"));

  static final int EVENTS = 30;

  private Recorded() {}

  static JournalSession open(Path file) {
    return JournalKind.openSession(settings(file, Map.of("group-size", 7)));
  }

  static Config settings(Path file, Map<String, Object> changes) {
    return ConfigFactory.parseMap(changes)
        .withFallback(ConfigFactory.parseMap(Map.of("file", file.toString())))
        .withFallback(ConfigFactory.load().getConfig("godwit.journal.sqlite"));
  }

  static void write(JournalSession session) {
    for (int i = 0; i < EVENTS; i++) {
      EventType type = i % 3 == 0 ? EventType.MIGRATION_PLANNED : EventType.ROUND_FINISHED;
      session.append(ENTITIES.get(i % 3), i / 3 + 1, EventSamples.golden(type));
    }
  }

  /** A run that came to its end. */
  static Path finished(Path file) {
    try (JournalSession session = open(file)) {
      write(session);
      session.seal(Map.of("wall_seconds", "1.5"));
    }
    return file;
  }

  /** What somebody with a SQL prompt does. */
  static void execute(Path file, String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalArgumentException(sql, e);
    }
  }

  /** What he is told. */
  static String ask(Path file, String sql) {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      return answer.getString(1);
    } catch (SQLException e) {
      throw new IllegalArgumentException(sql, e);
    }
  }
}
