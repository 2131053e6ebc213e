package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people try in their first hour, mistakes included. */
class FirstHourTest {

  private static final String SMALL =
      """
      name: small
      datacenter:
        fabric: {hosts-per-rack: 4}
        host: {memory: 64 GiB}
      vms:
        - {name: web, count: %d, memory: 1 MiB}
      plan:
      %s\
      """;

  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("scenario.yaml"), text);
  }

  /** So many lines, each with its number. */
  private static String numbered(int count, String line) {
    return IntStream.range(0, count).mapToObj(line::formatted).collect(Collectors.joining());
  }

  private static void refuses(Terminal said, String... parts) {
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(parts).startsWith("godwit: ").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a: &a [*a]\n", "extra: &x {y: *x}\n", "<<: &q {<<: *q}\n", "a: &a [[[*a]]]\n"})
  void should_refuse_an_anchor_inside_of_itself(String text) throws IOException {
    refuses(
        godwit("validate", file(text).toString()), "scenario.yaml:1:", "inside of what it names");
  }

  @Test
  void should_refuse_aliases_that_multiply() throws IOException {
    String bomb =
        IntStream.range(1, 9)
            .mapToObj(i -> "k%d: &k%d [%s]".formatted(i, i, ("*k" + (i - 1) + ", ").repeat(10)))
            .collect(Collectors.joining("\n", "k0: &k0 [1, 2, 3]\n", "\n"));
    refuses(godwit("validate", file(bomb).toString()), "more than 1,000,000 values");
  }

  @Test
  void should_let_blocks_share_what_they_have_in_common() throws IOException {
    String text =
        """
        name: shared
        datacenter:
          fabric: {hosts-per-rack: 2}
          host: {memory: 64 GiB}
        vms:
          - &web {name: web, count: 2, memory: 4 GiB, dirtying: {model: idle}}
          - {<<: *web, name: cache, memory: 2 GiB}
        plan:
          - {migrate: cache-1}
        """;
    Terminal valid = godwit("validate", file(text).toString());
    assertThat(valid.exitCode()).as(valid.err()).isZero();
    refuses(
        godwit("validate", file(text.replace("<<: *web", "<<: 7")).toString()), "takes a block of");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plan[0].at=9223372036 s",
        "datacenter.fabric.latency=9223372036 s",
        "migration.memory.downtime-limit=9000000000 s",
        "datacenter.fabric.pod-uplink=40000 Gbit/s",
        "vms[0].memory=99999999999 TiB"
      })
  void should_say_how_much_is_taken_at_most(String setting) {
    refuses(godwit("run", "first-migration", "--set", setting), "too much; write at most");
  }

  @Test
  void should_say_that_a_seed_is_too_large() {
    refuses(
        godwit("run", "first-migration", "--seed", "1000000000000000000"),
        "out of range; use 0 to");
    refuses(
        godwit("validate", "first-migration", "--set", "seed=" + "9".repeat(40)), "out of range");
  }

  @Test
  void should_set_a_key_of_every_item() throws IOException {
    Path file = file(SMALL.formatted(2, "  - {migrate: web-0}\n  - {migrate: web-1}\n"));
    refuses(
        godwit("validate", file.toString(), "--set", "plan[*].limits.total=0"),
        "plan[0].limits.total",
        "plan[1].limits.total");
    refuses(godwit("validate", file.toString(), "--set", "datacenter[*].x=0"), "items of a list");
  }

  @Test
  void should_show_no_letter_that_moves_the_cursor() throws IOException {
    Path file = file("name: \"x\\e[31m\\u202e\\n\"\nplan: []\n");
    for (Terminal said :
        List.of(
            godwit("validate", file.toString()),
            godwit("run", "a\u001b[31mb"),
            godwit("rum\u001b[2J"))) {
      assertThat(said.err()).contains("\\u001b").doesNotContain("\u001b", "\u202e");
    }
  }

  @Test
  void should_read_a_scenario_from_standard_input() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("name: x\n".getBytes(StandardCharsets.UTF_8)));
      refuses(godwit("validate", "-"), "standard input:1:1", "key 'datacenter' is missing");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void should_list_problems_as_json() throws IOException {
    Terminal wrong = godwit("validate", "--json", file("name: x\n").toString());
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    JsonNode problems = new ObjectMapper().readTree(wrong.out());
    assertThat(problems.at("/valid").asBoolean()).isFalse();
    assertThat(problems.at("/problems/0/line").asInt()).isEqualTo(1);
    assertThat(problems.at("/problems/0/message").asText()).contains("datacenter");
    Terminal right = godwit("validate", "--json", "first-migration");
    assertThat(new ObjectMapper().readTree(right.out()).at("/valid").asBoolean()).isTrue();
  }

  @Test
  void should_help_in_every_way_people_ask() {
    assertThat(godwit("help", "run").out()).contains("Example: godwit run");
    assertThat(godwit("version").out()).isEqualTo(godwit("--version").out());
  }

  /** Six thousand plans that each name one of six thousand guests. */
  @Test
  @Timeout(120)
  void should_check_many_plans_in_no_more_than_their_number() throws IOException {
    String plans = numbered(6_000, "  - {migrate: web-%d}\n");
    String groups = numbered(6_000, "  - {name: g%d, count: 1, memory: 1 MiB}\n") + "plan:\n";
    Path file = file(SMALL.formatted(6_000, plans).replace("plan:\n", groups));
    assertThat(godwit("validate", file.toString()).exitCode()).isZero();
  }

  /** Plans one after the other, each cancelled, and a fault for each guest. */
  @Test
  @Timeout(120)
  void should_check_chains_and_faults_in_no_more_than_their_number() throws IOException {
    String chain =
        IntStream.range(0, 6_000)
            .mapToObj(i -> i == 0 ? "" : "after: p" + (i - 1) + ", ")
            .map(after -> "  - {" + after + "name: p%d, migrate: web-%d}\n  - {cancel: web-%d}\n")
            .collect(Collectors.joining());
    Integer[] numbers = IntStream.range(0, 18_000).mapToObj(i -> i / 3).toArray(Integer[]::new);
    String faults =
        "faults:\n" + numbered(6_000, "  - {kind: cancel, vm: web-%d, phase: pre-copy}\n");
    Path file = file(SMALL.formatted(6_000, chain.formatted((Object[]) numbers)) + faults);
    assertThat(godwit("validate", file.toString()).err()).isEmpty();
  }

  @Test
  void should_report_a_comparison_from_its_runs() throws IOException {
    String axes =
        """
          - {migrate: web-0}
        compare:
          axes: [{name: limit, key: migration.memory.downtime-limit, values: [100 ms, 200 ms]}]
          show: [downtime.max]
        """;
    Path runs = folder.resolve("runs");
    Terminal run =
        godwit("run", file(SMALL.formatted(2, axes)).toString(), "--out", runs.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(godwit("report", runs.toString()).out()).isEqualTo(run.out());
    JsonNode json = new ObjectMapper().readTree(godwit("report", runs.toString(), "--json").out());
    assertThat(json.at("/runs")).hasSize(2);
    try (Stream<Path> files = Files.list(runs.resolve("200-ms"))) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(runs.resolve("200-ms"));
    refuses(godwit("report", runs.toString()), "1 of its 2 runs came to their end");
  }

  @Test
  void should_check_choices_of_a_comparison_like_everything_else() throws IOException {
    String axes =
        """
          - {migrate: web-0}
        compare:
          axes:
            - name: what
              choices:
                - {name: a, set: ["vms[0].count=3", "vms[0].dirtying.model=nope"]}
                - {name: b, set: ["plan[0].limits.totl=3"]}
            - {name: seed, key: seed, values: [1, x]}
          show: [downtime.max]
        """;
    refuses(
        godwit("validate", file(SMALL.formatted(2, axes)).toString()),
        "scenario.yaml:13:45: compare.axes[0].choices[0].set[1]: vms[0].dirtying.model: 'nope'",
        "scenario.yaml:14:27: compare.axes[0].choices[1].set[0]: plan[0].limits.totl",
        "scenario.yaml:15:43: compare.axes[1].values[1]: seed: 'x' is not a whole number");
  }

  @Test
  void should_show_the_mean_over_seeds_and_how_sure_it_is() throws IOException {
    String seeds =
        """
          - {migrate: web-0}
        compare: {seeds: 1..5, show: [downtime.max, migrations.completed]}
        """;
    Path runs = folder.resolve("runs");
    Terminal run =
        godwit("run", file(SMALL.formatted(2, seeds)).toString(), "--out", runs.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("1\\.\\.5 +2\\.[0-9] ms ± 0\\.[0-9] ms +1 ± 0\n");
    assertThat(godwit("report", runs.toString()).out()).isEqualTo(run.out());
    JsonNode json = new ObjectMapper().readTree(godwit("report", runs.toString(), "--json").out());
    assertThat(json.at("/runs/4/seed").asInt()).isEqualTo(5);
    refuses(
        godwit("validate", file(SMALL.formatted(2, seeds.replace("1..5", "5..1"))).toString()),
        "'5..1' are no seeds");
    refuses(
        godwit("run", file(SMALL.formatted(2, seeds)).toString(), "--seed", "9"),
        "--seed 9: ",
        "is run with seeds of its own");
  }

  /**
   * How many guests a rebalance moves shows as it goes; where the trial came to its end, it did.
   */
  @Test
  void should_foresee_no_rebalance_as_moving_nobody() throws IOException {
    Path file = folder.resolve("even.yaml");
    godwit("new", "rebalance", file.toString());
    Terminal foreseen = godwit("run", file.toString(), "--dry-run");
    assertThat(foreseen.out())
        .contains("to move      36 migrations\n", "as many as even its hosts out")
        .doesNotContain("0 guests");
    Terminal run = godwit("run", file.toString(), "--quiet", "--journal", "memory");
    assertThat(run.out()).contains("36 of 36 migrations");
  }

  @Test
  void should_write_nothing_over_files_of_other_kinds() throws IOException {
    Path mine = file(SMALL.formatted(2, "  - {migrate: web-0}\n"));
    String before = Files.readString(mine);
    String run = folder.resolve("run").toString();
    String name = mine.toString();
    refuses(
        godwit("run", name, "--out", run, "--openmetrics", name),
        "is no file of metrics; name another");
    assertThat(folder.resolve("run")).doesNotExist();
    godwit("run", name, "--out", run, "--quiet");
    refuses(godwit("report", run, "--openmetrics", name), "is no file of metrics");
    refuses(godwit("report", run, "--html", name), "is no chart or page");
    refuses(
        godwit("export", run, "--to", "perfetto", "--out", name), "is no such file; name another");
    Path events = folder.resolve("run/events.db");
    refuses(
        godwit("export", run, "--to", "otlp", "--out", events.toString()),
        "is no such file; name another");
    assertThat(mine).hasContent(before);
    assertThat(godwit("verify", run).exitCode()).isZero();
    String metrics = folder.resolve("metrics.txt").toString();
    assertThat(godwit("report", run, "--openmetrics", metrics).exitCode()).isZero();
    assertThat(godwit("report", run, "--openmetrics", metrics).exitCode()).isZero();
  }

  @Test
  void should_not_be_silent_about_options_that_would_do_nothing() throws IOException {
    String file = file(SMALL.formatted(2, "  - {migrate: web-0}\n")).toString();
    Terminal kept =
        godwit("run", file, "--journal", "memory", "--out", folder.resolve("kept").toString());
    assertThat(kept.err()).contains("warning: --out", "--journal memory keeps no record");
    assertThat(folder.resolve("kept")).doesNotExist();
    refuses(godwit("run", file, "--out", ""), "'--out'", "'' names no file or folder");
    refuses(godwit("report", ""), "'' names no file or folder");
    refuses(godwit("run", ""), "'' names no scenario; 'godwit list' names the library");
    refuses(godwit("serve", "--paused"), "for a scenario that is run; none is named");
    assertThat(godwit("version", "--help").exitCode()).isZero();
  }

  @Test
  void should_refuse_one_file_for_two_things_however_it_is_spelt() throws IOException {
    Path run = folder.resolve("twice");
    assertThat(godwit("run", "first-migration", "-q", "--out", run.toString()).exitCode()).isZero();
    Path one = folder.resolve("one");
    String again = folder.resolve("./twice/../one").toString();
    refuses(
        godwit("timeline", run.toString(), "--svg", one.toString(), "--html", again),
        "--svg %s, --html %s: this is one file; name two".formatted(one, again));
    refuses(
        godwit("report", run.toString(), "--html", again, "--openmetrics", one.toString()),
        "this is one file");
    refuses(
        godwit("run", "first-migration", "--out", one.toString(), "--openmetrics", again),
        "this is one file");
    assertThat(one).doesNotExist();
    Path link = Files.createSymbolicLink(folder.resolve("link"), run);
    refuses(
        godwit("report", run.toString(), "--html", run + "/x", "--openmetrics", link + "/x"),
        "this is one file");
  }

  @Test
  void should_list_a_library_behind_links() throws IOException {
    Path own = Files.createDirectories(folder.resolve("own"));
    Path drain = Files.createDirectories(folder.resolve("elsewhere/drain"));
    Files.writeString(drain.resolve("scenario.yaml"), "name: drain\n");
    Files.createSymbolicLink(own.resolve("all"), drain.getParent());
    Path library = Files.createSymbolicLink(folder.resolve("library"), own);
    assertThat(Home.scenarios(library)).containsExactly("all/drain");
    Files.createSymbolicLink(own.resolve("round"), own);
    assertThatThrownBy(() -> Home.scenarios(library))
        .hasMessageContaining("the library cannot be listed")
        .hasMessageContaining("check links and permissions");
  }

  @Test
  void should_say_in_usage_lines_what_may_be_left_out() {
    for (String command : List.of("timeline", "events", "resume", "report")) {
      assertThat(godwit(command, "--help").out())
          .as(command)
          .containsPattern("\\[RUN(\\.\\.\\.)?]");
    }
    assertThat(godwit("runs", "--help").out()).contains("[FOLDER]");
  }

  @Test
  void should_say_where_a_file_is_too_deep_or_no_text() throws IOException {
    String deep = "name: deep\nvms: " + "[".repeat(30) + "]".repeat(30) + "\n";
    refuses(godwit("validate", file(deep).toString()), ":2:26: blocks and lists are more than 20");
    refuses(
        godwit("validate", file("name: x\nseed: a\u0007\n").toString()),
        ":2:8: this is not YAML: U+0007 is no sign of a text");
  }

  /** Each would show the same in two places, as if it made no difference. */
  @Test
  void should_refuse_choices_that_undo_or_repeat_each_other() throws IOException {
    String limits = "{name: %s, key: \"plan[0].limits.total\", values: [%s]}";
    String twice =
        SMALL.formatted(2, "  - {migrate: web-0}\n")
            + "compare:\n  show: [duration]\n  axes: [%s, %s]\n"
                .formatted(limits.formatted("a", "1, 2"), limits.formatted("b", "3, 4"));
    refuses(
        godwit("validate", file(twice).toString()),
        "compare.axes[1]: 'plan[0].limits.total' is set by another axis or by seeds too");
    String same =
        SMALL.formatted(2, "  - {migrate: web-0}\n")
            + "compare:\n  show: [duration]\n  seeds: 1..2\n  axes:\n"
            + "    - {name: a, choices: [{name: x, set: [seed=4]}, {name: x, set: [seed=5]}]}\n";
    refuses(
        godwit("validate", file(same).toString()),
        "compare.axes[0].choices[1]: 'x' is a choice of this axis already; leave one of them out",
        "compare.axes[0]: 'seed' is set by another axis or by seeds too; let one of them set it");
  }

  /** As folders they would be alike, or be what is kept beside them. */
  @Test
  void should_keep_each_run_of_a_comparison_whatever_its_choices_are_called() throws IOException {
    List<String> names = List.of("ä", "ö", "..", "latest", "comparison.json", "a b", "a-b", "A-B");
    var text = new StringBuilder(SMALL.formatted(2, "  - {migrate: web-0}\n"));
    text.append("compare:\n  show: [duration]\n  axes:\n    - name: called\n      choices:\n");
    for (int i = 0; i < names.size(); i++) {
      text.append("        - {name: \"%s\", set: [\"seed=%d\"]}\n".formatted(names.get(i), i));
    }
    Path kept = folder.resolve("called");
    Terminal run = godwit("run", file(text.toString()).toString(), "-q", "--out", kept.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(godwit("report", kept.toString()).out()).isEqualTo(run.out());
    for (String name : List.of("-", "--2", "--3", "latest-2", "comparison.json-2", "A-B-3")) {
      assertThat(kept.resolve(name).resolve("summary.json")).exists();
    }
  }

  @Test
  void should_name_the_least_that_may_be_written() throws IOException {
    String migration =
        """
          - {migrate: web-0}
        migration: {memory: {strategy: compression, compression: {ratio: 90%}}}
        """;
    refuses(
        godwit("validate", file(SMALL.formatted(2, migration)).toString()),
        "'90%' is too little; write at least 100%");
  }

  @Test
  void should_say_of_a_file_which_guest_finds_no_host() throws IOException {
    String text =
        SMALL
            .formatted(2, "  - {migrate: web-0}\n")
            .replace("memory: 1 MiB", "memory: 60 GiB, on: pod-0/rack-0/host-1");
    String why =
        ":6:47: vms[0].on: no host of pod-0/rack-0/host-1 can take web-0 (60.0 GiB): of those"
            + " permitted, 1 without room; change what it asks for, these hosts, or on";
    refuses(godwit("validate", file(text).toString()), why);
    refuses(godwit("run", file(text).toString()), why);
    String together = text.replace("on: pod-0/rack-0/host-1", "together: web");
    refuses(
        godwit("validate", file(together).toString()),
        "vms[0].together: no host can take web-1 and web-0 (together: web, 120.0 GiB)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "validate"})
  void should_not_tell_of_one_mistake_without_end(String command) throws IOException {
    Terminal refused = godwit(command, file("name: keys\n" + numbered(100, "k%d: 1\n")).toString());
    assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err().lines()).hasSize(51).last(as(STRING)).matches("godwit: and \\d+ more");
  }

  @Test
  void should_not_tell_of_plans_without_end() throws IOException {
    String plans =
        """
        name: plans
        datacenter: {fabric: {hosts-per-rack: 2}, host: {memory: 128 GiB}}
        vms: [{name: web, count: 60, memory: 1 GiB, on: pod-0/rack-0/host-0}]
        plan:
        """
            + numbered(60, "  - {migrate: web-%d, limits: {per-source: 1}}\n");
    Terminal run = godwit("run", file(plans).toString(), "--journal", "memory", "-q");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("  plan "))).hasSize(40);
    assertThat(run.out()).contains("  and 19 plans more, in summary.json\n");
  }

  @Test
  void should_name_the_command_that_was_meant() {
    refuses(godwit("rnu", "first-migration"), "no command 'rnu'; did you mean 'run'?");
    refuses(godwit("help", "validat"), "did you mean 'validate'?");
  }

  @Test
  void should_say_that_what_it_printed_is_lost() throws Exception {
    File full = new File("/dev/full");
    if (full.exists()) {
      Process process = process(List.of(), "list").redirectOutput(full).start();
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).startsWith("godwit: standard output cannot be written").hasLineCount(1);
    }
  }

  @Test
  void should_say_in_a_line_that_memory_is_short() throws Exception {
    Process process =
        process(List.of("-Xmx20m"), "run", "rack-drain", "--quiet", "--journal", "memory")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isEqualTo(ExitCode.INTERNAL_ERROR);
    assertThat(err).startsWith("godwit: out of memory").hasLineCount(1);
  }

  private ProcessBuilder process(List<String> options, String... arguments) {
    return Terminal.process(options, List.of(arguments)).directory(folder.toFile());
  }
}
