package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTest {

  private static final Path RULES =
      Path.of(System.getProperty("godwit.home")).resolve("dashboards/prometheus");

  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void run() {
    run = folder.resolve("run-1");
    Terminal ran =
        Terminal.godwit(
            "run", "first-migration", "--out", run.toString(), "--openmetrics", file("run.om"));
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"godwit.rules.test.yaml", "kubevirt.rules.test.yaml"})
  void should_raise_each_alert_when_it_should_and_not_before(String tests) throws IOException {
    assertThat(Promtool.run(RULES, "test", "rules", tests)).contains("SUCCESS");
  }

  @Test
  void should_name_metrics_as_prometheus_wants_them() throws IOException {
    assertThat(Promtool.run(folder, run.resolve("metrics.prom"), "check", "metrics")).isEmpty();
  }

  @Test
  void should_be_readable_as_a_database_over_virtual_time() throws IOException {
    String blocks =
        Promtool.run(folder, "tsdb", "create-blocks-from", "openmetrics", "run.om", "tsdb");

    assertThat(blocks).contains("NUM SERIES").contains("1704067200000");
  }

  @Test
  void should_say_the_same_when_it_is_reported_again() throws IOException {
    Terminal again = Terminal.godwit("report", run.toString(), "--openmetrics", file("again.om"));

    assertThat(again.exitCode()).isZero();
    assertThat(folder.resolve("again.om")).hasSameTextualContentAs(folder.resolve("run.om"));
  }

  @Test
  void should_end_with_what_the_summary_says() throws IOException {
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    List<String> metrics = Files.readAllLines(run.resolve("metrics.prom"));

    assertThat(metrics)
        .contains(
            "godwit_sent_bytes_total{content=\"memory\",} "
                + summary.at("/bytes/memory").doubleValue())
        .contains(
            "godwit_sent_bytes_total{content=\"context\",} "
                + summary.at("/bytes/deviceContext").doubleValue())
        .contains("godwit_run_verdict{verdict=\"VALID\",} 1.0")
        .contains("godwit_events_total " + summary.at("/events/persisted").doubleValue())
        .contains("godwit_virtual_seconds_total " + summary.at("/virtualSeconds").doubleValue());
    assertThat(Files.readString(folder.resolve("run.om"))).endsWith("# EOF\n");
  }

  @Test
  void should_refuse_what_leaves_no_record() {
    Terminal refused =
        Terminal.godwit(
            "run", "first-migration", "--journal", "memory", "--openmetrics", file("none.om"));

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err()).contains("--openmetrics reads the record");
  }
}
