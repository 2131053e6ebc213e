package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.ScenarioFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioRunTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));

  @TempDir private Path runs;

  @Test
  void should_be_no_run_that_has_begun_before_its_past_is_there() throws Exception {
    Path path = HOME.resolve("scenarios/library/first-migration/scenario.yaml");
    var run = new ScenarioRun(ScenarioFile.read(path, List.of()), "0.1.0");
    RunFolder fork = RunFolder.at(runs.resolve("fork"));
    run.begin(fork, () -> assertThat(RunFolder.isBegun(fork.path())).isFalse());
    assertThat(RunFolder.isBegun(fork.path())).isTrue();
  }
}
