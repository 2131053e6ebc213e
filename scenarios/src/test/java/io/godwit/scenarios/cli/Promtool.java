package io.godwit.scenarios.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prometheus' own programs, where they are installed. */
final class Promtool {

  private Promtool() {}

  /** Ends the test, as skipped and by name, where {@code program} is not there. */
  static void require(String program) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(there, program + " is not installed (Debian: apt-get install prometheus)");
  }

  /** What promtool prints, which must be content. */
  static String run(Path in, Path input, String... arguments) throws IOException {
    require("promtool");
    var command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectInput(input.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as(out).isZero();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return out;
  }

  static String run(Path in, String... arguments) throws IOException {
    return run(in, Path.of("/dev/null"), arguments);
  }
}
