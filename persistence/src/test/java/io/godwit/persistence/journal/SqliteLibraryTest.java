package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.util.LibraryLoaderUtil;

class SqliteLibraryTest {

  @TempDir private Path folder;

  @Test
  void should_put_the_code_of_this_machine_where_the_driver_looks_for_it() throws IOException {
    Path put = folder.resolve("native");

    SqliteLibrary.main(new String[] {put.toString()});

    assertThat(put)
        .isDirectoryContaining(file -> file.endsWith(LibraryLoaderUtil.getNativeLibName()));
    assertThat(put.resolve(LibraryLoaderUtil.getNativeLibName()).toFile())
        .isReadable()
        .isNotEmpty();
    assertThat(put.toFile().list()).as("no draft is left").hasSize(1);
  }

  /** What a process does that may put nothing into the folder for temporary files. */
  static final class Reader {
    private Reader() {}

    public static void main(String[] arguments) {
      for (int twice = 0; twice < 2; twice++) {
        try {
          Recorded.open(Path.of(arguments[0])).close();
        } catch (RecordException said) {
          System.out.println(said.getMessage());
        }
      }
    }
  }

  @Test
  void should_blame_no_record_for_a_folder_that_is_full() throws IOException, InterruptedException {
    Path file = folder.resolve("events.db");
    Recorded.open(file).close();
    Path nowhere = folder.resolve("nowhere");
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + nowhere,
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(reader.waitFor()).isZero();
    assertThat(said.lines())
        .hasSize(2)
        .allMatch(line -> line.contains(file + ": SQLite's own code, which reads and writes it"))
        .allMatch(line -> line.contains(nowhere + "; free some space there"));
  }
}
