package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Migrations that do not succeed: tried again, settled, and no guest the worse for it. */
class FailureTest {

  private static JsonNode run(String... settings) throws IOException {
    var arguments =
        new ArrayList<>(List.of("run", "first-migration", "--journal", "memory", "--json"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    Terminal run = godwit(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.INVALID);
    JsonNode summary = new ObjectMapper().readTree(run.out());
    for (JsonNode invariant : summary.get("invariants")) {
      assertThat(invariant.get("result").asText()).as(invariant.toString()).isNotEqualTo("broken");
    }
    assertThat(summary.at("/vms/lost").asInt()).isZero();
    assertThat(summary.at("/migrations/completed").asInt()).isZero();
    return summary;
  }

  @Test
  void should_try_again_and_fail_when_a_guest_writes_faster_than_the_link() throws IOException {
    JsonNode summary = run("vms[0].dirtying.rate=4 GiB/s", "migration.memory.downtime-limit=10 ms");
    assertThat(summary.at("/migrations/failed").asInt()).isEqualTo(1);
    assertThat(summary.at("/migrations/retried").asInt()).isEqualTo(2);
    assertThat(summary.has("downtimeMillis")).isFalse();
  }

  @Test
  void should_fail_when_its_time_is_up() throws IOException {
    JsonNode summary = run("migration.retry.timeout-per-gib=200 ms");
    assertThat(summary.at("/migrations/failed").asInt()).isEqualTo(1);
    assertThat(summary.at("/migrations/retried").asInt()).isEqualTo(2);
  }

  @Test
  void should_settle_what_finds_no_host() throws IOException {
    JsonNode summary =
        run("vms[0].count=2", "vms[0].memory=40 GiB", "expect[0]=migrations.completed == 1");
    assertThat(summary.at("/migrations/failed").asInt()).isEqualTo(1);
    assertThat(summary.at("/migrations/retried").asInt()).isZero();
  }
}
