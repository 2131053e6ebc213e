package io.godwit.persistence.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's own code for this machine. The driver takes it out of its jar at each start, and
 * compares what it took byte by byte, unless it is told by {@code org.sqlite.lib.path} where it
 * lies.
 */
public final class SqliteLibrary {

  private SqliteLibrary() {}

  /** Throws when the driver cannot have it: {@code file} is none the worse for that. */
  static void require(Path file) {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new JournalFailedException(
          file.toString(),
          "SQLite's own code, which reads and writes it, cannot be put into %s"
              .formatted(System.getProperty("java.io.tmpdir")),
          "free some space there, and check that you may write there",
          e);
    }
  }

  /** Puts it into the folder that is named, whole or not at all. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    String name = LibraryLoaderUtil.getNativeLibName();
    String packed = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, name, ".new");
    try (InputStream library = SQLiteJDBCLoader.class.getResourceAsStream(packed)) {
      Files.copy(library, draft, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
