package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Man pages, completion, and lists on terminals of all widths. */
class PagesTest {

  private static final String COLUMNS = "godwit.columns";

  @TempDir private Path folder;

  @Test
  void should_write_a_man_page_of_every_command() throws IOException {
    Path man = folder.resolve("man1");
    assertThat(godwit("help", "--man", man.toString()).exitCode()).isZero();
    assertThat(man.resolve("godwit.1")).content().contains(".SH COMMANDS", "\\fBfmt\\fR");
    for (String command : Commands.names()) {
      assertThat(man.resolve("godwit-" + command + ".1"))
          .content()
          .startsWith(".TH \"GODWIT-" + command.toUpperCase(Locale.ROOT))
          .contains(".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION");
    }
    assertThat(man.resolve("godwit-run.1"))
        .content()
        .contains("\\fB\\-\\-dry\\-run\\fR", "(default: sqlite)", "godwit run rack\\-drain");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(godwit("help", "--man", file.toString()).err()).contains("cannot be written");
  }

  @Test
  void should_help_with_one_command_or_say_which_is_meant() {
    assertThat(godwit("help", "fmt").out()).isEqualTo(godwit("fmt", "--help").out());
    assertThat(godwit("help").out()).isEqualTo(godwit("--help").out());
    Terminal unknown = godwit("help", "valdate");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.err()).contains("did you mean 'validate'?");
  }

  @Test
  void should_complete_scenarios_files_keys_and_commands() throws Exception {
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, godwit("generate-completion").out());
    assertThat(completed(script, "godwit run row-d")).contains("row-drain");
    assertThat(completed(script, "godwit run compl")).contains("completion.sh");
    assertThat(completed(script, "godwit run x --set plan[0].lim"))
        .contains("plan[0].limits.total=")
        .allMatch(key -> key.endsWith("="));
    assertThat(completed(script, "godwit val")).contains("validate");
    assertThat(completed(script, "godwit new ch")).contains("chaos");
  }

  /** Bash ends a word at = and puts what is offered behind it. */
  @Test
  void should_complete_values_of_keys() throws Exception {
    Path script = folder.resolve("completion.sh");
    Files.writeString(script, godwit("generate-completion").out());
    assertThat(completed(script, "godwit run x --set migration.engine="))
        .contains("qemu-10", "textbook")
        .doesNotContain("completion.sh");
    assertThat(completed(script, "godwit run x --set migration.engine=qemu-1"))
        .containsExactly("qemu-10");
    assertThat(completed(script, "godwit run x --set=migration.engine=qemu-1"))
        .containsExactly("qemu-10");
    assertThat(completed(script, "godwit run x --set plan[0].uncordon=t")).containsExactly("true");
    assertThat(completed(script, "godwit run x --set=plan[0].limits.tot"))
        .containsExactly("plan[0].limits.total=");
    assertThat(completed(script, "godwit run --set seed=2 row-d")).containsExactly("row-drain");
  }

  /** What bash would offer for the last word of a line. */
  private List<String> completed(Path script, String line) throws Exception {
    String words = line.replace("[", "\\[").replace("=", " '=' ");
    String ask =
        "source %s; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='%s'; "
                .formatted(script, words, line)
            + "COMP_POINT=${#COMP_LINE}; $(complete -p godwit | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); "
            + "printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process bash =
        new ProcessBuilder("bash", "-c", ask)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).isZero();
    return out.lines().map(String::strip).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 120, 200})
  void should_fit_the_terminal(int columns) {
    Path runs = folder.resolve("runs");
    Path run = runs.resolve("a-run-with-a-name-of-some-length-for-a-narrow-terminal");
    assertThat(godwit("run", "first-migration", "-q", "--out", run.toString()).exitCode()).isZero();
    System.setProperty(COLUMNS, String.valueOf(columns));
    try {
      for (Terminal said : List.of(godwit("list"), godwit("runs", runs.toString()))) {
        assertThat(said.out().lines()).allMatch(line -> line.length() <= columns);
      }
      assertThat(godwit("list").out()).contains("rack-drain", "How long does it take");
      assertThat(godwit("runs", runs.toString()).out()).contains("a-run-with-a-name");
    } finally {
      System.clearProperty(COLUMNS);
    }
  }

  @Test
  void should_say_what_it_was_built_from_and_what_runs_it() {
    assertThat(godwit("--version").out()).containsPattern("godwit 0\\.\\S+, commit \\S+");
    assertThat(godwit("--version").out()).contains("Java " + Runtime.version());
  }
}
