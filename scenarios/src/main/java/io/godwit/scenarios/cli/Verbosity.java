package io.godwit.scenarios.cli;

import picocli.CommandLine.Option;

/** How much is said beside the result. */
final class Verbosity {

  @Option(
      names = {"-q", "--quiet"},
      description = "Nothing but the result.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Also what each part of the work took.")
  private boolean verbose;

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose && !quiet;
  }
}
