package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.report.Summary;
import io.godwit.scenarios.file.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines of docs/embed.md, compiled and run. */
class EmbeddedTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));

  @Test
  void should_run_as_the_page_says() throws Exception {
    Path path = HOME.resolve("scenarios/library/first-migration/scenario.yaml");
    // from here as on the page, but for the file
    ScenarioFile file = ScenarioFile.read(path, List.of("plan[0].limits.total=64"));
    RunResult result = new ScenarioRun(file, "my-tool").inMemory(progress -> true).orElseThrow();
    Summary summary = result.summary();
    assertThat(summary.verdict()).isEqualTo("VALID");
    assertThat(summary.digest()).hasSize(64);
    assertThat(Files.readString(HOME.resolve("docs/embed.md")))
        .contains("new ScenarioRun(file, \"my-tool\").inMemory(progress -> true).orElseThrow();")
        .contains("List.of(\"plan[0].limits.total=64\")");
  }
}
