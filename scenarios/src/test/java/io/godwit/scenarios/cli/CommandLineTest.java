package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {

  @TempDir private Path folder;

  private static void refuses(Terminal said, String... parts) {
    assertThat(said.exitCode()).as(said.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(parts).startsWith("godwit: ").doesNotContain("\tat ");
    assertThat(said.out()).isEmpty();
  }

  @Test
  void should_help_with_examples() {
    for (String command : List.of("run", "validate", "schema", "list", "report", "bench")) {
      Terminal help = godwit(command, "--help");
      assertThat(help.exitCode()).isZero();
      assertThat(help.out()).contains("Example: godwit " + command);
    }
    assertThat(godwit("--version").out()).startsWith("godwit 0.");
    assertThat(godwit("generate-completion").out()).contains("complete");
  }

  @Test
  void should_refuse_what_it_does_not_know() {
    refuses(godwit("rum", "rack-drain"), "there is no command 'rum'; did you mean 'run'?");
    refuses(godwit("run", "--sed", "7", "rack-drain"), "--sed");
    refuses(godwit("run"), "Missing required parameter");
    refuses(godwit(), "say what to do");
    refuses(godwit("run", "rack-drian"), "there is no such file", "did you mean 'rack-drain'?");
    refuses(godwit("run", "nothing-like-it"), "there is no such file", "godwit list");
    refuses(godwit("run", "first-migration", "--journal", "paper"), "only sqlite and memory");
    refuses(godwit("run", "first-migration", "--set", "sed=1"), "did you mean 'seed'?");
    refuses(godwit("report", folder.toString()), folder.toString());
  }

  @Test
  void should_never_write_over_a_run() throws IOException {
    Path run = folder.resolve("run");
    assertThat(godwit("run", "first-migration", "--out", run.toString(), "--quiet").exitCode())
        .isZero();
    Map<String, byte[]> before = content(run);

    refuses(godwit("run", "first-migration", "--out", run.toString()), run.toString());

    assertThat(content(run).keySet()).isEqualTo(before.keySet());
    content(run).forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(before.get(name)));
  }

  @Test
  void should_refuse_a_folder_that_cannot_be_made() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    refuses(godwit("run", "first-migration", "--out", file.toString()), file.toString());
    refuses(
        godwit("run", "first-migration", "--out", file.resolve("below").toString()),
        file.toString());
    assertThat(file).hasContent("mine");
  }

  @Test
  void should_refuse_a_journal_that_is_none() throws IOException {
    Path run = Files.createDirectory(folder.resolve("broken"));
    Files.copy(
        Home.library().resolve("first-migration/scenario.yaml"), run.resolve("scenario.yaml"));
    Files.writeString(run.resolve("events.db"), "not a database");
    refuses(godwit("report", run.toString()), "events.db");
  }

  @Test
  void should_miss_an_expectation_with_exit_code_1() {
    Terminal run =
        godwit(
            "run",
            "first-migration",
            "--journal",
            "memory",
            "--quiet",
            "--set",
            "expect[1]=downtime.max <= 1 us");
    assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(run.out()).contains("INVALID", "missed    downtime.max <= 1 us (it is 58.369 ms)");
  }

  @Test
  void should_call_a_comparison_invalid_that_breaks_something_else_than_it_says() {
    Terminal run =
        godwit(
            "run",
            "thread/half-written-register",
            "--journal",
            "memory",
            "--quiet",
            "--set",
            "compare.axes[0].choices[1].breaks[0]=reads-are-valid");
    assertThat(run.exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(run.out())
        .contains(
            "half-written-register (seed 1): INVALID, 3 runs",
            "lost breaks guest-writes-take-effect, AND SHOULD NOT",
            "lost keeps reads-are-valid, AND SHOULD BREAK IT");
  }

  @Test
  void should_say_what_is_wrong_with_vfio_states() {
    Terminal unknown = godwit("vfio", "running", "stopped");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.err()).contains("'stopped' is no VFIO state; there are error, stop,");
    assertThat(godwit("vfio", "stop-copy", "pre-copy").err())
        .contains("no way leads from stop-copy to pre-copy");
    assertThat(godwit("vfio", "stop", "running", "--profile", "x").err())
        .contains("'x' is no profile; there are seed-2023, virtio-1.4");
  }

  @Test
  void should_print_one_document_with_json() throws IOException {
    Terminal run = godwit("run", "first-migration", "--journal", "memory", "--json");
    assertThat(new ObjectMapper().readTree(run.out()).get("verdict").asText()).isEqualTo("VALID");
    assertThat(new ObjectMapper().readTree(godwit("list", "--json").out())).isNotEmpty();
    assertThat(new ObjectMapper().readTree(godwit("schema").out()).get("title").asText())
        .isEqualTo("Godwit scenario");
  }

  @Test
  void should_validate_several_files_and_name_each_problem() {
    assertThat(godwit("validate", "first-migration", "rack-drain").out())
        .isEqualTo("first-migration: first-migration is valid\nrack-drain: rack-drain is valid\n");
    Terminal wrong = godwit("validate", "first-migration", "none.yaml");
    assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(wrong.err()).contains("none.yaml: there is no such file");
  }

  private static Map<String, byte[]> content(Path run) throws IOException {
    var content = new TreeMap<String, byte[]>();
    try (Stream<Path> files = Files.list(run)) {
      for (Path file : files.toList()) {
        content.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return content;
  }
}
