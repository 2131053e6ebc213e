package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

  /** One host of eight guests, which a link of 10 Gbit/s lets go two at a time. */
  private static final String SCENARIO =
      """
      name: small
      datacenter:
        fabric: {hosts-per-rack: 6, host-link: 10 Gbit/s}
        host: {memory: 64 GiB}
      vms:
        - {name: web, count: 8, on: pod-0/rack-0/host-0, memory: 2 GiB,
           dirtying: {model: uniform, rate: 60 MiB/s, working-set: 1 GiB}}
      migration:
        memory: {max-bandwidth: 5 Gbit/s}
      plan:
        - {drain: pod-0/rack-0/host-0, limits: {per-source: 1, total: 8}}
      expect:
        - migrations.completed == 8
      """;

  private static final String VARY = "plan[0].limits.per-source=1..8";

  @TempDir private Path folder;

  private Path scenario;

  @BeforeEach
  void writeScenario() throws IOException {
    scenario = Files.writeString(folder.resolve("small.yaml"), SCENARIO);
  }

  private Terminal plan(String... arguments) {
    var all = new ArrayList<>(List.of("plan", scenario.toString(), "--quiet"));
    all.addAll(List.of(arguments));
    return Terminal.godwit(all.toArray(String[]::new));
  }

  private String out() {
    return folder.resolve("best.yaml").toString();
  }

  @Test
  void should_find_the_knee_and_say_what_a_faster_link_would_bring() throws IOException {
    Terminal plan = plan("--vary", VARY, "--seeds", "1", "--json", "--out", out());
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    JsonNode findings = new ObjectMapper().readTree(plan.out());
    assertThat(findings.at("/best/settings/0").asText()).isEqualTo("plan[0].limits.per-source=2");
    assertThat(findings.at("/best/value").asDouble())
        .isLessThan(findings.at("/asItStands/value").asDouble());
    JsonNode link = findings.at("/doubled/0");
    assertThat(link.at("/key").asText()).isEqualTo("datacenter.fabric.host-link");
    assertThat(link.at("/trial/value").asDouble())
        .isLessThanOrEqualTo(findings.at("/best/value").asDouble());
  }

  @Test
  void should_turn_the_limits_of_the_plan_where_nobody_says_what() throws IOException {
    Terminal plan = plan("--seeds", "0", "--runs", "6", "--json", "--out", out());
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    JsonNode settings = new ObjectMapper().readTree(plan.out()).at("/best/settings");
    assertThat(settings).hasSize(2);
    assertThat(settings.toString()).contains("plan[0].limits.total=", "plan[0].limits.per-source=");
  }

  @Test
  void should_come_to_the_same_with_one_run_at_once() {
    List<String> both =
        List.of("1", "2").stream()
            .map(n -> plan("--vary", VARY, "--seeds", "2", "--at-once", n, "--out", out() + n))
            .map(Terminal::out)
            .toList();
    assertThat(both.get(0)).isEqualTo(both.get(1)).contains("best");
  }

  @Test
  void should_write_a_scenario_that_gives_what_it_says() throws IOException {
    Terminal plan = plan("--vary", VARY, "--seeds", "0", "--json", "--out", out());
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    Terminal run = Terminal.godwit("run", out(), "--journal", "memory", "--json", "--quiet");
    double seconds = new ObjectMapper().readTree(run.out()).at("/took/untilSeconds").asDouble();
    assertThat(new ObjectMapper().readTree(plan.out()).at("/best/value").asDouble())
        .isEqualTo(Math.rint(seconds * 1e9));
  }

  @Test
  void should_say_what_stands_in_the_way_where_nothing_is_allowed() {
    Terminal plan =
        plan(
            "--vary", VARY, "--seeds", "0", "--subject-to", "downtime.max <= 1 us", "--out", out());
    assertThat(plan.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(plan.out()).contains("none is allowed", "downtime.max <= 1 us: it is");
    assertThat(Path.of(out())).doesNotExist();
  }

  /** Half the rate is enough as the scenario stands, and was not among what was tried. */
  @Test
  void should_not_say_that_nothing_is_allowed_where_the_scenario_is_as_it_stands() {
    String[] narrow = {
      "--vary",
      "migration.memory.max-bandwidth=1..2 Gbit/s",
      "--runs",
      "2",
      "--seeds",
      "0",
      "--out",
      out(),
      "--subject-to",
      "total.max <= 5 s"
    };
    List<String> more = new ArrayList<>(List.of(narrow));
    more.addAll(List.of("--subject-to", "away.max <= 5 s"));
    assertThat(plan(more.toArray(String[]::new)).out())
        .contains("none is allowed", "away.max <= 5 s: there was nothing to measure");
    Terminal one = plan(narrow);
    assertThat(one.out())
        .contains("none that was tried is allowed, but the scenario as it stands is; nearest is");
  }

  /** What has not begun by its deadline never does, which is quick and no drain. */
  @Test
  void should_allow_no_setting_with_which_a_plan_misses_its_goal() throws IOException {
    Files.writeString(scenario, SCENARIO.replace("expect:\n  - migrations.completed == 8\n", ""));
    Terminal plan =
        plan("--vary", "plan[0].deadline=1 s,100 s", "--seeds", "0", "--json", "--out", out());
    assertThat(plan.exitCode()).as(plan.err()).isZero();
    assertThat(new ObjectMapper().readTree(plan.out()).at("/best/settings/0").asText())
        .isEqualTo("plan[0].deadline=100 s");
    Terminal vain =
        plan(
            "--vary", "plan[0].deadline=1..2 s", "--runs", "2", "--seeds", "0", "--out", out() + 2);
    assertThat(vain.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(vain.out())
        .contains("none that was tried is allowed")
        .contains("plan 0 (drain pod-0/rack-0/host-0) has missed its goal by ");
  }

  /** Below one migration at a time there is nothing, above eight there is. */
  @Test
  void should_look_beyond_an_end_only_where_values_are_allowed() {
    String beyond = "is at the end of its range: beyond it may be better";
    Terminal least =
        plan("--vary", VARY, "--seeds", "0", "--goal", "peak-concurrent", "--out", out());
    assertThat(least.out()).contains("plan[0].limits.per-source=1\n").doesNotContain(beyond);
    Terminal most =
        plan("--vary", VARY, "--seeds", "0", "--goal", "most peak-concurrent", "--out", out() + 2);
    assertThat(most.out()).contains("plan[0].limits.per-source=8\n").contains(beyond);
  }

  @Test
  void should_call_a_longer_time_longer_where_the_most_is_sought() {
    Terminal plan =
        plan("--vary", VARY, "--seeds", "0", "--goal", "most downtime.max", "--out", out());
    assertThat(plan.out()).containsPattern("  downtime.max [0-9.]+ ms, .*, [0-9.]+ % longer\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"away.max", "spread", "hosts.back", "plan[0].away.p50"})
  void should_say_that_nothing_was_measured_of_the_goal(String goal) {
    Terminal plan =
        plan("--vary", VARY, "--runs", "2", "--seeds", "0", "--goal", goal, "--out", out());
    assertThat(plan.exitCode()).as(plan.err()).isEqualTo(ExitCode.INVALID);
    assertThat(plan.out())
        .contains("none is allowed", goal + ": there was nothing to measure")
        .doesNotContain("bug");
    assertThat(Path.of(out())).doesNotExist();
  }

  /** The second plan begins at 100 s and moves two guests, the first is over long before. */
  @Test
  void should_judge_goals_and_bounds_by_the_plan_that_they_name() throws IOException {
    String more =
        """
          - {name: late, at: 100 s, drain: pod-0/rack-0/host-1, limits: {total: 1}}
        expect:
        """;
    String db =
        """
          - {name: db, count: 2, on: pod-0/rack-0/host-1, memory: 2 GiB}
        migration:
        """;
    Files.writeString(
        scenario,
        SCENARIO.replace("migration:\n", db).replace("expect:\n", more).replace("== 8", "== 10"));
    Terminal all =
        plan("--vary", "plan[0].limits.per-source=1,2", "--seeds", "0", "--json", "--out", out());
    assertThat(new ObjectMapper().readTree(all.out()).at("/best/value").asDouble())
        .isGreaterThan(100e9);
    Terminal late =
        plan(
            "--vary",
            "plan[0].limits.per-source=1,2",
            "--seeds",
            "0",
            "--json",
            "--goal",
            "plan[0].duration",
            "--subject-to",
            "plan[late].duration <= 30 s",
            "--out",
            out() + 2);
    assertThat(late.exitCode()).as(late.out() + late.err()).isZero();
    JsonNode findings = new ObjectMapper().readTree(late.out());
    assertThat(findings.at("/goal").asText()).isEqualTo("least plan[0].duration");
    assertThat(findings.at("/against").asText()).isEqualTo("plan[late].duration");
    assertThat(findings.at("/best/value").asDouble()).isLessThan(60e9);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --vary    | plan[0].limits.per-source=0..8   | per-source
          --vary    | plan[0].limits.per-sauce=1..8    | per-source
          --vary    | plan[0].limits.total             | write it as
          --vary    | plan[0].limits.per-source=2..4   | given twice
          --goal    | downtime.p98                     | did you mean
          --goal    | plan[morning].duration           | there is no plan 'morning'
          --goal    | group[web].away                  | is unknown
          --goal    | plan[0].peak-concurrent          | about the whole run
          --subject-to | group[db].downtime.p99 <= 1 s | there is no group 'db'
          --subject-to | migrations{vm=web*}.failed == 0 | selects migrations
          --subject-to | downtime.p99 <= 300           | has no unit
          --runs    | 0                                | from 1
          """)
  void should_refuse_what_cannot_be_searched(String option, String value, String why) {
    Terminal plan = plan("--vary", VARY, option, value, "--out", out());
    assertThat(plan.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(plan.err()).contains(why).doesNotContain("bug", "\tat ");
    assertThat(plan.out()).isEmpty();
  }

  @Test
  void should_never_write_over_a_file() throws IOException {
    Files.writeString(Path.of(out()), "mine");
    Terminal plan = plan("--vary", VARY, "--out", out());
    assertThat(plan.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(Path.of(out())).hasContent("mine");
  }
}
