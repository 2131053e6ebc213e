package io.godwit.scenarios.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.scenarios.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens on the way is an input like any other; what cannot be one is refused. */
class ActionsTest {

  private static final String RECORD =
      """
      {"name": "x", "engine": "qemu-7.2", "accel": "tcg", "mem_mib": 512, "pattern": "sequential",
       "requested_pages_per_s": 2000, "ws_pages": 20000, "max_bandwidth": 33554432,
       "actions": [ACTIONS], "query_migrate": {"status": "STATUS", "total-time": 3000,
       "ram": {"transferred": 107400000, "dirty-sync-count": 5}}}
      """;

  @TempDir private Path folder;

  @Test
  void should_begin_again_with_nothing_sent_after_a_cancellation() throws Exception {
    Result plain = predicted("", "completed");
    Result again = predicted("[1, \"cancel\"], [3, \"migrate\"]", "completed");
    assertThat(again.completed()).isTrue();
    assertThat(again.totalMillis()).isBetween(plain.totalMillis() - 300, plain.totalMillis() + 300);
    assertThat(again.bytes()).isBetween(plain.bytes() / 10 * 9, plain.bytes() / 10 * 11);
  }

  @Test
  void should_end_where_it_is_cancelled() throws Exception {
    Result result = predicted("[1, \"cancel\"]", "cancelled");
    assertThat(result.completed()).isFalse();
    assertThat(result.totalMillis()).isBetween(1000.0, 1002.0);
    assertThat(result.bytes()).isBetween(33_000_000L, 38_000_000L);
  }

  @Test
  void should_stand_while_the_link_is_down() throws Exception {
    double plain = predicted("", "completed").totalMillis();
    double later =
        predicted("[1, \"link\", \"down\"], [3, \"link\", \"up\"]", "completed").totalMillis();
    assertThat(later - plain).isBetween(2000.0, 3500.0);
  }

  @Test
  void should_take_a_changed_limit_from_its_time_on() throws Exception {
    double plain = predicted("", "completed").totalMillis();
    double fast =
        predicted("[1, \"set\", {\"max-bandwidth\": 134217728}]", "completed").totalMillis();
    assertThat(fast).isBetween(1000.0, plain - 500);
  }

  @Test
  void should_take_a_trigger_of_all_that_was_sent_as_qemu_does() throws Exception {
    assertThat(
            predicted("[1, \"set\", {\"throttle-trigger-threshold\": 100}]", "completed")
                .completed())
        .isTrue();
  }

  @Test
  void should_refuse_what_it_cannot_predict() throws IOException {
    assertThat(refusal("[1, \"explode\"]", "completed")).contains("explode", "known are");
    assertThat(refusal("[1, \"set\", {\"multifd-channels\": 4}]", "completed"))
        .contains("multifd-channels", "max-bandwidth");
    assertThat(refusal("[1, \"link\", \"sideways\"]", "completed")).contains("sideways");
    assertThat(refusal("", "active")).contains("'active'", "has ended");
    assertThat(refusal("", "failed")).contains("'failed'", "leave it out");
    assertThat(refusal("", "cancelled")).contains("'cancelled'", "actions");
  }

  @Test
  void should_refuse_a_parameter_that_no_engine_models() throws IOException {
    String line = Files.readString(write("", "completed"));
    assertThat(refusal(line.replace("\"actions\"", "\"params\": {\"tls-creds\": 1}, \"actions\"")))
        .contains("tls-creds", "multifd-channels");
    String promise = "\"params\": {\"avail-switchover-bandwidth\": 9}, \"actions\"";
    assertThat(refusal(line.replace("\"actions\"", promise)))
        .contains("avail-switchover-bandwidth", "qemu-7.2");
  }

  private Result predicted(String actions, String status) throws Exception {
    return Oracle.of(List.of(write(actions, status)), Optional.empty(), Optional.empty())
        .matches()
        .get(0)
        .predicted();
  }

  private String refusal(String actions, String status) throws IOException {
    return refusal(Files.readString(write(actions, status)));
  }

  private String refusal(String record) throws IOException {
    Path file = Files.writeString(folder.resolve("refused.jsonl"), record);
    Terminal run = Terminal.godwit("oracle", file.toString());
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    return run.err();
  }

  private Path write(String actions, String status) throws IOException {
    String line = RECORD.replace("ACTIONS", actions).replace("STATUS", status).replace("\n", " ");
    return Files.writeString(folder.resolve("record.jsonl"), line);
  }
}
