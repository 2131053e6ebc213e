package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that nothing reads are refused, with the line, the reason and what to do. */
class EffectsTest {

  private static final String PLAIN =
      """
      name: small
      datacenter:
        fabric: {hosts-per-rack: 2}
        host: {memory: 64 GiB}
      vms:
        - {name: web, count: 2, memory: 4 GiB%s}
      plan:
        - {migrate: web-0}
      """;

  private static List<String> problems(String migration, String... more) {
    return SmallFile.problems(
        PLAIN.formatted("") + "migration: %s\n".formatted(migration) + String.join("\n", more));
  }

  private static List<String> ofWriting(String dirtying, String... settings) {
    return SmallFile.problems(
        PLAIN.formatted(dirtying.isEmpty() ? "" : ", dirtying: " + dirtying), settings);
  }

  /** Whether the file has the block that the key is put into, or the command line makes it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "migration.memory.channels=4",
        "migration.memory.max-postcopy-bandwidth=1 Gbit/s",
        "migration.memory.stall.patience=10 s",
        "migration.memory.throttle.initial=30%",
        "vms[0].migration.memory.channels=4",
        "vms[0].dirtying.rate=1 GB/s",
      })
  void should_refuse_a_key_of_the_command_line_that_nothing_reads(String setting) {
    assertThat(ofWriting("", setting))
        .singleElement()
        .asString()
        .contains("it would have no effect");
    assertThat(
            SmallFile.problems(
                PLAIN.formatted(", dirtying: {model: idle}") + "migration: {engine: textbook}\n",
                setting))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{rate: 1 GB/s} | rate | model idle does not read it; say which does, such as model: uniform",
        "{working-set: 1 GiB} | working-set | model idle",
        "{model: uniform, rate: 1 MB/s, hot: 1 MiB} | hot | such as model: hot-cold",
        "{model: linear, rate: 1 MB/s, share: 50%} | share | model linear",
        "{model: hot-cold, rate: 1 MB/s, hot: 1 MiB, period: 1 s} | period | such as model: drift",
        "{model: uniform, rate: 1 MB/s, exponent: 900} | exponent | such as model: zipf",
        "{model: uniform, phases: [{for: 1 s}]} | phases | such as model: phased",
        "{model: phased, rate: 1 MB/s, phases: [{for: 1 s}]} | dirtying.rate | model phased",
        "{model: phased, phases: [{for: 1 s, rate: 1 MB/s}]} | phases[0].rate | model idle",
        "{model: uniform, trace: [{for: 1 s, dirties: 1 MiB}]} | trace | such as model: trace",
      })
  void should_refuse_what_the_model_of_writing_does_not_read(
      String dirtying, String key, String reason) {
    assertThat(ofWriting(dirtying)).singleElement().asString().contains(key + ": it would", reason);
  }

  @Test
  void should_take_what_another_model_reads_that_is_tried() {
    String hot = "{model: hot-cold, rate: 1 MB/s, hot: 1 MiB}";
    assertThat(ofWriting(hot, "vms[0].dirtying.model=uniform")).isEmpty();
    assertThat(
            SmallFile.problems(
                PLAIN.formatted(", dirtying: {model: uniform, rate: 1 MB/s, hot: 1 MiB}")
                    + "compare: {axes: [{name: m, key: 'vms[0].dirtying.model',"
                    + " values: [uniform, hot-cold]}], show: [duration]}"))
        .isEmpty();
  }

  @Test
  void should_refuse_a_throttle_that_begins_with_more_than_it_may_come_to() {
    String throttle = "{memory: {strategy: auto-converge, throttle: {%s}}}";
    assertThat(problems(throttle.formatted("initial: 60%, max: 60%"))).isEmpty();
    for (String wrong : List.of("initial: 99%, max: 20%", "max: 19%")) {
      assertThat(problems(throttle.formatted(wrong)))
          .singleElement()
          .asString()
          .contains("throttle.max: throttle.max is below throttle.initial");
    }
  }

  /** Files that several scenarios share may be for more guests than each of them has. */
  @Test
  void should_warn_of_a_policy_that_is_for_nobody() throws ScenarioProblems {
    String policies = "policies: [{label: golden, migration: {memory: {downtime-limit: 1 s}}}]";
    assertThat(
            ScenarioFile.parse(
                    "small.yaml", PLAIN.formatted(", labels: [gold]") + policies, List.of())
                .hints())
        .singleElement()
        .asString()
        .contains("policies[0].label", "no guest has the label 'golden'", "there are gold");
    assertThat(
            ScenarioFile.parse(
                    "small.yaml", PLAIN.formatted(", labels: [golden]") + policies, List.of())
                .hints())
        .isEmpty();
  }

  @Test
  void should_name_the_line_the_reason_and_the_remedy() {
    assertThat(
            problems(
                "{engine: qemu-8.2, orchestrator: nova, memory: {downtime-limit: 600 ms}, retry:"
                    + " {timeout-per-gib: 300 s}}"))
        .containsExactly(
            "small.yaml:9:76: migration.memory.downtime-limit: it would have no effect: orchestrator"
                + " nova sets the limit itself, in steps; set migration.orchestration.downtime"
                + " instead",
            "small.yaml:9:110: migration.retry.timeout-per-gib: it would have no effect: orchestrator"
                + " nova ends attempts itself; set migration.orchestration.timeout-per-gib or timeout"
                + " instead");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{memory: {channels: 4}} | only strategy multifd reads it",
        "{memory: {dirty-limit: 4 MB/s}} | only strategy dirty-limit reads it",
        "{memory: {xbzrle-cache: 64 MiB, strategy: multifd}} | only strategy xbzrle reads it",
        "{memory: {compression: {ratio: 200%}}} | only strategy compression reads it",
        "{memory: {stall: {margin: 5%}}} | only strategy stall-detector reads it",
        "{memory: {throttle: {max: 50%}}} | nothing throttles guests here",
        "{memory: {strategy: post-copy, downtime-limit: 1 s}} | does not wait for the rest to fit",
        "{memory: {strategy: stop-and-copy, max-rounds: 4}} | does not wait for the rest to fit",
        "{engine: qemu-10, memory: {strategy: post-copy, max-bandwidth: 1 Gbit/s}} |"
            + " set max-postcopy-bandwidth instead",
        "{memory: {max-postcopy-bandwidth: 1 Gbit/s}} | nothing goes on with post-copy here",
        "{device-context: {size-estimate: none}} | engine textbook counts nothing for devices",
        "{engine: simgrid, memory: {patience: 4}} | engine simgrid goes on until the rest fits",
        "{engine: qemu-7.2, memory: {avail-switchover-bandwidth: 1 Gbit/s}} | only qemu-8.2",
        "{engine: qemu-10, orchestrator: libvirt, memory: {on-no-convergence: stop-anyway}} |"
            + " set migration.orchestration.on-timeout instead",
        "{orchestration: {on-timeout: pause}} | orchestrator none has no timeout",
        "{orchestration: {downtime: 500 ms}} | needs downtime, downtime-steps and downtime-delay",
        "{orchestration: {poll: 5 s}} | it is for a schedule by rounds",
        "{orchestration: {gib: 1 GB}} | orchestrator none counts no memory",
        "{orchestration: {postcopy-recover: never}} | nothing goes on with post-copy here",
        "{engine: simgrid, orchestration: {auto-converge: true}} | engine simgrid throttles no guest",
        "{memory: {strategy: stop-and-copy}, orchestration: {timeout: 5 s}} | leaves nothing to wait",
        "{orchestrator: ovirt-suspend, memory: {downtime-limit: 1 s}} | orchestration.schedule instead",
        "{orchestration: {timeout: 9 s}, retry: {timeout-per-gib: 5 s}} | ends attempts itself",
      })
  void should_refuse_a_key_that_nothing_reads(String migration, String reason) {
    assertThat(problems(migration)).singleElement().asString().contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{memory: {strategy: multifd, channels: 4}}",
        "{memory: {strategy: hybrid, max-postcopy-bandwidth: 1 Gbit/s}}",
        "{engine: qemu-10, memory: {on-no-convergence: stop-anyway}}",
        "{engine: qemu-10, orchestrator: libvirt, memory: {max-rounds: 4, on-no-convergence: stop-anyway}}",
        "{orchestrator: nova, orchestration: {downtime: 1 s, timeout: 60 s, on-timeout: pause}}",
        "{orchestration: {schedule: [{stalled: 2, action: post-copy}], postcopy-recover: never}}",
        "{orchestrator: nova-auto-converge, memory: {throttle: {max: 50%}}}",
      })
  void should_take_a_key_that_something_reads(String migration) {
    assertThat(problems(migration)).isEmpty();
  }

  @Test
  void should_ask_of_a_comparison_that_a_key_counts_in_one_of_its_runs() {
    String axis =
        "compare: {axes: [{name: s, key: migration.memory.strategy, values: [pre-copy, %s]}],"
            + " show: [duration]}";
    assertThat(problems("{memory: {channels: 4}}", axis.formatted("multifd"))).isEmpty();
    assertThat(problems("{memory: {channels: 4}}", axis.formatted("hybrid"))).hasSize(1);
    String choices =
        "compare: {axes: [{name: o, choices: [{name: a}, {name: b, set:"
            + " [migration.orchestrator=kubevirt]}]}], show: [duration]}";
    assertThat(problems("{retry: {timeout-per-gib: 9 s}}", choices)).isEmpty();
  }

  @Test
  void should_take_what_counts_for_one_group_of_guests() {
    String text =
        """
        name: small
        datacenter:
          fabric: {hosts-per-rack: 2}
          host: {memory: 64 GiB}
        vms:
          - {name: web, memory: 4 GiB}
          - {name: db, memory: 4 GiB, migration: {memory: {strategy: %s}}}
        plan:
          - {migrate: web-0}
        migration: {memory: {channels: 4}}
        """;
    assertThat(SmallFile.problems(text.formatted("multifd"))).isEmpty();
    assertThat(SmallFile.problems(text.formatted("hybrid"))).hasSize(1);
    assertThat(SmallFile.problems(text.formatted("xbzrle, channels: 2")))
        .anyMatch(line -> line.contains("vms[1].migration.memory.channels"));
  }

  /** A new key must be thought about: it needs something, or counts whatever is chosen. */
  @Test
  void should_know_every_key_of_a_migration() {
    Stream<String> always =
        Stream.of(
            "engine",
            "memory.strategy",
            "device-context.strategy",
            "orchestrator",
            "orchestration.keepalive",
            "orchestration.parallel",
            "orchestration.parallel-per-source",
            "orchestration.parallel-per-destination",
            "retry.attempts",
            "retry.backoff",
            "retry.factor",
            "retry.elsewhere",
            "retry.max-backoff",
            "retry.jitter",
            "retry.budget",
            "timeouts.reserve",
            "timeouts.pre-copy",
            "timeouts.vcpu-stop",
            "timeouts.device-stop",
            "timeouts.freeze",
            "timeouts.context-read",
            "timeouts.final-memory",
            "timeouts.context-write",
            "timeouts.resume",
            "timeouts.release",
            "timeouts.switch-over",
            "calls.local",
            "calls.remote",
            "calls.fleet",
            "calls.network",
            "device-skew",
            "order",
            "check",
            "untracked", // DmaChecks says when it counts
            "driver");
    var keys = new ArrayList<String>();
    collect(MigrationBlock.SECTION, "", keys);
    assertThat(Stream.concat(always, Effects.paths().stream()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  private static void collect(Section section, String path, List<String> keys) {
    for (Key<?> key : section.keys()) {
      String name = Binder.join(path, key.name());
      if (key.type() instanceof ValueType.Block block && !Effects.paths().contains(name)) {
        collect(block.section(), name, keys);
      } else {
        keys.add(name);
      }
    }
  }
}
