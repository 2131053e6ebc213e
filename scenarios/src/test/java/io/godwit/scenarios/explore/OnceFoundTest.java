package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.scenarios.file.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a search has found and shrunk once: each shows nothing any more. */
class OnceFoundTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("godwit.home"))
          .resolve("scenarios/src/test/resources/explore/once-found");

  private static final Judge JUDGE = new Judge("test", new Domain(List.of(), false), 1_000_000);

  static List<Path> found() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("found")
  void should_show_nothing(Path found) throws Exception {
    Draft draft =
        Draft.of(ScenarioFile.parse(found.toString(), Files.readString(found), List.of()));
    assertThat(JUDGE.judge(draft).troubles()).isEmpty();
  }
}
