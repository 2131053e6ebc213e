package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What runs come to under the rules of each number. When this fails and these rules were released,
 * raise {@code Versions.RULES}, so that no record is held against rules that did not make it; then
 * {@code -Dgodwit.golden.update=true} writes what runs come to now.
 */
class RulesTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));
  private static final Path DIGESTS =
      HOME.resolve("scenarios/src/test/resources/rules/%d.txt".formatted(Versions.RULES));

  private static final List<String> SCENARIOS =
      List.of(
          "first-migration",
          "thread/flr-in-freeze",
          "thread/lost-doorbells",
          "post-copy-loses",
          "owner-bottleneck",
          "simgrid/small-platform");

  @Test
  void should_come_to_the_same_events_under_the_same_rules() throws Exception {
    var digests = new StringBuilder();
    for (String name : SCENARIOS) {
      digests.append(name).append(' ').append(digest(name)).append('\n');
    }
    if (Boolean.getBoolean("godwit.golden.update")) {
      Files.createDirectories(DIGESTS.getParent());
      Files.writeString(DIGESTS, digests);
    }
    assertThat(digests).hasToString(Files.readString(DIGESTS));
  }

  private static String digest(String name) throws IOException, ScenarioProblems {
    Path file = HOME.resolve("scenarios/library").resolve(name).resolve("scenario.yaml");
    return new ScenarioRun(ScenarioFile.read(file, List.of()), "any")
        .inMemory(ProgressListener.NONE)
        .orElseThrow()
        .summary()
        .digest();
  }
}
