package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.metrics.RunTargets.Budget;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What alerts watch for is what a scenario expects. */
class TargetsTest {

  private static final Path DRAIN =
      Path.of(System.getProperty("godwit.home"), "scenarios/library/rack-drain/scenario.yaml");

  private static Budget budget(String... expected) throws ScenarioProblems {
    List<String> settings =
        IntStream.range(0, expected.length)
            .mapToObj(i -> "expect[%d]=%s".formatted(i, expected[i]))
            .toList();
    return Targets.of(ScenarioFile.read(DRAIN, settings).scenario()).downtime().orElseThrow();
  }

  /** All downtimes are counted against it, and those of one group are not all. */
  @Test
  void should_take_the_budget_from_what_is_expected_of_all_downtimes() throws ScenarioProblems {
    String all = "downtime.p99 <= 500 ms";
    assertThat(budget(all, "group[web].downtime.max <= 50 ms", "vms.lost == 0", "vms.lost == 0"))
        .isEqualTo(new Budget(SimDuration.ofMillis(500), 0.01));
    assertThat(budget(all, "downtime.p90 <= 50 ms", "vms.lost == 0", "vms.lost == 0"))
        .isEqualTo(new Budget(SimDuration.ofMillis(50), 0.1));
  }
}
