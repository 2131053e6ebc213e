package io.godwit.scenarios.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.scenarios.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions hold against the measured migrations that come with the documentation. */
class OracleTest {

  private static final Path RECORDS =
      Path.of(System.getProperty("godwit.home"), "docs/oracle/qemu-7.2.jsonl");

  private static final String REPLY =
      """
      {"return": {"status": "completed", "total-time": 2911, "downtime": 7,
                  "ram": {"transferred": 107400000, "dirty-sync-count": 5}}}
      """;

  @TempDir private Path folder;

  @Test
  void should_predict_the_measured_migrations_as_well_as_the_documentation_says() throws BadRecord {
    Map<String, Double> scores = new TreeMap<>();
    for (OracleReport.Score score : OracleReport.scores(all().matches())) {
      scores.put(score.what(), score.percent().orElseThrow());
    }
    assertThat(scores.get("outcome right")).isEqualTo(100);
    assertThat(scores.get("total time within 2 %")).isGreaterThanOrEqualTo(80);
    assertThat(scores.get("total time within 10 %")).isEqualTo(100);
    assertThat(scores.get("syncs equal")).isGreaterThanOrEqualTo(60);
    assertThat(scores.get("syncs within 2 or 15 %")).isEqualTo(100);
    assertThat(scores.get("bytes within 3 %")).isGreaterThanOrEqualTo(80);
    assertThat(scores.get("blackout within 10 ms or 30 %")).isGreaterThanOrEqualTo(97);
  }

  /** A record whose results are replaced is predicted exactly as before. */
  @Test
  void should_not_look_at_results_when_predicting() throws Exception {
    String line = Files.readAllLines(RECORDS).get(2);
    Path changed = folder.resolve("changed.jsonl");
    Files.writeString(
        changed,
        line.replaceAll("\"transferred\": [0-9]+", "\"transferred\": 5")
            .replaceAll("\"total-time\": [0-9]+", "\"total-time\": 99999")
            .replaceAll("\"dirty-sync-count\": [0-9]+", "\"dirty-sync-count\": 77"));
    Match from = Oracle.of(List.of(changed), Optional.empty(), Optional.empty()).matches().get(0);
    assertThat(from.measured().syncs()).isEqualTo(77);
    assertThat(from.predicted()).isEqualTo(all().matches().get(2).predicted());
  }

  private static Oracle all() throws BadRecord {
    return Oracle.of(List.of(RECORDS), Optional.empty(), Optional.empty());
  }

  @Test
  void should_read_a_bare_reply_beside_its_inputs() throws IOException {
    Path reply = write("reply.json", REPLY);
    Path inputs =
        write(
            "inputs.json",
            """
            {"accel": "tcg", "engine": "qemu-7.2", "mem_mib": 512, "pattern": "sequential",
             "requested_pages_per_s": 2000, "ws_pages": 20000, "max_bandwidth": 33554432}
            """);
    Terminal run =
        Terminal.godwit("oracle", reply.toString(), "--inputs", inputs.toString(), "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode record = new ObjectMapper().readTree(run.out()).get("records").get(0);
    assertThat(record.get("measured").get("totalMillis").asDouble()).isEqualTo(2911);
    assertThat(record.get("error").get("totalShare").asDouble()).isBetween(-0.02, 0.02);
  }

  @Test
  void should_say_what_is_wrong_with_a_file() throws IOException {
    Path reply = write("reply.json", REPLY);
    assertThat(failure("oracle", reply.toString())).contains("reply.json", "--inputs");
    assertThat(failure("oracle", "none.jsonl")).contains("none.jsonl: no such file");
    Path torn = write("torn.jsonl", "{\"name\": \"x\"");
    assertThat(failure("oracle", torn.toString())).contains("torn.jsonl", "not JSON");
    Path odd =
        write(
            "odd.jsonl",
            Files.readAllLines(RECORDS).get(0).replace("\"mem_mib\": 512", "\"mem_mib\": -5"));
    assertThat(failure("oracle", odd.toString())).contains("odd.jsonl:1", "mem_mib", "'-5'");
    Path strange =
        write(
            "strange.jsonl",
            Files.readAllLines(RECORDS).get(0).replace("\"caps\": []", "\"caps\": [\"rdma\"]"));
    assertThat(failure("oracle", strange.toString())).contains("caps", "rdma");
    assertThat(failure("oracle", RECORDS.toString(), "--engine", "qemu-1"))
        .contains("qemu-1", "qemu-7.2");
  }

  private static String failure(String... arguments) {
    Terminal run = Terminal.godwit(arguments);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).doesNotContain("Exception");
    return run.err();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
