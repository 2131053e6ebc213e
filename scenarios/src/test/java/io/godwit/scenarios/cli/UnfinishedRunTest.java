package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
}
