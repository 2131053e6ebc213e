package io.godwit.scenarios.file;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.godwit.model.option.Option;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioFileTest {

  private static final String SMALL =
      """
      name: small
      datacenter:
        fabric: {hosts-per-rack: 2}
        host:
          memory: 64 GiB
          owners:
            - {name: net0, type: net}
      vms:
        - {name: web, count: 2, memory: 4 GiB, devices: [net0]}
      plan:
        - {migrate: web-0}
      """;

  private static Scenario read(String text, String... settings) throws ScenarioProblems {
    return ScenarioFile.parse("small.yaml", text, List.of(settings)).scenario();
  }

  private static List<String> problems(String text, String... settings) {
    ScenarioProblems problems =
        catchThrowableOfType(ScenarioProblems.class, () -> read(text, settings));
    return problems.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void should_fill_in_the_documented_defaults() throws ScenarioProblems {
    Scenario scenario = read(SMALL);
    assertThat(scenario.seed()).isEqualTo(1);
    assertThat(scenario.fabric().shape().hostLink())
        .isEqualTo(ByteRate.ofBitsPerSecond(25_000_000_000L));
    assertThat(scenario.host().memory()).isEqualTo(ByteCount.ofGib(64));
    assertThat(scenario.plans().get(0).limits().total()).isEqualTo(64);
    assertThat(scenario.host().owners().get(0).settings().depth()).isEqualTo(64);
  }

  /** A value that could not be read is not missing besides. */
  @Test
  void should_not_call_missing_what_is_wrong() {
    for (String memory : List.of("256", "-256 GiB", "256 Gib")) {
      assertThat(problems(SMALL, "datacenter.host.memory=" + memory))
          .singleElement(as(STRING))
          .contains("datacenter.host.memory: ")
          .doesNotContain("say how much");
    }
    assertThat(
            problems(
                SMALL
                    + "faults: [{kind: link-down, target: pod-0/rack-0/host-0/tx, at: 1 s, for: 5}]"))
        .singleElement(as(STRING))
        .contains("'5' has no unit");
    assertThat(problems(SMALL.replace("count: 2", "count: \"2\"")))
        .singleElement(as(STRING))
        .contains("'2' is a text in quotes; leave them out");
  }

  @Test
  void should_say_everything_that_is_wrong_at_once_in_the_order_of_the_file() {
    assertThat(
            problems(
                """
                name: small
                sed: 7
                datacenter:
                  fabric: {hosts-per-rack: 2, host-link: -25 Gbit/s}
                  host: {memory: 64 GiB}
                vms:
                  - {name: web, memory: 8 GB/s}
                  - {name: db, memory: 128 GiB, devices: [nvme0]}
                plan:
                  - {drain: pod-0/rack-9}
                expect:
                  - downtime.p98 <= 5 ms
                """))
        .containsExactly(
            "small.yaml:2:1: sed: unknown key; did you mean 'seed'?",
            "small.yaml:4:42: datacenter.fabric.host-link: '-25 Gbit/s' is negative; write a rate of 0 or"
                + " more, such as '25 Gbit/s'",
            "small.yaml:7:25: vms[0].memory: '8 GB/s' is a rate, not a size; write a size such as '8 GiB'",
            "small.yaml:8:24: vms[1].memory: a guest of 128.0 GiB fits on no host: hosts have 64.0 GiB;"
                + " make the guest smaller or the hosts larger",
            "small.yaml:8:43: vms[1].devices[0]: hosts have no owner 'nvme0'; add it to"
                + " datacenter.host.owners",
            "small.yaml:12:5: expect[0]: 'downtime.p98' is unknown; did you mean 'downtime.p90'?");
  }

  /** A mean is no guest: what they draw is judged when they get a host. */
  @Test
  void should_judge_drawn_memory_by_the_least_that_it_can_be() {
    assertThat(SmallFile.problems(drawn("\"empirical(8 GiB, 800 GiB)\""))).isEmpty();
    assertThat(SmallFile.problems(drawn("\"uniform(1 GiB, 4 GiB)\", page-size: 1 GiB"))).isEmpty();
    assertThat(problems(drawn("\"uniform(80 GiB, 90 GiB)\"")))
        .singleElement()
        .asString()
        .contains("a guest of at least 80.0 GiB fits on no host: hosts have 64.0 GiB");
    assertThat(problems(drawn("\"empirical(60 GiB, 50 GiB)\", count: 3")))
        .singleElement()
        .asString()
        .contains("all guests together need 150.0 GiB, and 2 hosts have 128.0 GiB");
  }

  private static String drawn(String memory) {
    return """
        name: small
        datacenter: {fabric: {hosts-per-rack: 2}, host: {memory: 64 GiB}}
        vms: [{name: web, memory: %s}]
        plan: [{migrate: web-0}]
        """
        .formatted(memory);
  }

  @Test
  void should_name_what_there_is_when_a_rack_does_not_exist() {
    assertThat(problems(SMALL.replace("migrate: web-0", "drain: pod-0/rack-9")))
        .containsExactly(
            "small.yaml:11:13: plan[0].drain: there is no 'pod-0/rack-9'; hosts are"
                + " pod-0/rack-0/host-0 to pod-0/rack-0/host-1");
    assertThat(problems(SMALL.replace("web-0", "web-2")))
        .containsExactly(
            "small.yaml:11:15: plan[0].migrate: there is no guest 'web-2'; guests are called after their"
                + " group, such as web-0");
  }

  @Test
  void should_not_miss_what_it_refuses() {
    assertThat(problems(SMALL.replace("migrate: web-0", "drain: [pod-0/rack-0, pod-0/rack-1]")))
        .singleElement()
        .asString()
        .contains("plan[0].drain: a list where a single value belongs");
  }

  /** Each is told of once: that it cannot be so, and not that it is missing as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "arrivals: [{name: more, rate: 6/h, for: long, memory: 2 GiB}]",
        "arrivals: [{name: more, rate: 6/h, count: many, memory: 2 GiB}]",
        "migration: {orchestration: {schedule: [{after: soon, action: abort}]}}",
        "migration: {orchestration: {schedule: [{rounds: 3, downtime-limit: little}]}}",
        "migration: {memory: {changes: [{after: 1 s, max-bandwidth: much}]}}",
        "faults: [{kind: host-slow, host: pod-0/rack-0/host-0, factor: 2, at: 1 s, every: 5 s,"
            + " count: few, for: 1 s}]",
        "faults: [{kind: host-slow, host: pod-0/rack-0/host-0, factor: 2, at: 1 s, every: often,"
            + " count: 3, for: 1 s}]",
        "compare: {axes: [{name: a, key: seed, values: 5}], show: [duration]}",
        "compare: {axes: [{name: a, choices: none}], show: [duration]}",
        "compare: {axes: none, show: [duration]}"
      })
  void should_not_miss_what_it_has_refused(String block) {
    assertThat(problems(SMALL + block + '\n')).hasSize(1);
  }

  @Test
  void should_take_nothing_for_what_it_is_not() {
    assertThat(problems(SMALL.replace("count: 2", "count: yes")))
        .containsExactly(
            "small.yaml:9:24: vms[0].count: 'yes' is not a whole number; write one such as 42");
    assertThat(problems(SMALL.replace("count: 2", "count: 010"))).hasSize(1);
    assertThat(problems(SMALL.replace("count: 2", "count: '2'"))).hasSize(1);
    assertThat(problems(SMALL.replace(" 4 GiB", " 4")))
        .containsExactly(
            "small.yaml:9:35: vms[0].memory: '4' has no unit; write a size such as '8 GiB'");
    assertThat(problems(SMALL.replace(" 4 GiB", " 4 Gib")))
        .containsExactly(
            "small.yaml:9:35: vms[0].memory: '4 Gib': 'Gib' is no unit of a size; use one of B, KiB, MiB,"
                + " GiB, TiB, kB, MB, GB, TB");
    assertThat(problems(SMALL + "name: again\n"))
        .containsExactly(
            "small.yaml:12:1: key 'name' stands here twice, first in line 1: remove one");
  }

  @Test
  void should_say_what_a_fault_a_route_or_an_engine_lacks() {
    assertThat(problems(SMALL + "faults:\n  - {kind: doorbell, phase: freeze}\n"))
        .singleElement()
        .asString()
        .contains("faults[0]: a fault of kind doorbell needs 'vm'");
    assertThat(problems(SMALL + "faults:\n  - {kind: doorbell, vm: web-0, device: 7}\n"))
        .singleElement()
        .asString()
        .contains("faults[0].device: there is no device 7: web-0 has");
    assertThat(problems(SMALL + "faults:\n  - {kind: link-down, vm: web-0}\n"))
        .singleElement()
        .asString()
        .contains("faults[0]: a fault of kind link-down needs 'for'");
    assertThat(problems(SMALL + "faults:\n  - {kind: link-down}\n")).hasSize(3);
    assertThat(problems(SMALL + "migration: {engine: simgrid, memory: {strategy: hybrid}}\n"))
        .anyMatch(problem -> problem.contains("engine simgrid knows nothing of 'hybrid'"));
  }

  private static Protocol protocol(String text) throws ScenarioProblems {
    return read(text).host().owners().get(0).settings().protocol();
  }

  @Test
  void should_let_a_switch_of_the_scenario_win_over_the_drivers_and_those_over_the_profiles()
      throws ScenarioProblems {
    Protocol plain = protocol(SMALL);
    assertThat(plain.word(Option.RETRY_EAGAIN)).isEqualTo("yes");
    Protocol linux = protocol(SMALL + "migration: {driver: linux}\n");
    assertThat(linux.word(Option.RETRY_EAGAIN)).isEqualTo("no");
    assertThat(linux.word(Option.CLEAR_ON_READ)).isEqualTo("change-record");
    Protocol both =
        protocol(SMALL + "migration: {driver: linux}\nprotocol: {retry-eagain: 'yes'}\n");
    assertThat(both.word(Option.RETRY_EAGAIN)).isEqualTo("yes");
  }

  @Test
  void should_not_fill_pages_with_one_mistake() {
    assertThat(problems(SMALL + "seeed: " + "9".repeat(9_000)))
        .singleElement(as(STRING))
        .hasSizeLessThan(600);
    assertThat(problems(SMALL, "seed=" + "9".repeat(9_000)))
        .singleElement(as(STRING))
        .hasSizeLessThan(800)
        .contains("8,5", "characters");
    String keys =
        IntStream.range(0, 1_000).mapToObj("k%d: 1\n"::formatted).collect(Collectors.joining());
    ScenarioProblems many =
        catchThrowableOfType(
            ScenarioProblems.class, () -> ScenarioFile.parse("many.yaml", SMALL + keys, List.of()));
    assertThat(many.problems()).hasSize(1_000);
    assertThat(many.getMessage().lines()).hasSize(51).last(as(STRING)).isEqualTo("and 950 more");
  }

  @Test
  void should_refuse_a_name_that_no_folder_can_have() throws ScenarioProblems {
    assertThat(read(SMALL, "name=" + "x".repeat(100)).name()).hasSize(100);
    assertThat(problems(SMALL, "name=" + "x".repeat(101)))
        .singleElement(as(STRING))
        .contains("101 characters", "at most 100");
  }

  @Test
  void should_say_where_yaml_goes_wrong() {
    assertThat(problems("name: [small\nplan: ]"))
        .singleElement()
        .asString()
        .startsWith("small.yaml:2:")
        .contains("this is not YAML");
    assertThat(problems(""))
        .containsExactly("small.yaml: the file is empty; a scenario needs 'name' and more");
    assertThat(problems("- a\n- b"))
        .containsExactly("small.yaml:1:1: a scenario is a block of keys, not a list");
  }

  @Test
  void should_put_overrides_over_the_file() throws ScenarioProblems {
    Scenario scenario =
        read(SMALL, "seed=7", "plan[0].limits.total=128", "migration.memory.downtime-limit=100 ms");
    assertThat(scenario.seed()).isEqualTo(7);
    assertThat(scenario.plans().get(0).limits().total()).isEqualTo(128);
    assertThat(scenario.vms().get(0).migration().preCopy().downtimeLimit().toMillis())
        .isEqualTo(100);
    assertThat(problems(SMALL, "plan[4].at=3 s", "sead"))
        .containsExactly(
            "--set plan[4].at=3 s: there is no '4' in a list",
            "--set sead: write it as path=value, such as seed=7 or plan[0].limits.total=128");
    assertThat(problems(SMALL, "sead=7"))
        .containsExactly("small.yaml: sead: unknown key; did you mean 'seed'?");
  }

  @Test
  void should_write_down_the_scenario_as_it_was_run() throws ScenarioProblems {
    String text = ScenarioFile.parse("small.yaml", SMALL, List.of("seed=7")).text();
    assertThat(read(text).seed()).isEqualTo(7);
    assertThat(ScenarioFile.parse("small.yaml", SMALL, List.of()).text()).isEqualTo(SMALL);
  }

  @Test
  void should_refuse_what_is_no_readable_text(@TempDir Path folder) throws IOException {
    Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xff, 2});
    assertThatThrownBy(() -> ScenarioFile.read(binary, List.of()))
        .isInstanceOf(ScenarioProblems.class)
        .hasMessageContaining("this is a binary file");
    assertThatThrownBy(() -> ScenarioFile.read(folder, List.of()))
        .hasMessageContaining("this is a directory");
    assertThatThrownBy(() -> ScenarioFile.read(folder.resolve("none"), List.of()))
        .hasMessageContaining("there is no such file");
  }

  /**
   * Whatever is in the file, the answer is a scenario or a list of problems, never an exception.
   */
  @Property(tries = 2000)
  void should_survive_any_damage(Gen gen) {
    var text = new StringBuilder(SMALL);
    for (int i = gen.between(1, 4); i > 0; i--) {
      int at = gen.between(0, text.length() - 1);
      if (gen.chance(50)) {
        text.setCharAt(at, (char) gen.between(9, 126));
      } else {
        text.delete(at, Math.min(text.length(), at + gen.between(1, 9)));
      }
    }
    try {
      assertThat(read(text.toString())).isNotNull();
    } catch (ScenarioProblems problems) {
      assertThat(problems.problems()).isNotEmpty();
    }
  }
}
