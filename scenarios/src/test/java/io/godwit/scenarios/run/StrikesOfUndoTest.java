package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.MigrationEvent.FaultTriggered;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Faults lie in wait for an attempt that is undone, of any phase or of the one that they name. */
class StrikesOfUndoTest {

  private static final String SCENARIO =
      """
      name: undone
      datacenter:
        fabric: {hosts-per-rack: 2}
        host:
          memory: 1 GiB
          owners: [{name: net0, type: net}]
      vms:
      - {name: web, memory: 10 MiB, devices: [net0]}
      plan:
      - {migrate: web-0}
      faults:
      - {kind: stream-broken, vm: web-0, phase: final-memory}
      - {kind: link-flap, vm: web-0, on: undone}
      - {kind: firmware-stall, vm: web-0, on: undone, phase: final-memory, for: 1 ms}
      - {kind: firmware-stall, vm: web-0, on: undone, phase: freeze, for: 1 ms}
      """;

  @Test
  void should_strike_an_attempt_that_is_undone() throws Exception {
    ScenarioFile file = ScenarioFile.parse("undone", SCENARIO, List.of());
    QuickRun run = QuickRun.of(file, "test", (entity, delivery) -> {}, () -> true);
    assertThat(
            run.history().stream()
                .map(each -> each.event())
                .filter(FaultTriggered.class::isInstance)
                .map(FaultTriggered.class::cast)
                .filter(strike -> strike.trigger().endsWith("attempt 1 began to be undone")))
        .extracting(FaultTriggered::fault)
        .containsExactly(1, 2);
  }
}
