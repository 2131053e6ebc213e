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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What surrounds migrations and decides how they come out: hosts, workloads, others' traffic. */
class SurroundingsTest {

  @TempDir private Path folder;

  private static String file(String name) {
    return Path.of(System.getProperty("godwit.home"), "scenarios/src/test/resources/operations")
        .resolve(name)
        .toString();
  }

  private static Terminal godwit(String command, String name, String... settings) {
    var words = new ArrayList<>(List.of(command, file(name + ".yaml")));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return Terminal.godwit(words.toArray(String[]::new));
  }

  private JsonNode run(String name, String... settings) throws IOException {
    var words = new ArrayList<>(List.of("run", file(name + ".yaml"), "--json"));
    words.addAll(List.of("--out", folder.resolve("run").toString()));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    Terminal run = Terminal.godwit(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isIn(ExitCode.OK, ExitCode.INVALID);
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void should_count_what_a_guest_gets_done_and_what_its_hosts_draw() throws IOException {
    JsonNode summary = run("faster-destination");
    double seconds = summary.at("/took/seconds").asDouble();
    assertThat(seconds).isEqualTo(10.03, within(0.02));
    assertThat(summary.at("/energyJoules").asDouble()).isEqualTo(2 * seconds, within(0.01));
    String csv = Files.readString(folder.resolve("run/migrations.csv"));
    double work =
        Double.parseDouble(csv.lines().skip(1).findFirst().orElseThrow().split(",", -1)[26]);
    assertThat(work).as("a tenth of the time").isEqualTo(100 * seconds, within(10.0));
  }

  @Test
  void should_write_as_fast_as_the_host_computes() throws IOException {
    String[] writes = {
      "vms[0].dirtying.model=sequential",
      "vms[0].dirtying.rate=1 MB/s",
      "datacenter.hosts[0].speed=10",
      "migration.memory.max-rounds=30"
    };
    JsonNode slow = run("faster-destination", writes);
    writes[2] = "datacenter.hosts[0].speed=100";
    try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
      files.filter(Files::isRegularFile).forEach(this::delete);
    }
    JsonNode fast = run("faster-destination", writes);
    assertThat(slow.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(fast.at("/rounds").toString()).isNotEqualTo(slow.at("/rounds").toString());
  }

  private void delete(Path file) {
    assertThat(file.toFile().delete()).isTrue();
  }

  @Test
  void should_read_a_trace_from_a_file_and_keep_it_with_the_run() throws IOException {
    JsonNode summary = run("trace-from-file");
    assertThat(summary.at("/migrations/completed").asInt()).isEqualTo(1);
    assertThat(summary.at("/rounds/max").asInt()).isGreaterThan(1);
    String kept = Files.readString(folder.resolve("run/scenario.yaml"));
    assertThat(kept).contains("dirties: 32768000 B").doesNotContain("trace-file");
    assertThat(Terminal.godwit("verify", folder.resolve("run").toString()).exitCode()).isZero();
  }

  @Test
  void should_say_what_is_wrong_with_a_trace_file() {
    String path = "vms[0].dirtying.trace-file=";
    assertThat(godwit("validate", "trace-from-file", path + "nowhere.csv").err())
        .contains("there is no file 'nowhere.csv' beside the scenario");
    assertThat(godwit("validate", "trace-from-file", path + "query-migrate-failed.json").err())
        .contains("call it pages or bytes");
  }

  /** Eight streams of storage and two of migrations share what is short; with one it gives way. */
  @ParameterizedTest
  @CsvSource({"8, 34.4, 0.0", "1, 20.7, 40.0"})
  void should_share_links_with_others_stream_by_stream(int flows, double took, double missed)
      throws IOException {
    JsonNode summary =
        run(
            "migration-on-storage-network",
            "datacenter.fabric.background[0].flows=" + flows,
            "datacenter.fabric.background[0].on[0]=pod-0/rack-0/host-0/tx");
    assertThat(summary.at("/took/seconds").asDouble()).isEqualTo(took, within(0.3));
    assertThat(summary.at("/background/0/missingPercent").asDouble())
        .isEqualTo(missed, within(4.0));
    assertThat(summary.at("/links/0/carriedBytes").asLong())
        .isEqualTo(summary.at("/bytes/memory").asLong());
  }

  @Test
  void should_wait_for_the_time_of_day_that_leaves_the_rate_asked_for() throws IOException {
    String[] byDay = {
      "datacenter.fabric.background[0].by-time[0].at=8 h",
      "datacenter.fabric.background[0].by-time[0].rate=8 Gbit/s",
      "datacenter.fabric.background[0].by-time[1].at=18 h",
      "datacenter.fabric.background[0].by-time[1].rate=2 Gbit/s",
      "plan[0].at=10 h",
      "plan[0].limits.min-rate=4 Gbit/s"
    };
    Path scenario = folder.resolve("by-day.yaml");
    Files.writeString(
        scenario,
        Files.readString(Path.of(file("migration-on-storage-network.yaml")))
            .replace("rate: 6 Gbit/s, ", ""));
    var words = new ArrayList<>(List.of("run", scenario.toString(), "--journal", "memory"));
    for (String setting : byDay) {
      words.addAll(List.of("--set", setting));
    }
    Terminal run = Terminal.godwit(words.toArray(String[]::new));
    assertThat(run.out())
        .as(run.err())
        .contains(
            "2 of 2 migrations", "from 10 h 00 min to 18 h 00 min", "limits.min-rate held it");
  }

  @Test
  void should_refuse_a_background_without_a_link_or_a_rate() {
    assertThat(
            godwit(
                    "validate",
                    "migration-on-storage-network",
                    "datacenter.fabric.background[0].on[0]=nowhere")
                .err())
        .contains("there is no link 'nowhere'");
    assertThat(
            godwit(
                    "validate",
                    "migration-on-storage-network",
                    "datacenter.fabric.background[0].by-time[0].at=8 h",
                    "datacenter.fabric.background[0].by-time[0].rate=1 Gbit/s")
                .err())
        .contains("it wants only one of rate, by-time");
  }

  @Test
  void should_refuse_replies_of_migrations_that_have_not_ended() {
    for (String reply : List.of("active", "failed")) {
      Terminal oracle =
          Terminal.godwit(
              "oracle",
              file("query-migrate-" + reply + ".json"),
              "--inputs",
              file("query-migrate-inputs.json"));
      assertThat(oracle.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(oracle.err()).contains("status: '" + reply + "' does not do");
      assertThat(oracle.out()).doesNotContain("100.0 %", "gave up");
    }
  }

  @Test
  void should_account_for_a_link_that_fails_at_the_very_beginning() throws IOException {
    JsonNode summary =
        run(
            "migration-on-storage-network",
            "faults[0].kind=link-degraded",
            "faults[0].target=pod-0/rack-0/host-0",
            "faults[0].at=0 s",
            "faults[0].for=100 s",
            "faults[0].capacity=4 Gbit/s");
    assertThat(summary.at("/faults/0/result").asText()).isEqualTo("struck");
  }
}
