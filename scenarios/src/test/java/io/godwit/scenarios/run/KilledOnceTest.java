package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.HypervisorEvent.VmKilled;
import io.godwit.model.event.MigrationEvent.FaultTriggered;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that receives a guest is killed once, however many faults would. */
class KilledOnceTest {

  private static final String SCENARIO =
      """
      name: killed
      datacenter: {fabric: {hosts-per-rack: 2}, host: {memory: 4 GiB}}
      migration: {retry: {attempts: 2, backoff: 1 s}}
      vms: [{name: web, memory: 10 MiB, on: pod-0/rack-0/host-0}]
      plan: [{at: 1 s, migrate: web-0}, {at: 60 s, migrate: web-0}]
      faults:
      """;

  private final List<Integer> struck = new ArrayList<>();
  private int killed;

  private void run(String... faults) throws Exception {
    ScenarioFile file = ScenarioFile.parse("killed", SCENARIO + String.join("", faults), List.of());
    QuickRun.of(file, "test", (entity, delivery) -> {}, () -> true)
        .history()
        .forEach(
            each -> {
              if (each.event() instanceof FaultTriggered triggered) {
                struck.add(triggered.fault());
              } else if (each.event() instanceof VmKilled) {
                killed++;
              }
            });
  }

  private static String outOfMemory(String more) {
    return "  - {kind: out-of-memory, vm: web-0, phase: resume%s}\n".formatted(more);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", after: 10 us"})
  void should_find_nobody_where_another_fault_has_killed(String later) throws Exception {
    run(outOfMemory(""), outOfMemory(later));
    assertThat(struck).containsExactly(0, 0);
    assertThat(killed).isEqualTo(2);
  }

  /** Each of its migrations counts anew. */
  @Test
  void should_strike_at_an_occurrence_in_each_migration_of_a_guest() throws Exception {
    run(outOfMemory(", occurrence: 2"), outOfMemory(", attempt: 1"));
    assertThat(struck).containsExactly(1, 0, 1, 0);
  }

  @Test
  void should_find_the_process_of_the_next_attempt() throws Exception {
    run(outOfMemory(""), outOfMemory(", attempt: 2"));
    assertThat(struck).containsExactly(0, 1, 0, 1);
    assertThat(killed).isEqualTo(4);
  }
}
