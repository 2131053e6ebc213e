package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every scenario of the library runs, is valid, and prints what is expected to the letter. {@code
 * -Dgodwit.golden.update=true} writes what it prints now; a person reads the difference.
 */
class LibraryTest {

  private static final boolean UPDATE = Boolean.getBoolean("godwit.golden.update");

  static Stream<String> scenarios() {
    return Home.scenarios().stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void should_print_what_is_expected(String name) throws IOException {
    Path folder = Home.library().resolve(name);
    assertThat(folder.resolve("README.md")).isNotEmptyFile();

    Terminal run = Terminal.godwit("run", name, "--journal", "memory", "--quiet");

    Path expected = folder.resolve("expected.txt");
    if (UPDATE) {
      Files.writeString(expected, run.out());
    }
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(Files.readString(expected));
  }
}
