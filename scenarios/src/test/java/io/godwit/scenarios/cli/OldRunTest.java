package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.persistence.run.EventLog;
import io.godwit.persistence.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an earlier version recorded stays readable, and is not taken for more than it is. */
class OldRunTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a run comes to, whichever version computes it. */
  private static final List<String> NUMBERS =
      List.of(
          "/scenario",
          "/seed",
          "/version",
          "/digest",
          "/wallSeconds",
          "/events",
          "/entities",
          "/migrations",
          "/vms",
          "/downtimeMillis",
          "/downtimeBreakdownMillis",
          "/totalSeconds",
          "/rounds",
          "/bytes/memory",
          "/bytes/deviceContext",
          "/peakConcurrent",
          "/expectations");

  @TempDir private Path folder;

  @Test
  void should_come_to_the_same_numbers_and_verdict() throws IOException {
    Path old = OldRun.FIRST_MIGRATION.unpack(folder);
    Terminal report = godwit("report", old.toString(), "--json");
    assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.OK);
    assertThat(report.err()).isEmpty();
    JsonNode now = JSON.readTree(report.out());
    JsonNode then = JSON.readTree(Files.readString(old.resolve("summary.json")));
    assertThat(now.at("/verdict")).isEqualTo(then.at("/verdict"));
    showsNumbers(now, then);
  }

  /** The model of then left a device without a driver after a reset, and nobody noticed. */
  @Test
  void should_be_judged_by_what_is_known_now() throws IOException {
    Path old = OldRun.FLR_IN_FREEZE.unpack(folder);
    Terminal report = godwit("report", old.toString(), "--json");
    assertThat(report.exitCode()).as(report.err()).isEqualTo(ExitCode.INVALID);
    JsonNode now = JSON.readTree(report.out());
    assertThat(now.at("/verdict").asText()).isEqualTo("INVALID");
    assertThat(now.at("/invariants").toString()).contains("has no driver for ever");
    showsNumbers(now, JSON.readTree(Files.readString(old.resolve("summary.json"))));
  }

  private static void showsNumbers(JsonNode now, JsonNode then) {
    for (String number : NUMBERS) {
      shows(number, now.at(number), then.at(number));
    }
  }

  /** Whether all that a summary said then is said now; there may be more. */
  private static void shows(String what, JsonNode now, JsonNode then) {
    if (then.isObject()) {
      for (Map.Entry<String, JsonNode> each : then.properties()) {
        shows(what + '/' + each.getKey(), now.path(each.getKey()), each.getValue());
      }
    } else {
      assertThat(now).as(what).isEqualTo(then);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERRUPTED", "KILLED"})
  void should_be_unfinished_when_it_was_cut_off(OldRun run) throws IOException {
    Path old = run.unpack(folder);
    Terminal report = godwit("report", old.toString(), "--json");
    assertThat(report.exitCode()).isEqualTo(ExitCode.UNFINISHED);
    assertThat(report.err()).contains("too old to have checksums").hasLineCount(1);
    JsonNode summary = JSON.readTree(report.out());
    assertThat(summary.get("verdict").asText()).isEqualTo("UNFINISHED");
    assertThat(summary.at("/migrations/completed").asLong()).isZero();
    assertThat(summary.at("/unfinished/underWay").asLong()).isEqualTo(32);
    assertThat(summary.at("/vms/lost").asLong()).isZero();
  }

  @Test
  void should_say_when_its_record_ends() {
    Terminal report = godwit("report", OldRun.INTERRUPTED.unpack(folder).toString());
    assertThat(report.out())
        .startsWith("rack-drain (seed 42): UNFINISHED\n")
        .contains("The record ends at 21.49 s of virtual time, with 32 migrations under way.")
        .contains("not judged")
        .doesNotContain("broken");
  }

  @ParameterizedTest
  @EnumSource
  void should_be_refused_by_whatever_folds_states_in_one_sentence(OldRun run) throws IOException {
    Path old = run.unpack(folder);
    List<Path> before = content(old);
    Map<String, Terminal> refused =
        Map.of(
            "replayed", godwit("replay", old.toString(), "--at", "2 s"),
            "resumed", godwit("resume", old.toString()),
            "verified", godwit("verify", old.toString()),
            "forked",
                godwit(
                    "fork", old.toString(), "--at", "2s", "--set", "migration.retry.attempts=1"));
    refused.forEach(
        (what, said) -> {
          assertThat(said.exitCode()).as(what).isEqualTo(ExitCode.BAD_INPUT);
          assertThat(said.err())
              .hasLineCount(1)
              .contains("it was recorded in format 1, whose events do not tell every state")
              .contains("but not " + what + "; run the scenario again");
          assertThat(said.out()).isEmpty();
        });
    assertThat(content(old)).isEqualTo(before);
  }

  private static List<Path> content(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void should_still_be_shown_by_whatever_reads_events(OldRun run) throws IOException {
    String old = run.unpack(folder).toString();
    try (EventLog log = RunFolder.open(Path.of(old)).openLog()) {
      assertThat(JSON.readTree(godwit("events", old, "--private", "--json").out()))
          .hasSize((int) log.count())
          .hasSizeGreaterThan(50);
    }
    Terminal timeline = godwit("timeline", old);
    assertThat(timeline.exitCode()).as(timeline.err()).isEqualTo(ExitCode.OK);
    assertThat(timeline.out()).hasSizeGreaterThan(500).contains("gst  src  drv");
    Terminal diff = godwit("diff", old, old);
    assertThat(diff.exitCode()).as(diff.err()).isEqualTo(ExitCode.OK);
  }

  @Test
  void should_be_listed_with_what_it_came_to() {
    for (OldRun run : OldRun.values()) {
      run.unpack(folder);
    }
    assertThat(godwit("runs", folder.toString()).out().lines().skip(1))
        .hasSize(4)
        .anyMatch(line -> line.matches("first-migration +first-migration +1 +VALID +144 .*"))
        .anyMatch(line -> line.matches("killed +rack-drain +42 +unfinished +551 .*"));
  }

  @Test
  void should_be_refused_when_an_event_was_changed_since() throws IOException {
    Path old = OldRun.FIRST_MIGRATION.unpack(folder);
    Sql.execute(old.resolve("events.db"), "UPDATE events SET at_ns = at_ns + 1 WHERE ord = 100");
    Terminal report = godwit("report", old.toString());
    assertThat(report.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(report.err()).contains("it is damaged", "digest").hasLineCount(1);
  }

  @Test
  void should_not_be_believed_blindly_when_nothing_vouches_for_it() throws IOException {
    Path old = OldRun.FIRST_MIGRATION.unpack(folder);
    Files.delete(old.resolve("summary.json"));
    Terminal report = godwit("report", old.toString());
    assertThat(report.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(report.err()).contains("a damage would not be noticed");
  }
}
