package io.godwit.persistence.journal;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How a file is written; what each setting means stands in {@code godwit-journal.conf}.
 *
 * @param group events a transaction
 * @param queue groups that may wait for the disk before the run waits for it
 * @param pause wall-clock time after which a smaller group is written too
 * @param devices whether device events get tables of their own
 */
record SqliteOptions(
    Path file, int group, int queue, Duration pause, boolean devices, Durability durability) {

  SqliteOptions {
    if (group < 1 || queue < 1) {
      throw new IllegalArgumentException(
          "group-size is %d and queue is %d: both must be at least 1".formatted(group, queue));
    }
  }

  static SqliteOptions of(Config config) {
    String file = config.getString("file");
    if (file.isBlank()) {
      throw new JournalFailedException(
          "godwit.journal.sqlite.file", "the setting is empty", "set it to the path of a new file");
    }
    return new SqliteOptions(
        Path.of(file).toAbsolutePath(),
        config.getInt("group-size"),
        config.getInt("queue"),
        config.getDuration("pause"),
        config.getBoolean("decode-devices"),
        Durability.of(config.getString("durability")));
  }
}
