package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that read a run: replay, events, diff. */
class LookingBackTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MEMBER = "member|pod-0/rack-0/host-0/net0/1";

  @TempDir private static Path folder;
  private static String run;
  private static String other;
  private static String comparison;

  @BeforeAll
  static void record() {
    run = record("first", "first-migration");
    other = record("second", "first-migration", "--seed", "2");
    comparison = record("flr", "thread/flr-in-freeze");
  }

  private static String record(String name, String... arguments) {
    String path = folder.resolve(name).toString();
    Terminal made =
        godwit(
            Stream.concat(
                    Stream.of("run"),
                    Stream.concat(Stream.of(arguments), Stream.of("--quiet", "--out", path)))
                .toArray(String[]::new));
    assertThat(made.exitCode()).as(made.err()).isZero();
    return path;
  }

  private static String out(String... arguments) {
    Terminal said = godwit(arguments);
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.OK);
    assertThat(said.err()).isEmpty();
    return said.out();
  }

  private static JsonNode json(String... arguments) throws JsonProcessingException {
    return JSON.readTree(out(arguments));
  }

  private static void refuses(Terminal said, String... parts) {
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(parts).startsWith("godwit: ").doesNotContain("\tat ");
    assertThat(said.out()).isEmpty();
  }

  @Test
  void should_help_with_examples() {
    for (String command : List.of("replay", "events", "timeline", "diff", "runs", "prune")) {
      Terminal help = godwit(command, "--help");
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("Example: godwit " + command);
    }
  }

  @Test
  void should_show_how_far_each_entity_was() {
    assertThat(out("replay", run, "--at", "1 s"))
        .contains("fleet|fleet")
        .contains("migration|plan-0/web-0             not yet started; this is its initial state")
        .hasLineCount(13);
    assertThat(out("replay", run, "--at", "3s"))
        .contains("the last context-moved at 1.001469505 s");
  }

  @Test
  void should_show_the_state_of_those_that_match() {
    assertThat(out("replay", run, "--at", "4.7 s", "--entity", MEMBER))
        .contains("{word: active, code: 0, stage: WORKING}");
    assertThat(out("replay", run, "--at", "4.703 s", "--entity", MEMBER))
        .contains("{word: stop, code: 1, stage: STOPPED}");
    assertThat(out("replay", run, "--entity", "member|*host-0/*"))
        .contains("host-0/net0/1: ", "host-0/blk0/1: ")
        .doesNotContain("host-1");
  }

  @Test
  void should_say_of_one_that_nobody_spoke_to_that_it_never_started() {
    assertThat(out("replay", run, "--entity", "member|pod-0/rack-0/host-1/blk0/8"))
        .startsWith("member|pod-0/rack-0/host-1/blk0/8: not yet started; this is its initial state")
        .contains("{word: active, code: 0, stage: WORKING}");
  }

  @Test
  void should_tell_the_same_as_json() throws IOException {
    JsonNode member = json("replay", run, "--at", "4.703 s", "--entity", MEMBER, "--json");
    assertThat(member.at("/at/nanos").asLong()).isEqualTo(4_703_000_000L);
    assertThat(member.at("/entities/0/entity").asText()).isEqualTo(MEMBER);
    assertThat(member.at("/entities/0/state/mode/word").asText()).isEqualTo("stop");
    assertThat(member.at("/entities/0/last/event").asText()).isEqualTo("mode-changed");
    JsonNode all = json("replay", run, "--json");
    assertThat(all.get("entities")).hasSize(13);
  }

  @Test
  void should_show_what_changed_between_two_times() throws IOException {
    assertThat(out("replay", run, "--diff", "4.69 s", "4.703 s", "--entity", MEMBER))
        .startsWith(MEMBER + ": 1 event in between\n")
        .contains("  mode.word: active -> stop\n");
    assertThat(out("replay", run, "--diff", "2 s", "3 s"))
        .isEqualTo("nothing happened in between\n");
    JsonNode diff = json("replay", run, "--diff", "4.69s", "4.703s", "--entity", MEMBER, "--json");
    assertThat(diff.at("/entities/0/changes/0/path").asText()).isEqualTo("mode.word");
    assertThat(diff.at("/entities/0/changes/0/after").asText()).isEqualTo("stop");
  }

  @Test
  void should_step_from_event_to_event() throws IOException {
    String[] follow = {
      "replay", run, "--follow", "--at", "4.69 s", "--until", "4.71 s", "--entity", MEMBER
    };
    assertThat(out(follow).lines().filter(line -> !line.startsWith(" ")))
        .hasSizeGreaterThan(2)
        .first()
        .asString()
        .contains("s  " + MEMBER + "  mode-changed from=active to=stop");
    JsonNode steps =
        json(Stream.concat(Stream.of(follow), Stream.of("--json")).toArray(String[]::new));
    assertThat(steps.at("/steps/0/event/event").asText()).isEqualTo("mode-changed");
    assertThat(steps.at("/steps/0/changes/0/path").asText()).isEqualTo("mode.word");
  }

  @Test
  void should_refuse_questions_that_make_no_sense() {
    refuses(godwit("replay", run, "--at", "12.5"), "'12.5' has no unit");
    refuses(godwit("replay", run, "--at", "5 GiB"), "not a duration");
    refuses(godwit("replay", run, "--diff", "2 s", "1 s"), "name the earlier time first");
    refuses(
        godwit("replay", run, "--diff", "1 s", "2 s", "--follow"), "leave --at and --follow out");
    refuses(godwit("replay", run, "--until", "1 s"), "add --follow");
    refuses(godwit("replay", run, "--entity", "web-0"), "did you mean migration|plan-0/web-0?");
    refuses(
        godwit("replay", run, "--entity", "nobody"), "no entity of this run is called 'nobody'");
    refuses(godwit("replay", run, "--entity", "member|pod-0/rack-0/host-1/blk0/9"), "no entity");
    refuses(godwit("replay", folder.toString()), "there is no events.db in it");
    refuses(
        godwit("replay", comparison), "this is a comparison; name one of its runs:", "flr/wait");
  }

  @Test
  void should_refuse_stretches_that_end_before_they_begin() {
    refuses(
        godwit("events", run, "--from", "5 s", "--until", "1 s"),
        "--from 5 s is after --until 1 s",
        "name the earlier time first");
    refuses(godwit("events", run, "--ord", "5..3"), "'5..3' ends before it begins; write 3..5");
    refuses(
        godwit("replay", run, "--follow", "--at", "3 s", "--until", "2 s"),
        "--at 3 s is after --until 2 s");
    refuses(
        godwit("replay", run, "--diff", "1.0000000002 s", "1 s", "--diff", "2 s", "3 s"),
        "--diff compares two times, not 4: ask for one pair at a time");
    refuses(
        godwit("replay", run, "--diff", "1000000002 ns", "1000000001 ns"),
        "--diff 1.000000002 s 1.000000001 s: name the earlier time first");
  }

  @Test
  void should_never_say_nothing_at_all() {
    refuses(
        godwit("events", run, "--from", "9 s"), "--from 9 s: this record ends at 4.784993587 s");
    assertThat(out("replay", run, "--follow", "--at", "9 s"))
        .isEqualTo("nothing happened in between\n");
    Terminal none = godwit("events", run, "--kind", "vcpus-*", "--until", "1 s");
    assertThat(none.exitCode()).isZero();
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).isEqualTo("godwit: no event of this run answers to all of that\n");
  }

  @Test
  void should_name_the_folder_of_a_run_whose_file_or_comparison_is_named() {
    String file = run + "/events.db";
    for (String command : List.of("events", "replay", "report", "verify", "resume", "timeline")) {
      refuses(godwit(command, file), file + ": this is a file; name the folder of a run: " + run);
    }
    String[] set = {"--at", "1 s", "--set", "migration.memory.downtime-limit=20 ms"};
    refuses(godwit("fork", file, set[0], set[1], set[2], set[3]), "this is a file");
    refuses(
        godwit("fork", folder.resolve("none").toString(), set[0], set[1], set[2], set[3]),
        "there is no such folder");
    refuses(godwit("fork", comparison, set[0], set[1], set[2], set[3]), "this is a comparison");
    refuses(godwit("verify", comparison), "this is a comparison");
    refuses(godwit("resume", comparison), "this is a comparison");
  }

  @Test
  void should_count_no_run_of_a_comparison_that_was_killed_before_its_first_event()
      throws IOException {
    Path cut = Files.createDirectory(folder.resolve("begun"));
    Files.copy(Path.of(comparison, "comparison.yaml"), cut.resolve("comparison.yaml"));
    CutRun.killed(Path.of(comparison, "wait"), 0, cut.resolve("wait"));
    refuses(
        godwit("report", cut.toString()),
        "cut off: 0 of its 4 runs came to their end",
        "'godwit run " + cut.resolve("comparison.yaml") + "' runs it again");
  }

  @Test
  void should_say_how_a_comparison_that_was_cut_off_is_run_again() throws IOException {
    Path cut = Files.createDirectory(folder.resolve("cut"));
    Path asked = cut.resolve("comparison.yaml");
    Files.copy(Path.of(comparison, "comparison.yaml"), asked);
    for (String command : List.of("events", "resume", "verify")) {
      refuses(
          godwit(command, cut.toString()),
          "a comparison that was cut off; 'godwit run " + asked + "' runs it again");
    }
    String again = "'godwit run " + asked + "' runs it again";
    assertThat(godwit("report", cut.toString()).err()).endsWith(again + System.lineSeparator());
    Path part = Files.createDirectory(cut.resolve("wait"));
    Path scenario = part.resolve("scenario.yaml");
    Files.copy(Path.of(comparison, "wait", "scenario.yaml"), scenario);
    assertThat(godwit("report", cut.toString()).err()).endsWith(again + System.lineSeparator());
    Files.copy(Path.of(comparison, "wait", "events.db"), part.resolve("events.db"));
    refuses(godwit("events", cut.toString()), "or name one of its runs: " + part);
    refuses(
        godwit("report", cut.toString()),
        again + ", and 'godwit report' takes the folder of each, such as " + part);
  }

  @Test
  void should_know_the_only_one_of_its_kind_by_its_kind() {
    assertThat(out("replay", run, "--entity", "fleet"))
        .isEqualTo(out("replay", run, "--entity", "fleet|fleet"));
    assertThat(out("events", run, "--entity", "fabric"))
        .isEqualTo(out("events", run, "--entity", "fabric|fabric"));
  }

  @Test
  void should_list_what_happened_in_words() {
    assertThat(out("events", run, "--kind", "vcpus-*"))
        .hasLineCount(2)
        .contains("vcpus-stopped         web-0 stands still");
    assertThat(out("events", run)).doesNotContain("doorbell-rung");
    assertThat(out("events", run, "--private")).contains("doorbell-rung");
    assertThat(out("events", run, "--from", "4.703 s", "--until", "4.704 s", "--entity", "owner|*"))
        .isNotEmpty()
        .doesNotContain("hypervisor|");
  }

  @Test
  void should_list_what_concerns_a_migration_or_a_guest() {
    String ofMigration = out("events", run, "--migration", "plan-0/web-0");
    assertThat(ofMigration)
        .contains("migration-admitted", "mode-changed", "command-served", "flow-ended")
        .doesNotContain("run-started", "link-used", "plan-finished");
    assertThat(out("events", run, "--guest", "web-0"))
        .contains(ofMigration.lines().toList())
        .contains("hypervisor-started");
  }

  @Test
  void should_list_events_as_json() throws IOException {
    List<String> lines = out("events", run, "--jsonl", "--kind", "round-finished").lines().toList();
    assertThat(lines).isNotEmpty();
    for (String line : lines) {
      JsonNode event = JSON.readTree(line);
      assertThat(event.at("/values/took/nanos").asLong()).isPositive();
      assertThat(event.at("/entity").asText()).isEqualTo("migration|plan-0/web-0");
    }
    assertThat(json("events", run, "--json", "--kind", "round-finished")).hasSize(lines.size());
    assertThat(json("events", run, "--json", "--until", "0 s")).isEmpty();
  }

  @Test
  void should_list_no_event_of_one_that_nobody_spoke_to() throws JsonProcessingException {
    String idle = "member|pod-0/rack-0/host-1/blk0/8";
    assertThat(json("events", run, "--json", "--entity", idle)).isEmpty();
    Terminal said = godwit("events", run, "--entity", idle);
    assertThat(said.exitCode()).isZero();
    assertThat(said.err()).contains("no event of this run answers to all of that");
    refuses(godwit("events", run, "--entity", idle + "0"), "no entity of this run is called");
  }

  @Test
  void should_refuse_events_of_nobody() {
    refuses(godwit("events", run, "--kind", "vcpu"), "there are vcpus-started, vcpus-stopped");
    refuses(godwit("events", run, "--entity", "x"), "no entity of this run is called 'x'");
    refuses(godwit("events", run, "--guest", "x"), "concerns a guest called 'x'");
    refuses(godwit("events", run, "--migration", "x", "--until", "1 s"), "a migration called 'x'");
    refuses(godwit("events", run, "--json", "--jsonl"), "mutually exclusive");
    refuses(godwit("events", run, "--migration", "web-0"), "--guest asks for a guest");
    refuses(godwit("events", run, "--guest", "plan-0/web-0"), "--migration asks for a migration");
  }

  @Test
  void should_show_the_first_difference_and_what_it_came_to() throws IOException {
    Terminal diff = godwit("diff", run, other);
    assertThat(diff.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(diff.out())
        .contains("(first-migration, seed 1,", "(first-migration, seed 2,")
        .contains("the first difference", "vcpus-stopped", "1 migration differs");
    JsonNode json = JSON.readTree(godwit("diff", run, other, "--json").out());
    assertThat(json.get("same").asBoolean()).isFalse();
    assertThat(json.at("/firstDifference/before")).hasSize(5);
    assertThat(json.at("/firstDifference/a/event").asText()).isEqualTo("vcpus-stopped");
    assertThat(json.at("/firstDifference/a/at")).isNotEqualTo(json.at("/firstDifference/b/at"));
    assertThat(json.at("/migrations/0/a/downtimeMillis").asDouble()).isPositive();
  }

  @Test
  void should_find_no_difference_between_a_run_and_itself() {
    assertThat(out("diff", run, run)).contains("the same happened in both");
    refuses(godwit("diff", run, folder.resolve("none").toString()), "there is no such folder");
  }

  @Test
  void should_change_nothing_in_the_folder_of_a_run() throws IOException {
    List<Path> before = content();
    out("replay", run, "--at", "2 s");
    out("events", run, "--kind", "vcpus-*");
    out("timeline", run);
    assertThat(content()).isEqualTo(before);
  }

  private static List<Path> content() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(run))) {
      return files.sorted().toList();
    }
  }

  @Test
  void should_not_take_the_run_of_one_choice_for_that_of_another() throws IOException {
    Path mixed = Path.of(record("mixed", "thread/flr-in-freeze"));
    assertThat(out("report", mixed.toString())).isEqualTo(out("report", comparison));
    Files.move(mixed.resolve("wait"), mixed.resolve("aside"));
    Files.move(mixed.resolve("migrate-pending"), mixed.resolve("wait"));
    refuses(
        godwit("report", mixed.toString()),
        mixed.resolve("wait") + ": it is not the run of 'wait'",
        "'godwit run " + mixed.resolve("comparison.yaml") + "' runs it again");
  }
}
