package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.model.id.EntityId;
import io.godwit.persistence.run.EventLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Entities lose their memory between deliveries and recover from the journal, and nobody can tell:
 * every run comes to what it comes to undisturbed. A few scenarios are tried: engines that send
 * rounds and that send stages, a comparison of protocols, migrations that end well, fail and are
 * undone, an owner and functions that are reset. With {@code -Dgodwit.amnesia.all=true} all of the
 * library is.
 */
class AmnesiaTest {

  private static final boolean ALL = Boolean.getBoolean("godwit.amnesia.all");

  private static final List<String> FEW =
      List.of(
          "first-migration",
          "simgrid/three-staggered",
          "thread/flr-in-freeze",
          "thread/four-profiles",
          "thread/in-flight-at-stop",
          "thread/owner-reset");

  /** The last of them is after every single delivery. */
  private static final List<Double> CHANCES = List.of(0.01, 0.1, 1.0);

  /**
   * How many events a run may read again. A recovery reads a stream from its beginning, so losing
   * memory after every delivery costs the square of a stream's length: nothing where a member has
   * seen twenty events, hours where a migration took sixty thousand looks at a guest that never
   * converges. There the chance is what this comes to.
   */
  private static final double MOST_READ = ALL ? 5e6 : 2e5;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  static Stream<String> scenarios() {
    return (ALL ? Home.scenarios() : FEW).stream();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void should_come_to_the_same_when_memories_are_lost(String name) throws IOException {
    Path whole = folder.resolve("undisturbed");
    JsonNode undisturbed = run(name, "sqlite", 0, whole);
    List<Double> chances = chances(readAgain(whole));
    for (double chance : chances) {
      Path out = folder.resolve("lost-" + chance);
      assertThat(run(name, "memory", chance, out))
          .as("%s, %s", name, chance)
          .isEqualTo(undisturbed);
      assertThat(run(name, "sqlite", chance, out))
          .as("%s, %s", name, chance)
          .isEqualTo(undisturbed);
    }
    System.out.println("memories lost in " + name + " with chances of " + chances);
  }

  /** What says how a run is done says it of all, memories and checkpoints alike. */
  @Test
  void should_do_every_run_of_a_comparison_as_it_is_told() throws IOException {
    Path out = folder.resolve("comparison");
    Terminal run =
        Terminal.godwit(
            "run",
            "thread/owner-reset",
            "--checkpoint-every",
            "10",
            "--quiet",
            "--out",
            out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(records(out))
        .hasSizeGreaterThan(1)
        .allSatisfy(
            events -> assertThat(events.resolveSibling("checkpoints")).isNotEmptyDirectory());
  }

  /** The summaries of all its runs, without the time that they took. */
  private static JsonNode run(String name, String journal, double chance, Path out)
      throws IOException {
    Terminal run =
        Terminal.godwit(
            "run",
            name,
            "--journal",
            journal,
            "--recover-randomly",
            String.format(Locale.ROOT, "%.6f", chance),
            "--json",
            "--quiet",
            "--out",
            out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode summaries = JSON.readTree(run.out());
    summaries
        .findParents("wallSeconds")
        .forEach(summary -> ((ObjectNode) summary).remove("wallSeconds"));
    assertThat(summaries.findValues("digest")).isNotEmpty();
    return summaries;
  }

  private static List<Double> chances(double readAgain) {
    var affordable = new ArrayList<Double>();
    for (double chance : CHANCES) {
      if (chance * readAgain <= MOST_READ) {
        affordable.add(chance);
      }
    }
    return affordable.isEmpty() ? List.of(MOST_READ / readAgain) : affordable;
  }

  /** Events that recovery after every delivery reads: of each stream half its length's square. */
  private static double readAgain(Path runs) throws IOException {
    double events = 0;
    for (Path file : records(runs)) {
      try (EventLog log = EventLog.open(file)) {
        for (EntityId entity : log.entities()) {
          try (var stream = log.events(entity)) {
            events += Math.pow((double) stream.count(), 2) / 2;
          }
        }
      }
    }
    return events;
  }

  private static List<Path> records(Path runs) throws IOException {
    try (Stream<Path> files = Files.walk(runs)) {
      return files.filter(file -> file.endsWith("events.db")).toList();
    }
  }
}
