package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that cannot strike, or contradict themselves, are told with their line and a remedy. */
class FaultChecksTest {

  private static String scenario(String faults) {
    return """
    name: small
    datacenter:
      fabric: {hosts-per-rack: 4}
      host:
        memory: 64 GiB
        owners: [{name: net0, type: net}]
    vms:
      - {name: vm, count: 2, memory: 4 GiB, devices: [net0], labels: [gold]}
    plan:
      - {drain: pod-0/rack-0/host-0}
    faults:
      - %s
    """
        .formatted(faults);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: doorbell, vm: vm-0, value: 11} | only status-write says what is written",
        "{kind: doorbell, vm: vm-0, sets: rss} | only control-command sets one thing",
        "{kind: host-pause, host: pod-0/rack-0/host-9, at: 2 s, for: 5 s} | there is no 'pod-0",
        "{kind: host-pause, host: pod-0/rack-0/host-0, at: 2 s} | host-pause needs 'for'",
        "{kind: host-slow, host: pod-0/rack-0/host-0, at: 2 s, for: 5 s} | needs 'factor'",
        "{kind: cancel, vm: vm-0, factor: 3} | only host-slow and command-slow",
        "{kind: out-of-memory, vm: vm-0, side: source} | strikes the destination",
        "{kind: out-of-memory, vm: vm-0, for: 3 s} | is done at once",
        "{kind: out-of-memory, host: pod-0/rack-0/host-1, at: 1 s} | strikes guests; name a vm",
        "{kind: control-plane-down, at: 1 s} | needs 'for'",
        "{kind: control-plane-down, at: 1 s, for: 1 s, vm: vm-0} | strikes no guest",
        "{kind: control-plane-down, at: 1 s, for: 1 s, rack: pod-0/rack-0} | strikes no place",
        "{kind: control-plane-slow, at: 1 s, for: 1 s} | needs 'delay'",
        "{kind: request-reordered, at: 1 s, delay: 1 s} | needs 'for'",
        "{kind: migration-storm, group: vm} | give it an 'at'",
        "{kind: migration-storm, group: vm, at: 1 s, every: 1 s, count: 2} | comes once",
        "{kind: migration-storm, label: silver, at: 1 s} | no group of guests has the label",
        "{kind: link-lossy, target: pod-0/rack-0/host-0, at: 1 s, for: 1 s} | needs 'loss'",
        "{kind: link-flapping, target: pod-0/rack-0/host-0, at: 1 s, for: 1 s} | needs 'every'",
        "{kind: link-flapping, target: pod-0/rack-0/host-0, at: 1 s, for: 3 s, every: 2 s, count: 2} |"
            + " never up again between",
        "{kind: link-down, target: pod-0/rack-0/host-0, while: moon is full} | is no condition",
        "{kind: control-plane-restart, while: migrations.running > 1} | nobody is there to look",
        "{kind: host-crash, host: pod-0/rack-0/host-0, rack: pod-0/rack-0, at: 1 s} | two places",
        "{kind: host-crash, rack: pod-0/rack-0, at: 1 s, every: 1 s, schedule: serial, percent: 50%} |"
            + " no share",
        "{kind: link-down, like: nobody, target: pod-0/rack-0/host-0, at: 1 s, for: 1 s} | no earlier",
        "{kind: switch-down, vm: vm-0, for: 1 s} | name a rack",
        "{kind: doorbell, vm: vm-0, on: undone, occurrence: 2} | an attempt is undone once",
        "{kind: cancel, vm: vm-0, status: einval} | only command-error answers",
        "{kind: cancel, vm: vm-0, device: 0} | strikes no device",
      })
  void should_refuse_what_cannot_strike(String fault, String reason) {
    ScenarioProblems problems =
        catchThrowableOfType(
            ScenarioProblems.class,
            () -> ScenarioFile.parse("small.yaml", scenario(fault), List.of()));
    assertThat(problems).isNotNull();
    assertThat(problems.problems())
        .map(Problem::toString)
        .anyMatch(text -> text.startsWith("small.yaml:12:") && text.contains(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: stream-broken, vm: vm-0, phase: pre-copy, occurrence: 9} | each comes to a phase",
        "{kind: lost-response, vm: vm-0, phase: release} | only while the attempt is undone",
        "{kind: version-mismatch, vm: vm-0, side: destination, phase: resume} | take phase reserve",
        "{kind: host-crash, host: pod-0/rack-0/host-1, at: 1 s, every: 5 s, count: 3, for: 6 s} |"
            + " strikes nothing",
        "{kind: cancel, vm: vm-0, phase: release} | cancelled no more",
        "{kind: cancel, vm: vm-0, on: undone} | taken back already",
        "{kind: stream-broken, vm: vm-0, phase: resume} | carries nothing that is needed",
        "{kind: doorbell, vm: vm-0, phase: release, on: left} | is over when release is left",
        "{kind: host-crash, host: pod-0/rack-0/host-1, while: migrations.running >= 3} | 0 to 2",
        "{kind: host-crash, host: pod-0/rack-0/host-1, while: hosts.down < 0} | never holds",
        "{kind: host-crash, host: pod-0/rack-0/host-1, while: vms.lost >= 0} | holds all the time",
        "{kind: link-degraded, target: pod-0/rack-0/host-0, at: 1 s, for: 1 s, capacity: 1 Tbit/s} |"
            + " carries more than that",
      })
  void should_hint_at_what_strikes_nothing_as_it_stands(String fault, String reason)
      throws ScenarioProblems {
    assertThat(ScenarioFile.parse("small.yaml", scenario(fault), List.of()).hints())
        .map(Problem::toString)
        .anyMatch(text -> text.contains(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: cancel, vm: vm-1, phase: pre-copy} | 1",
        "{kind: cancel, vm: vm-1, at: 1 s} | 1",
        "{kind: host-crash, vm: vm-1, at: 1 s, for: 10 s} | 0",
        "{kind: cancel, vm: vm-0, phase: pre-copy} | 0",
      })
  void should_hint_once_at_a_guest_that_nobody_moves(String fault, int hints)
      throws ScenarioProblems {
    String text = scenario(fault).replace("drain: pod-0/rack-0/host-0", "migrate: vm-0");
    assertThat(ScenarioFile.parse("small.yaml", text, List.of()).hints()).hasSize(hints);
  }

  @Test
  void should_use_a_named_fault_again() throws ScenarioProblems {
    String twice =
        "{name: flaky, kind: host-slow, host: pod-0/rack-0/host-1, at: 1 s, for: 2 s, factor: 3}\n"
            + "  - {like: flaky, at: 9 s}";
    Scenario scenario = ScenarioFile.parse("small.yaml", scenario(twice), List.of()).scenario();
    assertThat(scenario.plannedFaults()).hasSize(2);
    assertThat(scenario.plannedFaults().get(1).kind()).isEqualTo("host-slow");
  }

  /** What is said of all guests is not what these guests do. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: stream-broken, vm: vm-0, phase: post-copy}",
        "{kind: cancel, vm: vm-0, phase: reserve, attempt: 5}",
        "{kind: cancel, vm: 'vm-*', phase: reserve, occurrence: 5}"
      })
  void should_warn_of_no_fault_that_strikes_by_a_policy(String fault) throws Exception {
    String plain = scenario(fault).replace("devices: [net0], ", "");
    String policy =
        "policies: [{label: gold, migration: {memory: {strategy: post-copy}, retry: {attempts: 5}}}]";

    assertThat(ScenarioFile.parse("small.yaml", plain, List.of()).hints()).isNotEmpty();
    assertThat(ScenarioFile.parse("small.yaml", plain + policy, List.of()).hints()).isEmpty();
  }
}
