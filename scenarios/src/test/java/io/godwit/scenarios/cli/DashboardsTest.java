package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.dashboards.metrics.BackFill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana's own linter asks of dashboards, and whether each panel shows anything. */
class DashboardsTest {

  private static final Path HOME = Path.of(System.getProperty("godwit.home"));
  private static final Path DASHBOARDS = HOME.resolve("dashboards/grafana/dashboards");

  /** The longest of the runs lasts three minutes. */
  private static final long SECONDS = 600;

  private static final Pattern METRIC = Pattern.compile("\\bgodwit_[a-z0-9_]+");
  private static final Pattern SELECTOR = Pattern.compile("godwit_[a-z0-9_]+(?!\\w)(\\{[^}]*})?");
  private static final Pattern LOOSE_COUNTER =
      Pattern.compile("(?<!rate\\()(?<!increase\\()\\bgodwit_[a-z_]+_total\\b");
  private static final Pattern NUMBER = Pattern.compile(",\"[0-9.e+-]+\"]");
  private static final Set<String> UNITS =
      Set.of("short", "s", "bytes", "Bps", "ops", "cps", "percentunit");

  @TempDir private static Path folder;

  /** A panel of a dashboard. */
  record Panel(String dashboard, JsonNode json) {
    String expression(JsonNode target) {
      return target.get("expr").asText();
    }

    @Override
    public String toString() {
      return dashboard + ": " + json.get("title").asText();
    }
  }

  static Stream<JsonNode> dashboards() throws IOException {
    var all = new ArrayList<JsonNode>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.sorted().toList()) {
        all.add(new ObjectMapper().readTree(file.toFile()));
      }
    }
    return all.stream();
  }

  static Stream<Panel> panels() throws IOException {
    var panels = new ArrayList<Panel>();
    dashboards()
        .forEach(
            dashboard ->
                dashboard
                    .get("panels")
                    .forEach(each -> panels.add(new Panel(dashboard.get("title").asText(), each))));
    return panels.stream();
  }

  @BeforeAll
  static void record() {
    backFill(
        "drain",
        "rack-drain",
        "drain",
        "datacenter.fabric.hosts-per-rack=4",
        "vms[0].count=200",
        "vms[1].count=30",
        "vms[2].count=10",
        "plan[0].deadline=100 s",
        "plan[0].limits.total=4");
    backFill("reset", "thread/flr-in-freeze", "reset/reject-no-retry");
    backFill("link", "post-copy-loses", "link/post-copy-2-min");
  }

  private static void backFill(String name, String scenario, String run, String... settings) {
    var arguments =
        new ArrayList<>(
            List.of("run", scenario, "--quiet", "--json", "--out", folder.resolve(name) + ""));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    Terminal.godwit(arguments.toArray(String[]::new));
    Terminal reported =
        Terminal.godwit(
            "report", folder.resolve(run) + "", "--openmetrics", folder.resolve(name + ".om") + "");
    assertThat(reported.err()).doesNotContain("godwit: ");
  }

  private static Set<String> written() throws IOException {
    var names = new TreeSet<String>();
    for (String name : List.of("drain", "reset", "link")) {
      try (Stream<String> lines = Files.lines(folder.resolve(name + ".om"))) {
        lines
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> names.add(line.substring(0, line.indexOf('{'))));
      }
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void should_choose_the_source_and_the_runs_by_variables(JsonNode dashboard) {
    JsonNode variables = dashboard.at("/templating/list");
    assertThat(variables)
        .extracting(each -> each.get("name").asText())
        .containsExactly("datasource", "job", "instance");
    assertThat(variables.get(0).get("label").asText()).isEqualTo("Data Source");
    for (int i = 1; i < 3; i++) {
      assertThat(variables.get(i).get("multi").asBoolean()).isTrue();
      assertThat(variables.get(i).get("allValue").asText()).isEqualTo(".+");
      assertThat(variables.get(i).get("refresh").asInt()).isEqualTo(2);
      assertThat(variables.get(i).at("/datasource/uid").asText()).isEqualTo("$datasource");
    }
    assertThat(dashboard.get("editable").asBoolean()).isFalse();
    assertThat(dashboard.get("schemaVersion").asInt()).isBetween(39, 42);
    assertThat(dashboard.get("uid").asText()).startsWith("godwit-");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void should_say_what_each_panel_shows_and_of_which_runs(Panel panel) {
    JsonNode json = panel.json();
    assertThat(json.get("title").asText()).isNotBlank();
    assertThat(json.get("description").asText()).endsWith(".");
    assertThat(json.at("/fieldConfig/defaults/unit").asText()).isIn(UNITS);
    assertThat(json.at("/datasource/uid").asText()).isEqualTo("$datasource");
    assertThat(json.get("targets")).isNotEmpty();
    for (JsonNode target : json.get("targets")) {
      String expression = panel.expression(target);
      assertThat(target.at("/datasource/uid").asText()).isEqualTo("$datasource");
      assertThat(SELECTOR.matcher(expression).results().map(MatchResult::group))
          .allSatisfy(
              selector ->
                  assertThat(selector)
                      .contains("job=~\"$job\"")
                      .contains("instance=~\"$instance\""));
      assertThat(LOOSE_COUNTER.matcher(expression).find()).as(expression).isFalse();
      if (expression.contains("rate(")) {
        assertThat(expression).contains("[$__rate_interval]");
      }
    }
  }

  @Test
  void should_name_only_metrics_that_runs_have_in_dashboards_and_rules() throws IOException {
    Set<String> written = written();
    assertThat(panels().flatMap(panel -> names(panel.json().get("targets").toString())))
        .isNotEmpty()
        .isSubsetOf(written);
    String rules = Files.readString(HOME.resolve("dashboards/prometheus/godwit.rules.yaml"));
    String expressions = rules.replaceAll("instance(_plan)?:godwit_[a-z_]+:\\w+", "");
    assertThat(names(expressions.replaceAll("- name: .*", ""))).isNotEmpty().isSubsetOf(written);
  }

  private static Stream<String> names(String text) {
    return METRIC.matcher(text).results().map(MatchResult::group);
  }

  @Test
  void should_show_something_in_every_panel() throws Exception {
    for (String name : List.of("drain", "reset", "link")) {
      Promtool.run(folder, "tsdb", "create-blocks-from", "openmetrics", name + ".om", "tsdb");
    }
    var empty = new ArrayList<String>();
    try (var prometheus = new PrometheusServer(folder)) {
      assertThat(hasNumber(prometheus.at("godwit_nothing", BackFill.START_SECONDS))).isFalse();
      for (Panel panel : panels().toList()) {
        for (JsonNode target : panel.json().get("targets")) {
          JsonNode answer = evaluate(prometheus, target);
          assertThat(answer.get("status").asText())
              .as(panel + answer.toString())
              .isEqualTo("success");
          if (!hasNumber(answer)) {
            empty.add(panel + ": " + panel.expression(target));
          }
        }
      }
    }
    assertThat(empty).isEmpty();
  }

  private static JsonNode evaluate(PrometheusServer prometheus, JsonNode target) throws Exception {
    String expression =
        target
            .get("expr")
            .asText()
            .replace("$job", ".+")
            .replace("$instance", ".+")
            .replace("$__rate_interval", "1m")
            .replace("$__range", SECONDS + "s");
    long start = BackFill.START_SECONDS;
    return target.get("instant").asBoolean()
        ? prometheus.at(expression, start + SECONDS)
        : prometheus.range(expression, start, SECONDS);
  }

  /** One value, or one of many, that is a number. */
  private static boolean hasNumber(JsonNode answer) {
    return NUMBER.matcher(answer.at("/data/result").toString()).find();
  }

  @Test
  void should_bring_up_everything_that_the_files_name() throws IOException {
    String compose = Files.readString(HOME.resolve("dashboards/compose.yaml"));
    Set<String> mounted =
        Pattern.compile("- \\./([^:]+):")
            .matcher(compose)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(mounted)
        .hasSize(4)
        .allSatisfy(file -> assertThat(HOME.resolve("dashboards").resolve(file)).exists());
    String manifests = Files.readString(HOME.resolve("dashboards/kubernetes/godwit.yaml"));
    assertThat(
            Pattern.compile("--from-file=\\.\\./(\\S+)")
                .matcher(manifests)
                .results()
                .map(found -> HOME.resolve("dashboards").resolve(found.group(1))))
        .hasSize(4)
        .allSatisfy(path -> assertThat(path).isDirectory());
  }
}
