package io.godwit.scenarios.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.scenarios.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record says is taken as it stands or refused in a line, never passed over. */
class HostileRecordsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String RECORD =
      """
      {"name": "x", "engine": "qemu-7.2", "accel": "tcg", "mem_mib": 512, "pattern": "sequential",
       "requested_pages_per_s": 2000, "ws_pages": 20000, "max_bandwidth": 33554432,
       "downtime_limit_ms": 300, "caps": [], "params": {}, "query_migrate":
         {"status": "completed", "total-time": 2911, "ram":
           {"transferred": 107400000, "dirty-sync-count": 5}}}
      """;

  @TempDir private Path folder;

  /** A field by its path, the value that it is given, and what the refusal has to name. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "mem_mib; \"512M\"; 16 to",
        "mem_mib; 18446744073709551617; 16 to",
        "mem_mib; null; missing",
        "pattern; 5; text",
        "requested_pages_per_s; null; missing",
        "requested_pages_per_s; \"2k\"; whole number",
        "ws_pages; 1.5; whole number",
        "hot_pages; -1; 0 to",
        "max_bandwidth; \"32M\"; whole number",
        "max_bandwidth; true; whole number",
        "downtime_limit_ms; 0.4; whole number",
        "engine; \"qemu-6.0\"; qemu-7.2",
        "caps; \"auto-converge\"; list",
        "caps; [\"multifd\", \"xbzrle\"]; neither",
        "params; [1]; object",
        "params; {\"multifd-channels\": -3}; 1 to 255",
        "params; {\"cpu-throttle-initial\": \"forty\"}; 1 to 99",
        "params; {\"throttle-trigger-threshold\": 101}; 1 to 100",
        "actions; [[1, \"set\", {\"throttle-trigger-threshold\": 101}]]; 1 to 100",
        "actions; [[1, \"set\", {\"cpu-throttle-increment\": 100}]]; 1 to 99",
        "postcopy_at_s; 4; postcopy-ram",
        "postcopy_at_s; -1; 0 to",
        "start_after_s; \"soon\"; a number",
        "blackout_ms; -5; 0 to",
        "actions; {}; list",
        "actions; [[1e300, \"cancel\"]]; seconds are",
        "actions; [[1, \"set\", {}]]; known are",
        "actions; [[1, \"set\", {\"downtime-limit\": 1000000000000000}]]; 0 to 2000000",
        "actions; [[1, \"set\", {\"avail-switchover-bandwidth\": 9}]]; qemu-7.2",
        "actions; [[1, \"postcopy\"]]; postcopy-ram",
        "link; \"rate fast\"; link_mbit_per_s",
        "link; {\"mbit\": -4}; mbit",
        "max-bandwidth; 5; did you mean 'max_bandwidth'",
        "query_migrate/total-time; null; missing",
        "query_migrate/total-time; 0; 1 to",
        "query_migrate/status; \"gave-up\"; gave-up-after-s",
        "query_migrate/ram/transferred; -1; 1 to",
        "query_migrate/ram/dirty-sync-count; null; missing",
      })
  void should_be_refused_in_one_line(String path, String value, String remedy) throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(RECORD);
    String[] names = path.split("/", -1);
    ObjectNode at = record;
    for (int i = 0; i < names.length - 1; i++) {
      at = (ObjectNode) at.get(names[i]);
    }
    JsonNode hostile = JSON.readTree(value);
    at.set(names[names.length - 1], hostile);
    assertThat(refusal(record)).contains(":1: ", names[names.length - 1], remedy);
  }

  @Test
  void should_be_refused_when_migrations_share_an_unknown_link() throws IOException {
    ObjectNode trial = JSON.createObjectNode();
    trial.putArray("migrations").add(JSON.readTree(RECORD)).add(JSON.readTree(RECORD));
    assertThat(refusal(trial)).contains("link_mbit_per_s is missing");
    ObjectNode other = (ObjectNode) trial.get("migrations").get(1);
    other.put("accel", "kvm");
    trial.put("link_mbit_per_s", 400);
    assertThat(refusal(trial)).contains("accel", "tcg", "kvm");
    trial.putArray("migrations");
    assertThat(refusal(trial)).contains("migrations", "none");
  }

  @Test
  void should_be_refused_when_nobody_knows_how_the_guest_writes() throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(RECORD);
    record.remove("pattern");
    assertThat(refusal(record)).contains("x/1", "pattern is missing", "calibrate");
  }

  @Test
  void should_take_whole_numbers_however_they_are_written() throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(RECORD);
    record.put("mem_mib", 512.0);
    record.putObject("link").put("how", "a shaper").put("mbit", 10_000);
    assertThat(run(record).exitCode()).isZero();
  }

  @Test
  void should_not_write_a_terminals_commands() throws IOException {
    ObjectNode record = (ObjectNode) JSON.readTree(RECORD);
    record.put("name", "a\u001b[31m");
    assertThat(run(record).out()).contains("a\\u001b[31m/1").doesNotContain("\u001b");
  }

  private String refusal(ObjectNode record) throws IOException {
    Terminal run = run(record);
    assertThat(run.exitCode()).as(run.out()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    return run.err();
  }

  private Terminal run(ObjectNode record) throws IOException {
    Path file = Files.writeString(folder.resolve("record.jsonl"), record.toString());
    return Terminal.godwit("oracle", file.toString());
  }
}
