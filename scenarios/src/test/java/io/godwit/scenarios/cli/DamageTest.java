package io.godwit.scenarios.cli;

import static io.godwit.scenarios.cli.Terminal.godwit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.property.Gen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages runs at random, a few hundred times or as often as {@code -Dgodwit.damages} says, and
 * asks for their reports. Each is the right one, or a refusal in one line; that of a run that was
 * cut off may also be the right one of a part that is shorter. Never another one, a stack trace or
 * a word of a bug; and never does asking change a byte of the folder.
 */
class DamageTest {

  private static final int TRIES = Integer.getInteger("godwit.damages", 300);
  private static final int PART = 100;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final Map<String, Integer> outcomes = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void should_refuse_a_damaged_run_or_report_what_it_was() throws IOException {
    Path run = CutRun.finished(folder.resolve("finished"));
    ObjectNode whole = summary(godwit("report", run.toString(), "--json"));
    for (int seed = 0; seed < TRIES; seed++) {
      damage(run, seed, Map.of(whole.get("digest").asText(), whole));
    }
    System.out.println("damages of a finished run: " + outcomes);
    assertThat(wrong).isEmpty();
    assertThat(outcomes.keySet()).contains("right summary", "refused");
  }

  @Test
  void should_never_make_more_of_a_run_that_was_cut_off_than_it_was() throws IOException {
    Path whole = CutRun.finished(folder.resolve("finished"));
    Map<String, ObjectNode> parts = new TreeMap<>();
    for (int events = 1; events <= PART; events++) {
      Path part = CutRun.killed(whole, events, folder.resolve("part-" + events));
      ObjectNode summary = summary(godwit("report", part.toString(), "--json"));
      parts.put(summary.get("digest").asText(), summary);
    }
    assertThat(parts).hasSize(PART);
    for (int seed = 0; seed < TRIES; seed++) {
      damage(folder.resolve("part-" + PART), seed, parts);
    }
    System.out.println("damages of a run that was cut off: " + outcomes);
    assertThat(wrong).isEmpty();
    assertThat(outcomes.keySet()).contains("right summary", "refused");
  }

  /** Damages a copy of {@code run}; {@code right} are the summaries that may come of it. */
  private void damage(Path run, int seed, Map<String, ObjectNode> right) throws IOException {
    Path copy = copy(run);
    var gen = new Gen(seed);
    RandomDamage kind = RandomDamage.any(gen);
    kind.befall(copy, gen);
    Map<String, String> before = content(copy);
    Terminal said = godwit("report", copy.toString(), "--json");
    String outcome = outcome(said, right);
    if (!content(copy).equals(before)) {
      outcome = "CHANGED THE FOLDER";
    }
    outcomes.merge(outcome, 1, Integer::sum);
    if (outcome.equals(outcome.toUpperCase(Locale.ROOT))) {
      wrong.add("%s, seed %d: %s: %s".formatted(kind.what(), seed, outcome, said.err()));
    }
  }

  private static String outcome(Terminal said, Map<String, ObjectNode> right) throws IOException {
    if (said.err().contains("\tat ") || said.exitCode() == ExitCode.INTERNAL_ERROR) {
      return "CALLED A BUG";
    } else if (said.out().isEmpty()) {
      return said.exitCode() == ExitCode.BAD_INPUT && said.err().lines().count() == 1
          ? "refused"
          : "SAID MANY WORDS";
    }
    ObjectNode summary = summary(said);
    return summary.equals(right.get(summary.get("digest").asText()))
        ? "right summary"
        : "ANOTHER SUMMARY";
  }

  private static ObjectNode summary(Terminal said) throws IOException {
    return (ObjectNode) JSON.readTree(said.out());
  }

  private Path copy(Path run) throws IOException {
    Path copy = Files.createDirectories(folder.resolve("copy"));
    for (Path old : list(copy)) {
      Files.delete(old);
    }
    for (Path file : list(run)) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    return copy;
  }

  private static Map<String, String> content(Path run) throws IOException {
    var content = new TreeMap<String, String>();
    for (Path file : list(run)) {
      content.put(
          file.getFileName().toString(),
          new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    return content;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
