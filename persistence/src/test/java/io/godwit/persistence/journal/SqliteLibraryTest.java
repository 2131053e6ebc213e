package io.godwit.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
}
