package io.godwit.persistence.journal;

import com.typesafe.config.Config;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** What can keep a journal's events. */
public enum JournalKind {
  SQLITE("sqlite", "one SQLite file, in the run's folder") {
    @Override
    EventStore open(Config config, ReentrantLock lock) {
      SqliteOptions options = SqliteOptions.of(config);
      if (config.hasPath(VERIFY_FROM)) {
        return VerifyingStore.open(options.file(), config.getLong(VERIFY_FROM));
      }
      return config.hasPath(RESUME_FROM)
          ? ResumedStore.open(options, lock, config.getLong(RESUME_FROM))
          : SqliteStore.open(options, lock);
    }
  },
  MEMORY("memory", "nothing on disk, for runs that are thrown away") {
    @Override
    EventStore open(Config config, ReentrantLock lock) {
      return new MemoryStore();
    }
  };

  private static final String RESUME_FROM = "resume-from";
  private static final String VERIFY_FROM = "verify-from";

  private final String word;
  private final String about;

  JournalKind(String word, String about) {
    this.word = word;
    this.about = about;
  }

  /** A new session; {@code config} is the plug-in's section with all its defaults. */
  public static JournalSession openSession(Config config) {
    var lock = new ReentrantLock();
    return new JournalSession(of(config.getString("kind")).open(config, lock), lock);
  }

  private static JournalKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no kind of journal: there are %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(JournalKind::word)
                                .collect(Collectors.joining(" and ")))));
  }

  /** The stable word that configurations use. */
  public String word() {
    return word;
  }

  /** One line for a help text. */
  public String about() {
    return about;
  }

  abstract EventStore open(Config config, ReentrantLock lock);
}
