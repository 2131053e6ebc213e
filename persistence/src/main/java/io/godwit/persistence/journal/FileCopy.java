package io.godwit.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An event file in the folder for temporary files, with what SQLite repairs it by: what a crash
 * left may need repair before it can be read.
 *
 * @param folder of its own
 */
record FileCopy(Path folder) {

  private static final String NAME = "events.db";

  /** Copies {@code file} and what is called as it is with one of {@code suffixes}. */
  static FileCopy of(Path file, List<String> suffixes) {
    try {
      var copy = new FileCopy(Files.createTempDirectory("godwit-run-"));
      copy.take(file, "");
      for (String suffix : suffixes) {
        copy.take(file, suffix);
      }
      return copy;
    } catch (IOException e) {
      throw new JournalFailedException(
          file.toString(),
          "it was cut off, and the copy that is read in its place cannot be made (" + e + ")",
          "free some space in the folder for temporary files",
          e);
    }
  }

  private void take(Path file, String suffix) throws IOException {
    Path from = file.resolveSibling(file.getFileName() + suffix);
    if (Files.exists(from)) {
      try {
        Files.copy(from, folder.resolve(NAME + suffix));
      } catch (IOException e) {
        remove();
        throw e;
      }
    }
  }

  Path file() {
    return folder.resolve(NAME);
  }

  void remove() {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new JournalFailedException(
          folder.toString(), "this copy of a run cannot be removed", "remove it yourself", e);
    }
  }
}
