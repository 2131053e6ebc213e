package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunLock;
import io.godwit.scenarios.serve.Opened;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a run that was cut off: nothing of what it had not come to. */
class UnfinishedRunTest {

  private static final String SETTING = "migration.memory.downtime-limit=20 ms";

  @TempDir private static Path folder;
  private static Path whole;
  private static String cut;

  @BeforeAll
  static void cutOff() throws IOException {
    whole = CutRun.finished(folder.resolve("whole"));
    cut = CutRun.killed(whole, 80, folder.resolve("cut")).toString();
  }

  private static String end() throws IOException {
    JsonNode last =
        new ObjectMapper()
            .readTree(godwit("events", cut, "--private", "--jsonl").out().lines().toList().get(79));
    return "%s s".formatted(last.at("/at/nanos").asLong() / 1e9);
  }

  private static void refuses(Terminal said, String... parts) {
    assertThat(said.exitCode()).as(said.out()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(parts).startsWith("godwit: ").hasLineCount(1);
    assertThat(said.out()).isEmpty();
  }

  @Test
  void should_not_answer_for_times_that_it_had_not_come_to() throws IOException {
    String[] unknown = {"unfinished and ends at " + end(), "'godwit resume " + cut + "' goes on"};
    refuses(godwit("replay", cut, "--at", "4 s"), unknown);
    refuses(godwit("replay", cut, "--diff", "1 s", "4 s"), unknown);
    refuses(godwit("replay", cut, "--follow", "--at", "4 s"), unknown);
    refuses(godwit("events", cut, "--from", "4 s"), unknown);
    refuses(godwit("fork", cut, "--at", "4 s", "--set", SETTING), unknown);
    assertThat(godwit("replay", cut, "--at", end()).exitCode()).isZero();
  }

  /** The record ends where the foreign checkpoint stands, so that nothing is compared after it. */
  @Test
  void should_pass_over_a_checkpoint_of_another_run() throws IOException {
    Path other = folder.resolve("other");
    String[] seldom = {"--seed", "2", "--checkpoint-every", "5", "--quiet"};
    String[] run = {"run", "first-migration", "--out", other.toString()};
    godwit(Stream.concat(Stream.of(run), Stream.of(seldom)).toArray(String[]::new));
    try (Stream<Path> all = Files.list(other.resolve("checkpoints"))) {
      for (Path foreign : all.sorted().toList()) {
        String position = foreign.getFileName().toString();
        Path mixed =
            CutRun.killed(
                whole,
                Long.parseLong(position.substring(0, position.indexOf('.'))),
                folder.resolve("mixed-" + position));
        Path checkpoints = Files.createDirectory(mixed.resolve("checkpoints"));
        Files.copy(foreign, checkpoints.resolve(position));
        Terminal said = godwit("resume", mixed.toString());
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(said.err()).contains(position + ": it is of another run");
        assertThat(godwit("diff", whole.toString(), mixed.toString()).exitCode()).isZero();
      }
    }
  }

  @Test
  void should_say_where_a_list_breaks_off_before_its_end() throws IOException {
    for (String[] list :
        List.of(
            new String[] {"events", cut, "--until", "4 s"},
            new String[] {"replay", cut, "--follow", "--until", "4 s", "--entity", "fleet*"})) {
      Terminal said = godwit(list);
      assertThat(said.exitCode()).isZero();
      assertThat(said.out()).isNotEmpty();
      assertThat(said.err()).contains("--until 4 s", "unfinished and ends at " + end());
    }
    assertThat(godwit("events", cut, "--until", end()).err()).isEmpty();
  }

  @Test
  void should_say_of_whom_it_knows_nothing_that_it_is_unfinished() throws IOException {
    String unfinished = "unfinished and ends at " + end();
    refuses(godwit("timeline", cut, "web-9"), "called 'web-9'", unfinished);
    refuses(godwit("events", cut, "--guest", "web-9"), "called 'web-9'", unfinished);
    refuses(godwit("events", cut, "--migration", "web-9"), "called 'web-9'", unfinished);
    refuses(godwit("replay", cut, "--entity", "migration|web-9"), unfinished);
    refuses(godwit("events", cut, "--ord", "81"), "has 80 events", unfinished);
    refuses(godwit("events", cut, "--entity", "migration|web-9"), unfinished);
  }

  /** The two ways in which nothing is recorded. */
  private static List<Path> begun(Path runs) throws IOException {
    Path without = Files.createDirectories(runs.resolve("without"));
    Files.copy(whole.resolve("scenario.yaml"), without.resolve("scenario.yaml"));
    Files.createFile(without.resolve(".lock"));
    Path empty = CutRun.killed(whole, 0, runs.resolve("empty"));
    Files.delete(runs.resolve("empty-dying/events.db"));
    Files.delete(runs.resolve("empty-dying/scenario.yaml"));
    return List.of(without, empty);
  }

  @Test
  void should_say_of_a_run_without_an_event_that_resume_begins_it() throws IOException {
    for (Path run : begun(folder.resolve("said"))) {
      for (String command : List.of("report", "verify", "replay", "events", "timeline", "check")) {
        refuses(
            godwit(command, run.toString()),
            run + ": nothing is recorded in it yet; 'godwit resume " + run + "' begins it");
      }
      refuses(godwit("serve", run.toString(), "--port", "0"), "nothing is recorded in it yet");
      refuses(godwit("fork", run.toString(), "--at", "1 s", "--set", SETTING), "resume");
      RunLock.holding(
          RunFolder.openBegun(run),
          () -> {
            refuses(godwit("report", run.toString()), "wait for its first events");
            return run;
          });
      Terminal resumed = godwit("resume", run.toString(), "--quiet");
      assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    }
  }

  @Test
  void should_not_promise_to_begin_what_has_lost_its_record() throws IOException {
    Path run = Files.createDirectories(folder.resolve("lost"));
    Files.copy(whole.resolve("scenario.yaml"), run.resolve("scenario.yaml"));
    Path record = Files.createSymbolicLink(run.resolve("events.db"), Path.of("nowhere"));
    refuses(godwit("report", run.toString()), "there is no events.db in it");
    Files.delete(record);
    Files.createFile(record);
    Files.copy(whole.resolve("summary.json"), run.resolve("summary.json"));
    for (String command : List.of("report", "resume")) {
      refuses(godwit(command, run.toString()), "nothing is recorded in it; restore it from a copy");
    }
  }

  @Test
  void should_list_a_run_without_an_event_as_unfinished_and_prune_it() throws IOException {
    Path runs = folder.resolve("listed");
    begun(runs);
    Path drafted = Files.createFile(runs.resolve("without/events.db.new"));

    JsonNode listed = new ObjectMapper().readTree(godwit("runs", runs + "", "--json").out());

    assertThat(listed.get("noRuns")).hasSize(1).first().asString().contains("empty-dying");
    assertThat(listed.get("runs")).hasSize(2);
    for (JsonNode run : listed.get("runs")) {
      assertThat(run.get("verdict").asText()).isEqualTo("unfinished");
      assertThat(run.get("scenario").asText()).isEqualTo("first-migration");
      assertThat(run.get("seed").asLong()).isEqualTo(1);
      assertThat(run.get("events").asLong()).isZero();
      assertThat(run.has("trouble")).isFalse();
    }
    assertThat(godwit("prune", runs.toString(), "--keep", "0").out())
        .contains("removed without", "removed empty", "removed 2 of 2");
    assertThat(drafted.getParent()).doesNotExist();
  }

  @Test
  void should_begin_no_run_in_the_folder_of_a_scenario() throws IOException {
    Path library = Files.createDirectories(folder.resolve("library"));
    Files.copy(whole.resolve("scenario.yaml"), library.resolve("scenario.yaml"));
    Files.writeString(library.resolve("README.md"), "what it shows");
    refuses(godwit("resume", library.toString()), "there is no events.db in it");
    refuses(godwit("report", library.toString()), "there is no events.db in it");
    assertThat(library.resolve("events.db")).doesNotExist();
  }

  @Test
  void should_not_prune_a_scenario_that_nothing_shows_to_be_a_run() throws IOException {
    Path runs = folder.resolve("mine");
    Path scenario = Files.createDirectories(runs.resolve("one")).resolve("scenario.yaml");
    Files.copy(whole.resolve("scenario.yaml"), scenario);
    Files.writeString(Files.createDirectory(runs.resolve("notes")).resolve("a.txt"), "mine");
    Files.copy(scenario, runs.resolve("notes/scenario.yaml"));

    assertThat(godwit("runs", runs.toString()).out()).contains("unfinished", "no runs: notes");
    assertThat(godwit("prune", runs.toString(), "--keep", "0").out())
        .contains("kept one: it holds a scenario and nothing that was recorded");
    try (Stream<Path> left = Files.list(runs)) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void should_write_a_page_anew_that_is_of_another_run() throws Exception {
    Path run = CutRun.finished(folder.resolve("foreign-page"));
    Path page = run.resolve("report.html");
    Path metrics = run.resolve("metrics.prom");
    String own = Files.readString(page);
    Path other = folder.resolve("with-a-page");
    godwit("run", "first-migration", "--seed", "3", "--out", other.toString(), "--quiet");
    for (Path file : List.of(page, metrics)) {
      Files.copy(other.resolve(file.getFileName()), file, StandardCopyOption.REPLACE_EXISTING);
    }
    Opened served = ServeCommand.opened(run);
    assertThat(served.page()).contains(digest(own)).doesNotContain(digest(Files.readString(page)));
    assertThat(served.metrics()).isEmpty();
    assertThat(godwit("resume", run.toString(), "--quiet").exitCode()).isZero();
    assertThat(Files.readString(page)).contains(digest(own));
    assertThat(ServeCommand.opened(run).metrics()).contains(digest(own));
  }

  private static String digest(String page) {
    return page.replaceAll("(?s).*\"digest\":\"([0-9a-f]{64})\".*", "$1");
  }

  @Test
  void should_say_what_stands_where_a_record_or_a_scenario_would() throws IOException {
    Path run = CutRun.finished(folder.resolve("odd"));
    Path scenario = run.resolve("scenario.yaml");
    Files.delete(scenario);
    refuses(godwit("report", run.toString()), scenario + ": it cannot be read (there is no such");
    Files.createDirectory(scenario);
    refuses(godwit("verify", run.toString()), scenario + ": it cannot be read (a folder has its");
    Files.delete(run.resolve("events.db"));
    Files.createDirectory(run.resolve("events.db"));
    refuses(godwit("report", run.toString()), run + ": its events.db is a folder");
  }
}
