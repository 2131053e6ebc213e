package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files to begin with, and the one layout of files. */
class StartersTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Starters.class)
  void should_write_a_scenario_that_holds(Starters starter) {
    String file = folder.resolve("mine.yaml").toString();
    Terminal said = godwit("new", starter.word(), file);
    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(godwit("validate", file).err()).isEmpty();
    assertThat(godwit("fmt", "--check", file).out()).isEmpty();
    Terminal run = godwit("run", file, "--quiet", "--out", folder.resolve("run").toString());
    assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("): VALID");
    assertThat(godwit("help", "new").out()).contains(starter.word(), starter.about());
  }

  @Test
  void should_advise_what_runs_a_file_whose_name_looks_like_an_option() throws IOException {
    Path odd = Path.of("-odd.yaml");
    try {
      assertThat(Terminal.godwit("new", "drain", "--", odd.toString()).out())
          .contains("'godwit run ./-odd.yaml' runs it");
    } finally {
      Files.deleteIfExists(odd);
    }
  }

  @Test
  void should_never_write_over_a_file() throws IOException {
    Path file = Files.writeString(folder.resolve("mine.yaml"), "mine");
    Terminal said = godwit("new", "drain", file.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("there is a file already");
    assertThat(file).hasContent("mine");
    assertThat(godwit("new", "drian").err()).contains("did you mean 'drain'?");
    assertThat(godwit("new", "drain", "-").out()).isEqualTo(Starters.DRAIN.text());
    assertThat(godwit("new", "drain", file.resolve("x").toString()).err())
        .contains("cannot be written");
  }

  @Test
  void should_keep_comments_and_meaning() throws IOException {
    String text =
        """
        # top

        name:   x      # the name


        x-a: &a {memory: 8 GiB,   zero: 50%}
        vms:
        - <<: *a
          name: "web"   # web
          # before
          count: 3

        # before db
        - {name: 'db', devices: [ net0,blk0 ]} # db
        - {name: c,
           # inside
           count: 7}
        - {name: d,
           count: 10}
        plan: # two
        # left out
        -   a # a
        -   b: [
          c ]
        expect:

          # why
          -   a <= b
          # last
        """;
    Path file = Files.writeString(folder.resolve("loose.yaml"), text);
    assertThat(godwit("fmt", "--check", file.toString()).exitCode()).isEqualTo(ExitCode.INVALID);
    assertThat(file).hasContent(text);
    assertThat(godwit("fmt", file.toString()).err()).isEmpty();
    assertThat(file)
        .hasContent(
            """
            # top

            name: x # the name

            x-a: &a {memory: 8 GiB, zero: 50%}
            vms:
              - <<: *a
                name: "web" # web
                # before
                count: 3

              # before db
              - {name: 'db', devices: [net0, blk0]} # db
              - name: c
                # inside
                count: 7
              - {name: d, count: 10}
            plan: # two
              # left out
              - a # a
              - b: [c]
            expect:

              # why
              - a <= b
              # last
            """);
    assertThat(godwit("fmt", "--check", file.toString()).exitCode()).isZero();
  }

  @Test
  void should_leave_a_file_alone_that_is_no_yaml() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.yaml"), "a: [\n");
    Terminal said = godwit("fmt", file.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("broken.yaml:2:1: this is not YAML");
    assertThat(file).hasContent("a: [\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x: 1\n...\n# by Anna\n",
        "%YAML 1.1\n# directive\n---\nx: 1\n",
        "x: &a # ours\n  b: 1\n",
        "--- # start\nx: 1\n",
        "fabric: { # open\n  a: 1, # h\n  # own\n  b: 2\n}\n",
        "? a # k\n: 1\n",
      })
  void should_leave_a_file_alone_whose_comments_would_be_lost(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("commented.yaml"), text);
    Path other = Files.writeString(folder.resolve("other.yaml"), "a:   1\n");
    Terminal said = godwit("fmt", file.toString(), other.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("commented.yaml: it holds", "left as it is");
    assertThat(file).hasContent(text);
    assertThat(other).hasContent("a: 1\n");
  }

  @ParameterizedTest
  @MethodSource("io.godwit.scenarios.cli.Home#scenarios")
  void should_find_the_library_laid_out(String name) {
    Terminal said = godwit("fmt", "--check", Home.scenario(name).toString());
    assertThat(said.exitCode()).as(said.out() + said.err()).isZero();
  }
}
