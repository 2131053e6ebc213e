package io.godwit.scenarios.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** What a command says beside what it was asked for, to whoever watches. */
final class Aside {

  private Aside() {}

  /** One line on standard error, at once. */
  static void say(CommandSpec spec, String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("godwit: " + line);
    err.flush();
  }
}
