package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Same scenario and seed: same digest, on disk or in memory, in this JVM or another, under load.
 */
class DeterminismTest {

  private static final String[] SMALL = {
    "--set",
    "datacenter.fabric.hosts-per-rack=4",
    "--set",
    "vms[0].count=200",
    "--set",
    "vms[1].count=30",
    "--set",
    "vms[2].count=10",
    "--quiet",
    "--json"
  };

  @TempDir private Path folder;

  @Test
  void should_have_one_digest_wherever_it_runs_and_another_for_another_seed() throws Exception {
    String inMemory = digest(godwit("--journal", "memory"));
    assertThat(digest(godwit("--journal", "memory"))).isEqualTo(inMemory);
    assertThat(digest(godwit("--out", folder.resolve("disk").toString()))).isEqualTo(inMemory);
    assertThat(digestOfAnotherProcess("-XX:ActiveProcessorCount=1")).isEqualTo(inMemory);
    assertThat(digestOfAnotherProcess("-Xint")).isEqualTo(inMemory);
    assertThat(digest(godwit("--journal", "memory", "--seed", "43"))).isNotEqualTo(inMemory);
  }

  @Test
  void should_tell_the_same_from_the_journal_alone() throws IOException {
    Path run = folder.resolve("run");
    String summary = godwit("--out", run.toString());

    Terminal report = Terminal.godwit("report", run.toString(), "--json");

    assertThat(report.exitCode()).isZero();
    assertThat(report.out())
        .isEqualTo(summary)
        .isEqualTo(Files.readString(run.resolve("summary.json")));
    JsonNode json = new ObjectMapper().readTree(summary);
    assertThat(Files.readString(run.resolve("metrics.prom")))
        .contains(
            "godwit_migrations_total{outcome=\"completed\",} "
                + json.at("/migrations/completed").asDouble())
        .doesNotContain("_created");
    assertThat(json.at("/entities/migration").asLong())
        .isEqualTo(json.at("/migrations/planned").asLong());
    assertThat(Files.readAllLines(run.resolve("migrations.csv")))
        .hasSize(1 + json.at("/migrations/planned").asInt());
  }

  private static String godwit(String... options) {
    var arguments = new ArrayList<>(List.of("run", "rack-drain"));
    arguments.addAll(List.of(SMALL));
    arguments.addAll(List.of(options));
    Terminal run = Terminal.godwit(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private static String digestOfAnotherProcess(String option) throws Exception {
    var arguments = new ArrayList<>(List.of("run", "rack-drain", "--journal", "memory"));
    arguments.addAll(List.of(SMALL));
    Process process =
        Terminal.process(List.of(option), arguments)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return digest(out);
  }

  private static String digest(String summary) throws IOException {
    return new ObjectMapper().readTree(summary).get("digest").asText();
  }
}
