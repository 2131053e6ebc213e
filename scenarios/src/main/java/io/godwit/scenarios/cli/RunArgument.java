package io.godwit.scenarios.cli;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The recorded run that a command is about. */
final class RunArgument {

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      defaultValue = "runs/latest",
      description = "The run's folder (default: ${DEFAULT-VALUE}).")
  private Path folder;

  Path folder() {
    return folder;
  }
}
