package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.property.Gen;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ctrl-C and {@code kill} at random moments, start-up and the placing of guests included: the
 * process leaves with the signal's exit code, soon, and what it leaves behind is either whole or
 * known to be unfinished. Few moments, or as many as {@code -Dgodwit.signals} says; {@code
 * -Dgodwit.signals.millis} is how long leaving may take, 1000 on an idle machine.
 */
class SignalTest {

  private static final int SIGNALS = Integer.getInteger("godwit.signals", 3);
  private static final int MOST_MILLIS = Integer.getInteger("godwit.signals.millis", 10_000);
  private static final ObjectMapper JSON = new ObjectMapper();

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

  @TempDir private Path folder;

  private final Gen gen = new Gen(20261126);

  @Test
  void should_leave_at_once_and_go_on_as_if_nothing_had_been() throws Exception {
    Path whole = folder.resolve("whole");
    long millis = millisOf(run("rack-drain", whole, SMALLER));
    for (int i = 0; i < SIGNALS; i++) {
      Path run = folder.resolve("run-" + i);
      String said = signal(start(run("rack-drain", run, SMALLER)), gen.between(0, millis * 9 / 10));
      if (Files.exists(run.resolve("scenario.yaml"))) {
        Terminal report = Terminal.godwit("report", run.toString());
        if (report.exitCode() == ExitCode.OK) {
          assertThat(report.out()).as(said).isEqualTo(page(whole));
        } else {
          assertThat(report.exitCode()).as(said).isEqualTo(ExitCode.UNFINISHED);
          assertThat(run.resolve("summary.json")).doesNotExist();
        }
        Terminal resumed = Terminal.godwit("resume", run.toString(), "-q");
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(summary(run)).isEqualTo(summary(whole));
      }
    }
  }

  @Test
  void should_leave_while_guests_are_placed() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("many.yaml"),
            """
            name: many
            datacenter:
              fabric: {pods: 10, racks-per-pod: 200, hosts-per-rack: 50}
              host: {memory: 256 GiB}
            vms:
              - {name: web, count: 1000000, memory: 8 GiB}
            plan:
              - {migrate: web-0}
            """);
    long millis = millisOf(run(file.toString(), folder.resolve("whole"), List.of()));
    for (int i = 0; i < SIGNALS; i++) {
      Path run = folder.resolve("many-" + i);
      Process process = start(run(file.toString(), run, List.of()));
      String said = signal(process, gen.between(0, millis * 9 / 10));
      boolean isDone = process.exitValue() == ExitCode.OK;
      assertThat(Files.exists(run.resolve("summary.json"))).as(said).isEqualTo(isDone);
    }
  }

  @Test
  void should_show_what_a_search_has_found_until_then() throws Exception {
    String best = folder.resolve("best.yaml").toString();
    Process plan =
        command(
                List.of(
                    "plan",
                    "first-migration",
                    "--vary",
                    "migration.memory.downtime-limit=10..300 ms",
                    "--seeds",
                    "200",
                    "--out",
                    best))
            .start();
    try (BufferedReader said = plan.errorReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      while (line != null && !line.contains("run 3:")) {
        line = said.readLine();
      }
      new ProcessBuilder("kill", "-INT", String.valueOf(plan.pid())).start().waitFor();
      String page = new String(plan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(plan.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(page).contains("settings tried, then interrupted", "downtime-limit=");
      assertThat(said.lines()).anyMatch(end -> end.contains("interrupted; what was found"));
    }
  }

  private static List<String> run(String scenario, Path out, List<String> more) {
    var arguments = new ArrayList<>(List.of("run", scenario, "--checkpoint-every", "5000"));
    arguments.addAll(List.of("--out", out.toString()));
    arguments.addAll(more);
    return arguments;
  }

  /** Sends one of the two signals after so long, if the process is still there; what it said. */
  private String signal(Process process, long afterMillis) throws Exception {
    boolean ctrlC = gen.between(0, 1) == 0;
    if (!process.waitFor(afterMillis, TimeUnit.MILLISECONDS)) {
      String name = ctrlC ? "-INT" : "-TERM";
      long began = System.nanoTime();
      new ProcessBuilder("kill", name, String.valueOf(process.pid())).start().waitFor();
      int exitCode = process.waitFor();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      String what = "%s after %d ms, gone in %d: %s".formatted(name, afterMillis, millis, said);
      System.out.println(what);
      assertThat(exitCode).as(what).isIn(ctrlC ? ExitCode.INTERRUPTED : 143, ExitCode.OK);
      assertThat(millis).as(what).isLessThan(MOST_MILLIS);
      assertThat(said).doesNotContain("\tat ", "bug");
      return what;
    }
    return "ended before";
  }

  /** How long it takes where nobody signals. */
  private static long millisOf(List<String> arguments) throws Exception {
    long began = System.nanoTime();
    assertThat(start(arguments).waitFor()).isZero();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private static Process start(List<String> arguments) throws IOException {
    return command(arguments).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static ProcessBuilder command(List<String> arguments) {
    return Terminal.process(List.of("-Xmn128m", "-XX:+UseSerialGC"), arguments);
  }

  private static String page(Path run) {
    return Terminal.godwit("report", run.toString()).out();
  }

  private static ObjectNode summary(Path run) throws IOException {
    var summary = (ObjectNode) JSON.readTree(Files.readString(run.resolve("summary.json")));
    summary.remove("wallSeconds");
    return summary;
  }
}
