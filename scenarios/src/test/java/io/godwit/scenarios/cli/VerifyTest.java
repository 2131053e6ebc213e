package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.dashboards.report.EventLine;
import io.godwit.dashboards.report.JsonValues;
import io.godwit.model.event.RecordedEvent;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.scenarios.run.ScenarioRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static Path whole;

  @BeforeAll
  static void record() {
    whole = CutRun.finished(folder.resolve("whole"));
  }

  private static List<RecordedEvent> events(Path run) {
    try (EventLog log = EventLog.open(run.resolve("events.db"));
        Stream<RecordedEvent> events = log.events()) {
      return events.toList();
    }
  }

  private static Path copy(String name) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("scenario.yaml", "events.db", "summary.json")) {
      Files.copy(whole.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  /** A record that is sound in every checksum, and of which the scenario beside it tells a lie. */
  private static Path lying(String name, String truth, String lie) throws IOException {
    Path run = copy(name);
    String scenario = Files.readString(run.resolve("scenario.yaml"));
    assertThat(scenario).contains(truth);
    String other = scenario.replace(truth, lie);
    Files.writeString(run.resolve("scenario.yaml"), other);
    CutRun.claim(run, Map.of(RunFolder.SCENARIO_HASH, RunFolder.hash(other)));
    return run;
  }

  @Test
  void should_show_both_sides_of_the_first_difference_and_what_preceded_it() throws IOException {
    Path run = lying("lying", "rate: 200 MiB/s", "rate: 201 MiB/s");
    List<RecordedEvent> recorded = events(run);

    Terminal json = godwit("verify", run.toString(), "--quiet", "--json");

    assertThat(json.exitCode()).as(json.err()).isEqualTo(ExitCode.INVALID);
    JsonNode found = JSON.readTree(json.out());
    int same = found.get("compared").asInt();
    assertThat(found.get("same").asBoolean()).isFalse();
    assertThat(same).isBetween(10, recorded.size() - 10);
    assertThat(found.get("recorded")).hasToString(JsonValues.of(recorded.get(same)).toString());
    assertThat(found.get("now")).isNotEqualTo(found.get("recorded"));
    assertThat(found.get("before")).hasSize(5);
    for (int i = 0; i < 5; i++) {
      assertThat(found.at("/before/" + i))
          .hasToString(JsonValues.of(recorded.get(same - 5 + i)).toString());
    }

    Terminal text = godwit("verify", run.toString(), "--quiet");

    assertThat(text.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(text.out())
        .contains(same + " events are the same, then they differ")
        .contains(EventLine.of(recorded.get(same - 1)), "on record: ", "now:       ")
        .contains(recorded.get(same).toString());
  }

  @Test
  void should_notice_a_record_that_ends_too_early() throws IOException {
    int events = events(whole).size();
    Path run = CutRun.ended(whole, events - 3L, folder.resolve("short"));

    Terminal verify = godwit("verify", run.toString(), "--quiet");

    assertThat(verify.exitCode()).as(verify.err()).isEqualTo(ExitCode.INVALID);
    assertThat(verify.out())
        .contains(events - 3 + " events are the same", "on record: nothing more")
        .contains(EventLine.of(events(whole).get(events - 3)));
  }

  @Test
  void should_verify_an_unfinished_run_up_to_where_its_record_ends() throws IOException {
    Path cut = CutRun.killed(whole, 20, folder.resolve("cut"));

    Terminal unfinished = godwit("verify", cut.toString(), "--quiet");

    assertThat(unfinished.exitCode()).as(unfinished.err()).isZero();
    assertThat(unfinished.out()).contains("20 events, all the same", "unfinished");
  }

  /** Releases that decide by the same rules are compatible, whatever their numbers. */
  @Test
  void should_do_everything_with_a_run_of_an_older_compatible_version() throws Exception {
    Path old = folder.resolve("old");
    new ScenarioRun(Home.read("first-migration", List.of()), "0.0.9")
        .into(RunFolder.at(old), ProgressListener.NONE);
    Path killed = CutRun.killed(old, 100, folder.resolve("old-killed"));

    assertThat(godwit("verify", old.toString(), "--quiet").exitCode()).isZero();
    assertThat(godwit("replay", old.toString()).exitCode()).isZero();
    Terminal resumed = godwit("resume", killed.toString(), "--quiet", "--json");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(events(killed)).isEqualTo(events(old));
    assertThat(JSON.readTree(resumed.out()).get("version").asText()).isEqualTo("0.0.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"verify", "resume", "replay", "fork --at 4s --set migration.retry.attempts=1"})
  void should_refuse_a_run_that_was_made_by_other_rules(String command) throws IOException {
    Path run = copy("of-other-rules-" + command.hashCode());
    CutRun.claim(run, Map.of("rules", "999"));
    String name = command.split(" ", -1)[0];

    Terminal refused =
        godwit(
            Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(run.toString()))
                .toArray(String[]::new));

    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err())
        .hasLineCount(1)
        .contains("made this run by rules 999", "to %s it, use a version with".formatted(name));
    assertThat(godwit("report", run.toString()).exitCode()).isZero();
  }
}
