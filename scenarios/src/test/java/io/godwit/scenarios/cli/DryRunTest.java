package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would happen is said before it happens. */
class DryRunTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private JsonNode forecast(String scenario, String... more) throws IOException {
    Path kept = folder.resolve("kept");
    String[] arguments =
        Stream.concat(
                Stream.of("run", scenario, "--dry-run", "--json", "--out", kept.toString()),
                Stream.of(more))
            .toArray(String[]::new);
    Terminal said = godwit(arguments);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(kept).doesNotExist();
    return JSON.readTree(said.out());
  }

  @Test
  void should_count_what_would_move() throws IOException {
    JsonNode found = forecast("operations/racks-after-each-other");
    assertThat(found.at("/hosts").asLong()).isEqualTo(64);
    assertThat(found.at("/guests").asLong()).isEqualTo(305);
    assertThat(found.at("/migrations").asLong()).isEqualTo(120);
    assertThat(found.at("/plans/1/notMigratable").asLong()).isEqualTo(1);
    assertThat(found.at("/plans/1/begins").asText()).isEqualTo("after first");
    assertThat(found.at("/plans/2/begins").asText()).isEqualTo("30 s after second");
    assertThat(found.at("/estimate/exact").asBoolean()).isFalse();
    assertThat(found.at("/estimate/events").asDouble()).isBetween(30_000.0, 120_000.0);
  }

  @Test
  void should_know_a_small_run_exactly() throws IOException {
    Path run = folder.resolve("run");
    assertThat(godwit("run", "first-migration", "-q", "--out", run.toString()).exitCode()).isZero();
    JsonNode summary = JSON.readTree(Files.readString(run.resolve("summary.json")));
    JsonNode found = forecast("first-migration");
    assertThat(found.at("/estimate/exact").asBoolean()).isTrue();
    assertThat(found.at("/estimate/events")).isEqualTo(summary.at("/events/persisted"));
  }

  /** Batches follow each other, and guests may come back: nobody is chosen at the beginning. */
  @Test
  void should_not_say_of_an_upgrade_that_it_moves_nobody() {
    String upgrade = "operations/upgrade-with-spare-room";
    assertThat(godwit("run", upgrade, "--dry-run").out())
        .contains("whoever is on its hosts when these are taken down")
        .doesNotContain(": 0 guests, 0 B");
  }

  /** Nobody is lost at the beginning, and whoever cancels moves nobody at all. */
  @Test
  void should_not_say_of_an_evacuation_that_it_starts_nobody() {
    String lost = "chaos/rack-loses-power";
    assertThat(godwit("run", lost, "--dry-run", "--set", "plan[2].cancel=restart").out())
        .contains("restart (evacuate pod-0/rack-0) at 5 s: whoever is lost with its hosts by then")
        .contains("plan 2 (cancel restart) at 0 s: nobody")
        .doesNotContain("0 guests, 0 B");
  }

  @Test
  void should_say_how_many_runs_a_comparison_has() {
    Terminal said = godwit("run", "never-converges", "--dry-run");
    assertThat(said.out()).contains("never-converges: nothing was run", "runs ");
  }

  @Test
  void should_say_what_each_part_of_the_work_took() {
    Terminal loud = godwit("run", "first-migration", "--journal", "memory", "-v");
    assertThat(loud.err()).contains("placing guests took", "reporting took");
    Terminal silent = godwit("run", "first-migration", "--journal", "memory", "-q", "-v");
    assertThat(silent.err()).isEmpty();
    assertThat(silent.out()).isEqualTo(loud.out());
  }
}
