package io.godwit.scenarios.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The folders of runs that an earlier version left behind; only their big files are packed. */
enum OldRun {
  /** Recorded in format 1, and came to its end. */
  FIRST_MIGRATION("first-migration"),
  /** Recorded in format 1; a variant of a scenario of the thread, with a reset in it. */
  FLR_IN_FREEZE("flr-in-freeze"),
  /** Recorded in format 1, and ended by its user. */
  INTERRUPTED("interrupted"),
  /** Recorded in format 1, and killed with everything still in the write-ahead log. */
  KILLED("killed");

  private static final String PACKED = ".gz";

  private final String name;

  OldRun(String name) {
    this.name = name;
  }

  /** Puts the folder under {@code parent}. */
  Path unpack(Path parent) {
    try {
      Path folder = Files.createDirectories(parent.resolve(name));
      for (String file : List.of("events.db", "events.db-wal")) {
        InputStream packed = resource(file + PACKED);
        if (packed != null) {
          copy(new GZIPInputStream(packed), folder.resolve(file));
        }
      }
      for (String file : List.of("scenario.yaml", "summary.json")) {
        InputStream plain = resource(file);
        if (plain != null) {
          copy(plain, folder.resolve(file));
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream resource(String file) {
    return OldRun.class.getResourceAsStream("/format-1/" + name + "/" + file);
  }

  private static void copy(InputStream from, Path to) throws IOException {
    try (from) {
      Files.copy(from, to);
    }
  }
}
