package io.godwit.scenarios.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.godwit.model.event.FleetEvent.MigrationPlanned;
import io.godwit.model.event.FleetEvent.MigrationSettled;
import io.godwit.model.event.FleetEvent.PlanFinished;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationFailed;
import io.godwit.model.event.MigrationEvent.MigrationRolledBack;
import io.godwit.model.event.RecordedEvent;
import io.godwit.scenarios.cli.Terminal;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.QuickRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Very many migrations, each of whose phases meets a fault in one of twenty. {@code
 * -Dgodwit.mishaps.guests=10000} takes ten thousand of them.
 */
class ManyMishapsTest {

  private static final int GUESTS = Integer.getInteger("godwit.mishaps.guests", 300);

  /** Of 1: how often an entity loses its memory; each time costs a look through its events. */
  private static final double AMNESIA = GUESTS > 1_000 ? 0.001 : 0.02;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static String text() throws IOException {
    try (var scenario = ManyMishapsTest.class.getResourceAsStream("/explore/many-mishaps.yaml")) {
      return new String(scenario.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> sizes() {
    return List.of(
        "vms[0].count=" + GUESTS / 2,
        "vms[1].count=" + (GUESTS - GUESTS / 2),
        "datacenter.host.memory=" + Math.max(64, GUESTS / 50) + " GiB",
        "datacenter.host.owners[0].members=" + Math.max(64, GUESTS / 10),
        "datacenter.host.owners[1].members=" + Math.max(64, GUESTS / 10));
  }

  private static ScenarioFile file() throws IOException, ScenarioProblems {
    return ScenarioFile.parse("many-mishaps", text(), sizes());
  }

  @Test
  void should_end_each_with_a_cause_and_leave_nothing_behind() throws Exception {
    ScenarioFile file = file();
    Verdict verdict =
        new Judge("test", new Domain(List.of(), true), Long.MAX_VALUE).judge(Draft.of(file));
    assertThat(verdict.refused()).isEmpty();
    assertThat(verdict.troubles()).isEmpty();

    QuickRun run = QuickRun.of(file, "test", (entity, delivery) -> {}, () -> true);
    List<RecordedEvent> history = run.history();
    Map<String, String> outcomes = outcomes(history);
    assertThat(outcomes).hasSize(GUESTS);
    assertThat(planned(history)).isEqualTo(outcomes.keySet());
    PlanFinished end = last(history, PlanFinished.class);
    long completed = outcomes.values().stream().filter("completed"::equals).count();
    assertThat(end.completed()).isEqualTo(completed);
    assertThat(end.completed() + end.failed()).isEqualTo(GUESTS);
    assertThat(attempts(history)).allSatisfy((migration, cause) -> assertThat(cause).isNotBlank());
    System.out.println(count(outcomes) + " in " + run.deliveries() + " messages");
  }

  @Test
  void should_come_to_the_same_twice_and_when_memories_are_lost() throws Exception {
    Path scenario = folder.resolve("many-mishaps.yaml");
    Files.writeString(scenario, file().text());
    JsonNode first = summary(scenario, 0);
    assertThat(summary(scenario, 0)).isEqualTo(first);
    assertThat(summary(scenario, AMNESIA)).isEqualTo(first);
    assertThat(first.findValue("planned").asInt()).isEqualTo(GUESTS);
    System.out.println("digest " + first.findValue("digest").asText());
  }

  private JsonNode summary(Path scenario, double chance) throws IOException {
    Terminal run =
        Terminal.godwit(
            "run",
            scenario.toString(),
            "--journal",
            "memory",
            "--recover-randomly",
            String.format(Locale.ROOT, "%.6f", chance),
            "--json",
            "--quiet",
            "--out",
            folder.resolve("out-" + chance + '-' + System.nanoTime()).toString());
    assertThat(run.exitCode()).as(run.err()).isLessThanOrEqualTo(1);
    JsonNode summary = JSON.readTree(run.out());
    summary
        .findParents("wallSeconds")
        .forEach(
            each -> ((com.fasterxml.jackson.databind.node.ObjectNode) each).remove("wallSeconds"));
    assertThat(summary.findValues("digest")).isNotEmpty();
    return summary;
  }

  private static Map<String, String> outcomes(List<RecordedEvent> history) {
    var outcomes = new LinkedHashMap<String, String>();
    for (RecordedEvent recorded : history) {
      if (recorded.event() instanceof MigrationSettled settled) {
        assertThat(outcomes.put(settled.migration(), settled.outcome())).isNull();
      }
    }
    return outcomes;
  }

  private static Set<String> planned(List<RecordedEvent> history) {
    var planned = new TreeSet<String>();
    for (RecordedEvent recorded : history) {
      if (recorded.event() instanceof MigrationPlanned plan) {
        planned.add(plan.migration());
      }
    }
    return planned;
  }

  /** By migration: why its last attempt ended. */
  private static Map<String, String> attempts(List<RecordedEvent> history) {
    var causes = new TreeMap<String, String>();
    for (RecordedEvent recorded : history) {
      String name = recorded.entity().name();
      if (recorded.event() instanceof MigrationFailed failed) {
        causes.put(name, failed.reason());
      } else if (recorded.event() instanceof MigrationRolledBack back) {
        causes.put(name, back.reason());
      } else if (recorded.event() instanceof GuestLost lost) {
        causes.put(name, lost.reason());
      } else if (recorded.event() instanceof MigrationCompleted) {
        causes.put(name, "completed");
      }
    }
    return causes;
  }

  private static Map<String, Long> count(Map<String, String> outcomes) {
    var counts = new TreeMap<String, Long>();
    outcomes.values().forEach(outcome -> counts.merge(outcome, 1L, Long::sum));
    return counts;
  }

  private static <E> E last(List<RecordedEvent> history, Class<E> type) {
    return history.stream()
        .map(RecordedEvent::event)
        .filter(type::isInstance)
        .map(type::cast)
        .reduce((before, after) -> after)
        .orElseThrow();
  }
}
