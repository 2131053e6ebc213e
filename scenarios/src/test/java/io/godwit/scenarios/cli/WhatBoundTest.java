package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the time of a plan went, so that a planner sees which knob to turn. */
class WhatBoundTest {

  private static final String DRAIN =
      """
      name: case
      datacenter:
        fabric: {hosts-per-rack: 4, host-link: 10 Gbit/s}
        host: {memory: 64 GiB}
      vms: [{name: vm, count: 3, memory: 8 GiB, on: pod-0/rack-0/host-0}]
      plan: [{name: evening, at: 1 s, drain: pod-0/rack-0/host-0, limits: {total: 1}}]
      """;

  @TempDir private Path folder;

  private Terminal godwit(String scenario, String... more) throws IOException {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, scenario);
    var words = new ArrayList<>(List.of("run", file.toString()));
    words.addAll(List.of(more));
    return Terminal.godwit(words.toArray(String[]::new));
  }

  private JsonNode spent(String... settings) throws IOException {
    var words = new ArrayList<>(List.of("--journal", "memory", "--json"));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    Terminal run = godwit(DRAIN, words.toArray(String[]::new));
    return new ObjectMapper().readTree(run.out()).at("/timeSpent");
  }

  /** One after the other, 6.9 s each: the second waits once as long, the third twice. */
  @Test
  void should_say_which_limit_was_waited_for_and_which_link_was_full() throws IOException {
    JsonNode spent = spent();
    assertThat(spent.at("/waiting/limits.total").asDouble()).isEqualTo(3 * 6.89, within(0.1));
    assertThat(spent.at("/copying/links of hosts").asDouble()).isEqualTo(3 * 6.88, within(0.1));
    assertThat(spent.at("/fullLink").asText()).isEqualTo("pod-0/rack-0/host-0/tx");
    assertThat(spent.at("/boundBy").asText()).isEqualTo("copying: pod-0/rack-0/host-0/tx");
  }

  @Test
  void should_tell_streams_and_a_bandwidth_of_their_own_from_links() throws IOException {
    JsonNode stream = spent("datacenter.fabric.host-link=100 Gbit/s", "migration.engine=qemu-8.2");
    assertThat(stream.at("/copying/stream").asDouble()).isEqualTo(3 * 4.3, within(0.2));
    assertThat(stream.at("/boundBy").asText()).isEqualTo("waiting: limits.total");
    for (String engine : List.of("textbook", "qemu-8.2")) {
      JsonNode paced =
          spent("migration.engine=" + engine, "migration.memory.max-bandwidth=1 Gbit/s");
      assertThat(paced.at("/copying/max-bandwidth").asDouble())
          .as(engine)
          .isEqualTo(3 * 68.5, within(1.5));
    }
  }

  /** The first fills its host's link for 55 s, the second sends a hundredth of what that takes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          migrate: big-0             | host-0 | drain: pod-0/rack-0/host-0
          drain: pod-0/rack-0/host-0 | host-1 | drain: pod-0/rack-0
          """)
  void should_not_take_a_link_for_full_that_another_plan_has_filled(
      String first, String host, String second) throws IOException {
    Terminal run =
        godwit(
            """
            name: case
            datacenter:
              fabric: {hosts-per-rack: 4, racks-per-pod: 2, host-link: 10 Gbit/s, rack-uplink: 10 Gbit/s}
              host: {memory: 128 GiB}
            vms:
              - {name: big, memory: 64 GiB, on: pod-0/rack-0/host-0}
              - {name: small, count: 2, memory: 256 MiB, on: pod-0/rack-0/%s,
                 migration: {memory: {max-bandwidth: 100 Mbit/s}}}
            plan:
              - {name: one, at: 1 s, %s}
              - {name: two, at: 100 s, %s, limits: {per-source: 1}}
            """
                .formatted(host, first, second),
            "--journal",
            "memory",
            "--json");
    JsonNode two = new ObjectMapper().readTree(run.out()).at("/plans/1");
    assertThat(two.at("/name").asText()).as(run.err()).isEqualTo("two");
    assertThat(two.at("/figures/timeSpent/boundBy").asText()).isEqualTo("copying: max-bandwidth");
    assertThat(two.at("/busiestLink/fullSeconds").asDouble()).isLessThan(1);
  }

  @Test
  void should_take_a_link_for_full_that_two_plans_fill_together() throws IOException {
    Terminal run =
        godwit(
            """
            name: case
            datacenter:
              fabric: {hosts-per-rack: 4, host-link: 10 Gbit/s}
              host: {memory: 64 GiB}
            vms: [{name: a, count: 2, memory: 8 GiB, on: pod-0/rack-0/host-0}]
            plan:
              - {name: one, at: 1 s, migrate: a-0}
              - {name: two, at: 1 s, drain: pod-0/rack-0/host-0}
            """,
            "--journal",
            "memory",
            "--json");
    JsonNode two = new ObjectMapper().readTree(run.out()).at("/plans/1");
    assertThat(two.at("/busiestLink/link").asText())
        .as(run.err())
        .isEqualTo("pod-0/rack-0/host-0/tx");
    assertThat(two.at("/busiestLink/fullSeconds").asDouble())
        .isGreaterThan(0.99 * two.at("/figures/took/seconds").asDouble());
  }

  @Test
  void should_tell_copying_again_from_copying_once() throws IOException {
    JsonNode spent =
        spent(
            "vms[0].dirtying.model=uniform",
            "vms[0].dirtying.rate=800 MB/s",
            "vms[0].dirtying.working-set=4 GiB");
    assertThat(spent.at("/converging").asDouble()).isGreaterThan(5);
    assertThat(spent.at("/standing").asDouble()).isBetween(0.3, 3.0);
  }

  @Test
  void should_say_the_same_of_each_migration() throws IOException {
    Path out = folder.resolve("run");
    Terminal run = godwit(DRAIN, "--out", out.toString());
    assertThat(run.out())
        .contains("where migrations' time went", "waiting: limits.total")
        .contains("bound by pod-0/rack-0/host-0/tx, full nearly all the time");
    List<String> lines = Files.readAllLines(out.resolve("migrations.csv"));
    assertThat(lines.get(0)).contains("waiting_ms,waited_for,copying_ms,copied_by,converging_ms");
    assertThat(lines.get(2)).contains(",limits.total,").contains("pod-0/rack-0/host-0/tx");
  }

  @Test
  void should_compare_plans_and_groups() throws IOException {
    String compare =
        DRAIN
            + """
            compare:
              axes: [{name: at once, key: "plan[0].limits.total", values: [1, 3]}]
              show: ["plan[evening].duration", "group[vm].downtime.p99", duration]
            """;
    Terminal run = godwit(compare, "--journal", "memory");
    assertThat(run.out())
        .as(run.err())
        .contains("plan[evening].duration", "group[vm].downtime.p99")
        .containsPattern("\n  1 +20.7 s +[0-9.]+ ms +21.7 s");
    Terminal wrong = godwit(compare.replace("plan[evening]", "plan[morning]"));
    assertThat(wrong.err()).contains("there is no plan 'morning'");
    assertThat(godwit(compare.replace("downtime.p99", "downtime.p98")).err())
        .contains("'downtime.p98' is unknown; did you mean");
  }
}
