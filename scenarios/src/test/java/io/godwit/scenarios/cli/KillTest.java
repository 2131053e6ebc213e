package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.property.Gen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills processes that run {@code rack-drain}, as {@code kill -9} does, at random instants, one in
 * three again while it is resumed; resumed to the end, each comes to what an undisturbed run comes
 * to. A few kills of a smaller rack, or as many as {@code -Dgodwit.kills} says, and of the whole
 * one with {@code -Dgodwit.kills.whole=true}.
 */
class KillTest {

  private static final int KILLS = Integer.getInteger("godwit.kills", 3);
  private static final boolean WHOLE = Boolean.getBoolean("godwit.kills.whole");

  private static final List<String> SMALLER =
      List.of(
          "--set",
          "datacenter.fabric.hosts-per-rack=4",
          "--set",
          "vms[0].count=200",
          "--set",
          "vms[1].count=30",
          "--set",
          "vms[2].count=10");

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final Gen gen = new Gen(20261126);
  private final Map<String, Integer> outcomes = new TreeMap<>();

  @Test
  void should_end_as_if_it_had_not_been_killed() throws Exception {
    Path whole = folder.resolve("whole");
    Process undisturbed = begin(whole);
    long began = System.nanoTime();
    assertThat(undisturbed.waitFor()).isZero();
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    Map<String, String> expected = results(whole);

    for (int i = 0; i < KILLS; i++) {
      Path run = folder.resolve("killed-" + i);
      killWithin(millis, begin(run));
      if (gen.between(1, 3) == 1) {
        killWithin(millis, start(List.of("resume", run.toString(), "--quiet")));
      }
      Terminal resumed = Terminal.godwit("resume", run.toString());
      assertThat(resumed.exitCode()).as("kill %d: %s", i, resumed.err()).isZero();
      assertThat(results(run)).as("kill %d: %s", i, resumed.err()).isEqualTo(expected);
      outcomes.merge(outcome(resumed), 1, Integer::sum);
      System.out.println("killed runs that were resumed: " + outcomes);
    }
    assertThat(outcomes.keySet()).containsAnyOf("from a checkpoint", "from its beginning");
  }

  @Test
  void should_write_all_reports_again_when_killed_among_them() throws IOException {
    Path run = CutRun.finished(folder.resolve("run"));
    Map<String, String> expected = results(run);
    Files.delete(run.resolve("summary.json"));
    Files.delete(run.resolve("migrations.csv"));
    Path obstacle = Files.createDirectory(run.resolve("migrations.csv"));

    assertThat(Terminal.godwit("resume", run.toString(), "--quiet").exitCode()).isNotZero();
    assertThat(run.resolve("summary.json")).doesNotExist();
    Files.delete(obstacle);
    Terminal resumed = Terminal.godwit("resume", run.toString(), "--quiet");

    assertThat(resumed.exitCode()).as(resumed.err()).isZero();
    assertThat(results(run)).isEqualTo(expected);
  }

  /** Starts a run with many checkpoints or few, and returns when its record is there. */
  private Process begin(Path run) throws Exception {
    Process process = start(arguments(run));
    while (process.isAlive() && !Files.exists(run.resolve("events.db"))) {
      process.waitFor(1, TimeUnit.MILLISECONDS);
    }
    return process;
  }

  private List<String> arguments(Path out) {
    String every = gen.oneOf(List.of("1000", "20000"));
    var arguments =
        new ArrayList<>(
            List.of("run", "rack-drain", "--quiet", "--checkpoint-every", every, "--out"));
    arguments.add(out.toString());
    arguments.addAll(WHOLE ? List.of() : SMALLER);
    return arguments;
  }

  private static Process start(List<String> arguments) throws IOException {
    return Terminal.process(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), arguments)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** At some instant of the time that a whole run takes; some end sooner. */
  private void killWithin(long millis, Process process) throws InterruptedException {
    if (!process.waitFor(gen.between(0, millis), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  private static String outcome(Terminal resumed) {
    if (resumed.err().contains("has ended already")) {
      return "had ended";
    }
    return resumed.err().contains("its beginning") ? "from its beginning" : "from a checkpoint";
  }

  /** What a run came to, but for the time that it took. */
  private static Map<String, String> results(Path run) throws IOException {
    var summary = (ObjectNode) JSON.readTree(Files.readString(run.resolve("summary.json")));
    summary.remove("wallSeconds");
    return Map.of(
        "summary", summary.toString(), "table", Files.readString(run.resolve("migrations.csv")));
  }
}
