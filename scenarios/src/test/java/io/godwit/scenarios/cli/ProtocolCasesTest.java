package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The smallest inputs of kinds that came out wrong once. What each must come to stands beside it in
 * the file; none breaks an invariant.
 */
class ProtocolCasesTest {

  private static final String FILE =
      Path.of(System.getProperty("godwit.home"))
          .resolve("scenarios/src/test/resources/protocol/counterexamples.yaml")
          .toString();

  @TempDir private static Path folder;

  private static Terminal comparison;

  @BeforeAll
  static void run() {
    comparison = Terminal.godwit("run", FILE, "--quiet", "--out", folder.resolve("cx").toString());
  }

  /** The events of a choice, as {@code godwit events --json} lists them. */
  private static List<JsonNode> events(String choice) throws IOException {
    Terminal list =
        Terminal.godwit("events", folder.resolve("cx").resolve(choice).toString(), "--json");
    assertThat(list.exitCode()).as(list.err()).isZero();
    var events = new ArrayList<JsonNode>();
    JsonNode document = new ObjectMapper().readTree(list.out());
    document.forEach(events::add);
    return events;
  }

  @Test
  void should_come_to_what_stands_beside_each() {
    assertThat(comparison.out()).doesNotContain(" breaks ").contains("expectations: 27 of 27 met");
    assertThat(comparison.exitCode()).as(comparison.out()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "timeout-in-stop",
        "lost-response-of-stop",
        "lost-response-of-write",
        "lost-response-of-activate"
      })
  void should_ask_a_device_for_its_mode_when_an_answer_is_lost(String choice) throws IOException {
    List<String> steps = texts(choice);
    assertThat(steps).anyMatch(step -> step.contains("no answer in time"));
    assertThat(steps).anyMatch(step -> step.contains("dev-mode-get"));
  }

  private static List<String> texts(String choice) throws IOException {
    return events(choice).stream().map(JsonNode::toString).toList();
  }

  @Test
  void should_reset_every_member_of_an_owner() throws IOException {
    long reset =
        texts("owner-reset-14-retry").stream()
            .filter(event -> event.contains("disturbance-began"))
            .count();
    assertThat(reset).isEqualTo(64);
  }
}
