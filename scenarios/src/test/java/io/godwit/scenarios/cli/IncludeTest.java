package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that share parts of them in files of their own. */
class IncludeTest {

  private static final String RACK =
      """
      datacenter:
        fabric: {hosts-per-rack: 2}
        host: {memory: 64 GiB}
      seed: 5
      """;

  private static final String SCENARIO =
      """
      include: parts/all.yaml
      name: shared
      datacenter:
        fabric: {hosts-per-rack: 3}
      plan:
        - {migrate: web-0}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void writeParts() throws IOException {
    Files.createDirectory(folder.resolve("parts"));
    write("parts/all.yaml", "include: [rack.yaml, seven.yaml, ../web.yaml]\n");
    write("parts/rack.yaml", RACK);
    write("parts/seven.yaml", "seed: 7\n");
    write("web.yaml", "vms: [{name: web, count: 2, memory: 1 GiB}]\n");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void should_not_deny_that_there_is_a_device() throws IOException {
    refuses("parts/all.yaml", "include: /dev/zero\n", "is a directory or a device; name a file");
  }

  private void refuses(String file, String text, String... parts) throws IOException {
    Path scenario = write("scenario.yaml", SCENARIO);
    write(file, text);
    Terminal said = godwit("validate", scenario.toString());
    assertThat(said.exitCode()).as(said.out()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains(parts).startsWith("godwit: ").doesNotContain("\tat ");
  }

  @Test
  void should_keep_the_whole_scenario_so_that_the_run_can_be_repeated() throws IOException {
    Path run = folder.resolve("run");
    Path scenario = write("scenario.yaml", SCENARIO);
    Terminal said = godwit("run", scenario.toString(), "--out", run.toString());
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.out()).contains("shared (seed 7): VALID");
    assertThat(run.resolve("scenario.yaml"))
        .content()
        .contains("hosts-per-rack: 3", "memory: 64 GiB", "name: web")
        .doesNotContain("include");

    Files.delete(folder.resolve("web.yaml"));
    assertThat(godwit("verify", run.toString()).exitCode()).isZero();
    assertThat(godwit("report", run.toString()).out()).isEqualTo(said.out());
  }

  @Test
  void should_name_the_file_in_which_something_is_wrong() throws IOException {
    refuses("parts/seven.yaml", "seed: 7\nsed: 8\n", "parts/seven.yaml:2:1: sed", "'seed'");
    refuses("parts/seven.yaml", "seed: [\n", "parts/seven.yaml:2:1: this is not YAML");
    refuses("parts/all.yaml", "include: 7.yaml\n", "parts/all.yaml:1:10", "parts/7.yaml;");
    refuses("parts/all.yaml", "include: .\n", "parts/all.yaml:1:10", "'.' is a directory");
    refuses("parts/all.yaml", "include: {a: b}\n", "parts/all.yaml:1:10: include: a block of keys");
  }

  @Test
  void should_refuse_files_that_include_themselves() throws IOException {
    refuses(
        "parts/seven.yaml",
        "seed: 7\ninclude: [./../parts/all.yaml]\n",
        "parts/seven.yaml:2:11: include:",
        "would include itself");
    refuses("parts/seven.yaml", "include: ../scenario.yaml\n", "would include itself");
  }

  @Test
  void should_refuse_files_that_are_included_too_deep_or_too_often() throws IOException {
    for (int i = 0; i < 20; i++) {
      write("parts/%d.yaml".formatted(i), "include: %d.yaml\n".formatted(i + 1));
    }
    refuses("parts/seven.yaml", "include: 0.yaml\n", "parts/5.yaml:1:10", "at most 8 deep");
    refuses(
        "parts/all.yaml",
        "include: [%s]\n".formatted("rack.yaml, ".repeat(40)),
        "at most 32 files are included");
  }

  @Test
  void should_not_be_asked_to_include_on_the_command_line() {
    Terminal said = godwit("validate", "first-migration", "--set", "include=web.yaml");
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("include: name the files in the scenario");
  }

  @Test
  void should_let_anchors_stand_in_keys_of_their_own() throws IOException {
    Path scenario =
        write(
            "scenario.yaml",
            "x-web: &web {memory: 1 GiB}\n"
                + SCENARIO.replace("all.yaml", "rack.yaml")
                + "vms: [{<<: *web, name: web, count: 2}]\n");
    Terminal said = godwit("validate", scenario.toString());
    assertThat(said.exitCode()).as(said.err()).isZero();
  }
}
