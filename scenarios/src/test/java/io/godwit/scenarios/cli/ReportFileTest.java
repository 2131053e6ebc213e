package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be said of report.html without a browser. */
class ReportFileTest {

  private static final Pattern DATA =
      Pattern.compile(
          "<script id=\"data\" type=\"application/json\">(.*?)</script>", Pattern.DOTALL);

  @TempDir private static Path folder;
  private static Path run;

  @BeforeAll
  static void run() {
    run = folder.resolve("runs/one");
    Terminal ran = Terminal.godwit("run", "first-migration", "--out", run.toString(), "--quiet");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static String page() throws IOException {
    return Files.readString(run.resolve("report.html"));
  }

  private static JsonNode data(String page) throws IOException {
    Matcher matcher = DATA.matcher(page);
    assertThat(matcher.find()).isTrue();
    return new ObjectMapper().readTree(matcher.group(1)).at("/runs/0");
  }

  @Test
  void should_forbid_itself_to_ask_anybody_for_anything() throws IOException {
    assertThat(page())
        .contains("Content-Security-Policy\" content=\"default-src 'none';")
        .doesNotContain("<link rel=\"stylesheet\"")
        .doesNotContain(" src=\"http")
        .doesNotContain("import ");
  }

  @Test
  void should_be_the_same_when_it_is_reported_again() throws IOException {
    Path again = folder.resolve("again.html");
    Terminal.godwit("report", run.toString(), "--html", again.toString());

    assertThat(Files.readString(again)).isEqualTo(page());
  }

  @Test
  void should_hold_the_summary_without_how_long_it_took_here() throws IOException {
    JsonNode summary = new ObjectMapper().readTree(run.resolve("summary.json").toFile());
    ((ObjectNode) summary).remove("wallSeconds");

    assertThat(data(page()).path("summary")).isEqualTo(summary);
  }

  @Test
  void should_name_the_run_as_commands_do_and_nothing_of_this_machine() throws IOException {
    assertThat(data(page()).path("folder").asText()).isEqualTo("runs/one");
    assertThat(page()).doesNotContain(folder.toString());
  }

  @Test
  void should_lead_from_the_longest_downtime_to_its_event() throws IOException {
    long order = data(page()).at("/downtimes/ord/0").asLong();

    Terminal shown = Terminal.godwit("events", run.toString(), "--ord", String.valueOf(order));

    assertThat(shown.out().lines()).hasSize(1);
    assertThat(shown.out()).contains("migration-completed");
  }

  @Test
  void should_be_left_out_on_demand() {
    Path plain = folder.resolve("runs/plain");
    Terminal.godwit("run", "first-migration", "--out", plain.toString(), "--quiet", "--no-html");

    assertThat(plain.resolve("summary.json")).exists();
    assertThat(plain.resolve("report.html")).doesNotExist();
  }

  @Test
  void should_report_several_runs_in_one_document() throws IOException {
    Terminal both = Terminal.godwit("report", run.toString(), run.toString(), "--json");

    assertThat(both.exitCode()).as(both.err()).isZero();
    assertThat(new ObjectMapper().readTree(both.out()).path("runs")).hasSize(2);
  }

  @Test
  void should_say_which_keys_of_several_runs_differ() throws IOException {
    Path other = folder.resolve("other");
    Terminal.godwit(
        "run",
        "first-migration",
        "-q",
        "--seed",
        "4",
        "--set",
        "vms[0].memory=2 GiB",
        "--out",
        other.toString());

    Terminal both = Terminal.godwit("report", run.toString(), other.toString());
    assertThat(both.out().lines().map(line -> line.replaceAll("\\s+", " ").strip()))
        .endsWith(
            "what differs %s %s".formatted(run, other), "seed 1 4", "vms[0].memory 4 GiB 2 GiB");
    Terminal json = Terminal.godwit("report", run.toString(), other.toString(), "--json");
    assertThat(new ObjectMapper().readTree(json.out()).path("differing").findValuesAsText("key"))
        .containsExactly("seed", "vms[0].memory");
    assertThat(Terminal.godwit("report", run.toString(), run.toString()).out())
        .endsWith("\nThe scenarios of these runs agree in every key.\n");
  }

  @Test
  void should_say_when_no_event_is_at_a_place() {
    Terminal beyond = Terminal.godwit("events", run.toString(), "--ord", "100000");
    Terminal odd = Terminal.godwit("events", run.toString(), "--ord", "7-9");

    assertThat(beyond.err()).contains("--ord 100000: this record has");
    assertThat(odd.err()).contains("'7-9' is no place in a history; write 1200, or 1200..1250");
  }
}
