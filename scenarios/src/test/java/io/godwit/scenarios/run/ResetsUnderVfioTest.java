package io.godwit.scenarios.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import io.godwit.scenarios.file.ScenarioFile;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A kernel hears of a reset of the function, and not of one of the device by its status. */
class ResetsUnderVfioTest {

  private static final String SCENARIO =
      """
      name: resets
      datacenter:
        fabric: {hosts-per-rack: 2}
        host: {memory: 1 GiB, owners: [{name: net0, type: net, members: 2, profile: %s}]}
      protocol: {flr-clears-stopped: %s}
      migration: {driver: linux, retry: {attempts: 1}}
      vms: [{name: web, memory: 100 MiB, on: pod-0/rack-0/host-0, devices: [net0]}]
      plan: [{at: 1 s, migrate: web-0}]
      faults: [{kind: %s, vm: web-0, phase: %s, after: %s}]
      """;

  private static List<VfioDeviceReset> resets(String scenario) throws Exception {
    ScenarioFile file = ScenarioFile.parse("resets", scenario, List.of());
    return QuickRun.of(file, "test", (entity, delivery) -> {}, () -> true).history().stream()
        .map(RecordedEvent::event)
        .filter(VfioDeviceReset.class::isInstance)
        .map(VfioDeviceReset.class::cast)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "virtio-1.4, yes, virtio-reset, PRE_COPY, 5 ms, 0",
    "virtio-1.4, yes, function-level-reset, PRE_COPY, 5 ms, 1",
    "virtio-1.4, yes, virtio-reset, CONTEXT_READ, 0 ms, 0",
    "virtio-1.4, yes, function-level-reset, CONTEXT_READ, 0 ms, 1",
    "virtio-1.4, no, function-level-reset, CONTEXT_READ, 0 ms, 1",
    "seed-2023, yes, virtio-reset, PRE_COPY, 5 ms, 0",
    "seed-2023, yes, function-level-reset, CONTEXT_READ, 0 ms, 1",
    "seed-2023, no, function-level-reset, CONTEXT_READ, 0 ms, 1"
  })
  void should_hear_of_the_function_alone(
      String profile, String clears, String kind, Phase phase, String after, int resets)
      throws Exception {
    assertThat(resets(SCENARIO.formatted(profile, clears, kind, phase.word(), after)))
        .hasSize(resets);
  }
}
