package io.godwit.scenarios.shelf;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.godwit.model.unit.SimTime;
import io.godwit.persistence.journal.JournalKind;
import io.godwit.persistence.journal.JournalSession;
import io.godwit.persistence.run.Lineage;
import io.godwit.persistence.run.RunFolder;
import io.godwit.persistence.run.RunLock;
import io.godwit.scenarios.cli.Terminal;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a folder of runs, and what pruning may take from it. */
class ShelfTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path once;
  @TempDir private Path folder;
  private Path runs;

  /** A run that took no simulation: copied from one that was made once. */
  private Path add(String name, int daysOld) throws IOException {
    Path model = once.resolve("model");
    if (!Files.exists(model)) {
      Terminal made = godwit("run", "first-migration", "--quiet", "--out", model.toString());
      assertThat(made.exitCode()).as(made.err()).isZero();
    }
    Path run = copy(model, runs.resolve(name));
    age(run, daysOld);
    return run;
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static void age(Path run, int days) throws IOException {
    Files.setLastModifiedTime(
        run.resolve("events.db"), FileTime.from(Instant.now().minus(days, ChronoUnit.DAYS)));
  }

  /** Says of a run that it was forked from another. */
  private static void fork(Path run, String from, int daysOld) throws IOException {
    var config =
        ConfigFactory.parseMap(Map.of("file", run.resolve("events.db").toString()))
            .withFallback(ConfigFactory.load().getConfig("godwit.journal.sqlite"));
    Files.delete(run.resolve("events.db"));
    try (JournalSession session = JournalKind.openSession(config)) {
      session.putInfo(new Lineage(from, new SimTime(2_500_000_000L)).info());
    }
    age(run, daysOld);
  }

  @BeforeEach
  void makeFolder() throws IOException {
    runs = Files.createDirectory(folder.resolve("runs"));
  }

  private Terminal prune(String... options) {
    return godwit(
        Stream.concat(Stream.of("prune", runs.toString()), Stream.of(options))
            .toArray(String[]::new));
  }

  private List<String> left() throws IOException {
    try (Stream<Path> paths = Files.list(runs)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void should_list_what_each_run_came_to() throws IOException {
    add("old", 3);
    Path cut = add("cut", 2);
    Files.delete(cut.resolve("summary.json"));
    Path damaged = add("damaged", 1);
    Files.writeString(damaged.resolve("events.db"), "not a database");
    Files.createDirectory(runs.resolve("notes"));
    Files.createSymbolicLink(runs.resolve("latest"), Path.of("old"));

    Terminal list = godwit("runs", runs.toString());

    assertThat(list.exitCode()).isZero();
    assertThat(list.out())
        .containsSubsequence("run ", "old ", "cut ", "damaged ")
        .contains("VALID", "unfinished", "damaged", "no runs: notes")
        .doesNotContain("latest");
    JsonNode json = JSON.readTree(godwit("runs", runs.toString(), "--json").out());
    assertThat(json.get("runs")).hasSize(3);
    assertThat(json.at("/runs/0/run").asText()).isEqualTo("old");
    assertThat(json.at("/runs/0/scenario").asText()).isEqualTo("first-migration");
    assertThat(json.at("/runs/0/seed").asLong()).isEqualTo(1);
    assertThat(json.at("/runs/0/verdict").asText()).isEqualTo("VALID");
    assertThat(json.at("/runs/0/events").asLong()).isGreaterThan(100);
    assertThat(json.at("/runs/0/bytes").asLong()).isGreaterThan(100_000);
    assertThat(json.at("/runs/1/events").asLong()).isGreaterThan(100);
    assertThat(json.at("/runs/2/trouble").asText()).isNotEmpty();
    assertThat(json.at("/noRuns/0").asText()).isEqualTo("notes");
  }

  @Test
  void should_show_forks_below_what_they_were_forked_from() throws IOException {
    add("base", 5);
    fork(add("fork-1", 4), "base", 4);
    fork(add("fork-2", 3), "base", 3);
    fork(add("fork-of-fork", 2), "fork-1", 2);

    assertThat(godwit("runs", runs.toString(), "--tree").out())
        .containsSubsequence("base", "├─ fork-1", "│  └─ fork-of-fork", "└─ fork-2")
        .contains("forked from base at 2.5 s");
    JsonNode json = JSON.readTree(godwit("runs", runs.toString(), "--json").out());
    assertThat(json.at("/runs/1/forkedFrom").asText()).isEqualTo("base");
    assertThat(json.at("/runs/1/forkedAtNanos").asLong()).isEqualTo(2_500_000_000L);
  }

  @Test
  void should_prune_by_age_number_and_size() throws IOException {
    for (int i = 1; i <= 5; i++) {
      add("run-" + i, 20 - 2 * i);
    }
    assertThat(prune("--older-than", "17d", "--dry-run").out())
        .contains("would remove run-1", "would remove 1 of 5");
    assertThat(left()).hasSize(5);
    assertThat(prune("--older-than", "17 d").out()).contains("removed run-1", "too old");
    assertThat(left()).containsExactly("run-2", "run-3", "run-4", "run-5");
    assertThat(prune("--keep", "3").out()).contains("removed run-2", "one too many");
    assertThat(left()).containsExactly("run-3", "run-4", "run-5");
    long two = 2 * Shelf.bytes(runs.resolve("run-5"));
    JsonNode json = JSON.readTree(prune("--to-size", two + " B", "--json").out());
    assertThat(json.at("/removed/0/run").asText()).isEqualTo("run-3");
    assertThat(left()).containsExactly("run-4", "run-5");
    prune("--keep", "0");
    assertThat(left()).isEmpty();
  }

  @Test
  void should_take_ages_in_days_however_they_are_written() throws IOException {
    add("run", 3);
    for (String older : List.of("1000000d", "3.5d", "4 d", "99999999999999999999 d", "4  d")) {
      Terminal said = prune("--older-than", older);
      assertThat(said.exitCode()).as(said.err()).isZero();
      assertThat(said.out()).contains("removed 0 of 1");
    }
    assertThat(prune("--older-than", "2.5d").out()).contains("removed 1 of 1");
  }

  @Test
  void should_not_take_a_stranger_for_a_parent_that_bore_its_name() throws IOException {
    Path base = add("base", 5);
    Path fork = runs.resolve("fork");
    Terminal made =
        godwit(
            "fork",
            base.toString(),
            "--at",
            "2 s",
            "--set",
            "migration.memory.downtime-limit=20 ms",
            "--quiet",
            "--out",
            fork.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(godwit("runs", runs.toString(), "--tree").out()).contains("└─ fork ");
    assertThat(prune("--keep", "0", "--dry-run").out())
        .contains("kept base: fork was forked from it");

    Files.move(base, folder.resolve("gone"));
    godwit("run", "first-migration", "--seed", "9", "--quiet", "--out", base.toString());
    age(base, 5);

    assertThat(godwit("runs", runs.toString(), "--tree").out())
        .doesNotContain("└─")
        .contains("forked from another base at 2 s");
    assertThat(prune("--keep", "1").out()).contains("removed base", "removed 1 of 2");
    assertThat(left()).containsExactly("fork", "latest");
  }

  @Test
  void should_spare_what_others_were_forked_from() throws IOException {
    add("base", 9);
    fork(add("fork", 8), "base", 8);
    add("new", 0);
    Terminal said = prune("--keep", "1");
    assertThat(said.out()).contains("kept base: fork was forked from it", "removed fork");
    assertThat(left()).containsExactly("base", "new");
  }

  @Test
  void should_spare_what_is_no_run_or_not_only_a_run() throws IOException {
    Path data = Files.createDirectory(runs.resolve("my-data"));
    Files.writeString(data.resolve("comparison.json"), "{\"mine\": true}");
    Files.writeString(runs.resolve("notes.txt"), "mine");
    Files.writeString(add("with-notes", 3).resolve("thoughts.md"), "mine");
    Path damaged = add("damaged", 2);
    Files.writeString(damaged.resolve("events.db"), "somebody's");
    Terminal said = prune("--keep", "0");
    assertThat(said.exitCode()).isZero();
    assertThat(said.out())
        .contains("kept with-notes: it holds thoughts.md, which is none of Godwit's")
        .contains("kept damaged: its record cannot be read")
        .contains("removed 0 of 2");
    assertThat(left()).containsExactly("damaged", "my-data", "notes.txt", "with-notes");
  }

  /** SQLite leaves it where a run is killed while the file of its events is opened or closed. */
  @Test
  void should_know_what_a_run_that_was_killed_leaves() throws IOException {
    Files.createFile(add("killed", 3).resolve("events.db-journal"));
    assertThat(prune("--keep", "0").out()).contains("removed killed");
  }

  @Test
  void should_never_follow_a_link() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path precious = copy(add("run", 3), elsewhere.resolve("precious"));
    Files.createSymbolicLink(runs.resolve("linked"), precious);
    Files.createSymbolicLink(runs.resolve("latest"), Path.of("run"));

    prune("--keep", "0");

    assertThat(precious.resolve("events.db")).exists();
    assertThat(left()).containsExactly("linked");
  }

  @Test
  void should_let_latest_point_to_the_newest_that_is_left() throws IOException {
    add("older", 3);
    add("newer", 2);
    Files.createSymbolicLink(runs.resolve("latest"), Path.of("older"));
    prune("--keep", "1");
    assertThat(Files.readSymbolicLink(runs.resolve("latest"))).isEqualTo(Path.of("newer"));
  }

  @Test
  void should_spare_a_run_that_is_being_made() throws IOException {
    Path run = add("run", 3);
    String said = RunLock.holding(RunFolder.open(run), () -> prune("--keep", "0").out());
    assertThat(said).contains("kept run: it is being made right now");
    assertThat(left()).containsExactly("run");
  }

  @Test
  void should_not_say_that_a_run_is_being_made_where_nobody_can_tell() throws IOException {
    Path run = add("run", 3);
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(run.resolve(".lock")));
      assertThat(prune("--keep", "0").out())
          .contains("kept run: its .lock cannot be read, so it may be being made")
          .contains("prune as its owner");
    }
    assertThat(left()).containsExactly("run");
  }

  @Test
  void should_need_no_more_than_to_read_the_lock() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"), "root may write everything");
    Path run = add("run", 3);
    Path lock = Files.createFile(run.resolve(".lock"));
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("r--r--r--"));
    assertThat(prune("--keep", "0").out()).contains("removed run");
  }

  @Test
  void should_prune_a_comparison_as_one() throws IOException {
    Path comparison = runs.resolve("flr");
    Terminal made =
        godwit("run", "thread/flr-in-freeze", "--quiet", "--out", comparison.toString());
    assertThat(made.exitCode()).isZero();
    assertThat(godwit("runs", runs.toString(), "--tree").out()).contains("4 runs", "└─ flr/wait");
    assertThat(prune("--keep", "0").out()).contains("removed flr");
    assertThat(left()).isEmpty();
  }

  @Test
  void should_know_a_comparison_that_was_cut_off() throws IOException {
    Path cut = runs.resolve("flr");
    godwit("run", "thread/flr-in-freeze", "--quiet", "--out", cut.toString());
    for (String last : List.of("comparison.json", "comparison.txt", "report.html")) {
      Files.delete(cut.resolve(last));
    }
    Files.createFile(cut.resolve(".lock"));
    Files.delete(cut.resolve("wait/summary.json"));
    add("run", 0);

    Terminal list = godwit("runs", runs.toString(), "--tree");
    assertThat(list.out())
        .containsPattern("flr +flr-in-freeze +1 +unfinished +4 runs")
        .contains("└─ flr/wait")
        .doesNotContain("no runs");
    RunFolder held = RunFolder.openBegun(cut.resolve("wait"));
    String said = RunLock.holding(held, () -> prune("--keep", "1").out());
    assertThat(said).contains("kept flr: it is being made right now");
    assertThat(prune("--keep", "1").out()).contains("removed flr", "removed 1 of 2");
    assertThat(left()).containsExactly("latest", "run");
  }

  @Test
  void should_spare_a_comparison_between_two_of_its_runs() throws IOException {
    Path made = runs.resolve("flr");
    RunFolder held = RunFolder.at(made);
    godwit("run", "thread/flr-in-freeze", "--quiet", "--out", made.toString());
    assertThat(made.resolve(".lock")).as("nobody makes it any more").doesNotExist();
    String said = RunLock.holding(held, () -> prune("--keep", "0").out());
    assertThat(said).contains("kept flr: it is being made right now");
  }

  @Test
  void should_believe_no_summary_of_another_run() throws IOException {
    Path run = add("run", 3);
    Path summary = run.resolve("summary.json");
    String own = Files.readString(summary);
    for (String other :
        List.of(
            "{\"scenario\": \"mine\", \"seed\": 7, \"verdict\": \"FINE\", \"events\": 3}",
            own.replaceFirst("\"digest\" : \"....", "\"digest\" : \"0000"))) {
      Files.writeString(summary, other);
      JsonNode listed = JSON.readTree(godwit("runs", runs.toString(), "--json").out());
      assertThat(listed.at("/runs/0/scenario").asText()).isEqualTo("first-migration");
      assertThat(listed.at("/runs/0/verdict").asText()).isEqualTo("unfinished");
      assertThat(listed.at("/runs/0/events").asLong()).isGreaterThan(100);
      assertThat(godwit("resume", run.toString(), "--quiet").exitCode()).isZero();
      assertThat(JSON.readTree(summary.toFile()).path("digest").asText())
          .isEqualTo(JSON.readTree(own).path("digest").asText());
    }
  }

  @Test
  void should_refuse_to_guess_what_is_too_much() throws IOException {
    assertThat(prune().err()).contains("say what is too much");
    assertThat(prune("--keep", "-1").err()).contains("keep 0 or more");
    assertThat(prune("--older-than", "soon").err()).contains("such as '30d'");
    assertThat(prune("--older-than", "-1d").err())
        .contains("'-1d' is negative; write an age of 0 or more, such as '30d'");
    assertThat(prune("--to-size", "10").err()).contains("has no unit");
    Terminal none = godwit("runs", folder.resolve("none").toString());
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("there is no such folder");
    Path file = add("run", 3).resolve("scenario.yaml");
    assertThat(godwit("runs", file.toString()).err())
        .contains(file + ": this is a file; name a folder of runs");
  }
}
