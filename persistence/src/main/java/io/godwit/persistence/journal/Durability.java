package io.godwit.persistence.journal;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** What it takes until the journal says that an event is written. */
enum Durability {
  /**
   * Its place in the order is fixed; the disk follows, see {@code group-size} and {@code pause}.
   */
  GROUP("group", SynchronousMode.NORMAL),
  /** It is on the disk, and survives a loss of power. */
  COMMIT("commit", SynchronousMode.FULL);

  private final String word;
  private final SynchronousMode mode;

  Durability(String word, SynchronousMode mode) {
    this.word = word;
    this.mode = mode;
  }

  static Durability of(String word) {
    return Arrays.stream(values())
        .filter(durability -> durability.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "durability is '%s': it is one of %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(durability -> durability.word)
                                .collect(Collectors.joining(", ")))));
  }

  /** When SQLite waits for the disk: NORMAL at checkpoints of its log, FULL at every commit. */
  SynchronousMode mode() {
    return mode;
  }
}
