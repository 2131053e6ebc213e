package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.explore.Domain;
import io.godwit.scenarios.explore.Exploration;
import io.godwit.scenarios.explore.Exploration.Question;
import io.godwit.scenarios.explore.Report;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.file.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExploreTest {

  /** Its devices do not notice a context that was corrupted on its way. */
  private static final String SCENARIO =
      """
      name: small
      datacenter:
        fabric: {hosts-per-rack: 3}
        host:
          memory: 16 GiB
          owners:
            - {name: net0, type: net, members: 8, profile: virtio-1.4}
      vms:
        - {name: web, count: 4, on: pod-0/rack-0/host-0, memory: 256 MiB, devices: [net0]}
      plan:
        - {at: 1 s, drain: pod-0/rack-0/host-0}
      """;

  private static final String WITHOUT_DEVICES =
      SCENARIO.replace(", devices: [net0]", "").replaceAll("(?m)^    owners:\n.*\n", "");

  @TempDir private Path folder;

  private Path scenario;

  @BeforeEach
  void writeScenario() throws IOException {
    scenario = Files.writeString(folder.resolve("small.yaml"), SCENARIO);
  }

  private Terminal explore(String... arguments) {
    var all = new ArrayList<>(List.of("explore", scenario.toString(), "--quiet"));
    all.addAll(List.of(arguments));
    return Terminal.godwit(all.toArray(String[]::new));
  }

  @Test
  void should_find_what_breaks_and_shrink_it_to_a_scenario_that_shows_it() throws IOException {
    Path out = folder.resolve("found");
    Terminal explore =
        explore("--wild", "--runs", "128", "--findings", "3", "--out", out.toString(), "--json");
    assertThat(explore.exitCode()).as(explore.err()).isEqualTo(ExitCode.INVALID);
    JsonNode findings = new ObjectMapper().readTree(explore.out()).get("findings");
    assertThat(findings).hasSize(3);
    for (int i = 0; i < findings.size(); i++) {
      assertThat(findings.get(i).get("guests").asInt()).isLessThanOrEqualTo(2);
      assertThat(findings.get(i).get("faults")).hasSizeBetween(0, 2);
      Path minimal = out.resolve("finding-%d.yaml".formatted(i + 1));
      assertThat(minimal).content().endsWith(findings.get(i).get("scenario").asText());
      shows(findings.get(i), minimal);
    }
  }

  private static void shows(JsonNode finding, Path scenario) {
    Terminal run = Terminal.godwit("run", scenario.toString(), "--journal", "memory", "--quiet");
    if (finding.get("kind").asText().equals("invariant")) {
      assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.INVALID);
      assertThat(run.out()).containsPattern("broken +" + finding.get("name").asText());
    }
  }

  @Test
  void should_find_the_same_however_many_run_at_once() throws IOException {
    assertThat(found("--at-once", "1")).isEqualTo(found("--at-once", "3"));
  }

  private JsonNode found(String... how) throws IOException {
    var all = new ArrayList<>(List.of(how));
    all.addAll(List.of("--wild", "--runs", "64", "--findings", "2", "--json"));
    all.addAll(List.of("--out", folder.resolve(String.join("", how)).toString()));
    Terminal explore = explore(all.toArray(String[]::new));
    var report = (ObjectNode) new ObjectMapper().readTree(explore.out());
    report.remove("wallSeconds");
    report.get("findings").forEach(finding -> ((ObjectNode) finding).remove("replay"));
    return report;
  }

  @Test
  void should_say_so_when_nothing_is_found() throws IOException {
    Files.writeString(scenario, WITHOUT_DEVICES);
    Terminal explore = explore("--runs", "64");
    assertThat(explore.exitCode()).as(explore.out()).isZero();
    assertThat(explore.out()).contains("64 variations, 0 findings", "outcomes");
  }

  @Test
  void should_hold_every_variation_to_what_must_always_be() throws IOException {
    Files.writeString(scenario, WITHOUT_DEVICES);
    Path out = folder.resolve("found");
    Terminal explore =
        explore("--runs", "64", "--always", "migrations.completed == 4", "--out", out.toString());
    assertThat(explore.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(explore.out()).contains("expectation: migrations.completed == 4");
  }

  @Test
  void should_show_what_was_found_until_it_was_interrupted() throws ScenarioProblems {
    var interrupted = new AtomicBoolean();
    var question =
        new Question(
            ScenarioFile.parse("small", SCENARIO, List.of()),
            new Domain(Vocabulary.words("faults.kind"), true),
            1,
            10_000,
            0,
            List.of(),
            100);
    try (var exploration =
        new Exploration(
            question, "test", 1, interrupted, progress -> interrupted.set(progress.done() > 40))) {
      Report report = exploration.explore();
      assertThat(report.interrupted()).isTrue();
      assertThat(report.runs()).isBetween(41L, 200L);
      assertThat(report.page(Optional.empty())).contains("then interrupted", "finding 1");
    }
  }

  @Test
  void should_let_only_those_faults_loose_that_are_asked_for() throws IOException {
    Terminal explore =
        explore(
            "--runs",
            "64",
            "--faults",
            "link-*",
            "--json",
            "--out",
            folder.resolve("found").toString());
    JsonNode coverage = new ObjectMapper().readTree(explore.out()).get("coverage");
    assertThat(coverage.at("/strikes/runs").fieldNames())
        .toIterable()
        .isNotEmpty()
        .allMatch(strike -> strike.startsWith("link-"));
    assertThat(explore("--faults", "bad-luck").err()).contains("no such kind", "owner-reset");
  }

  @Test
  void should_refuse_what_cannot_be_explored() throws IOException {
    assertThat(explore("--runs", "0").err()).contains("--runs 0: from 1");
    assertThat(explore("--always", "luck == 1").err()).contains("--always");
    assertThat(explore("--exhaustive=3").err()).contains("--exhaustive 3: from 0 to 2");
    assertThat(Terminal.godwit("explore", "thread/flr-in-freeze").err()).contains("comparison");
    Files.writeString(scenario, WITHOUT_DEVICES);
    assertThat(explore("--exhaustive", "--faults", "doorbell").err()).contains("can strike");
  }
}
