package io.godwit.scenarios.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One command as a user gives it, and what came of it. */
public record Terminal(int exitCode, String out, String err) {

  public static Terminal godwit(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    CommandLine line = Godwit.commandLine(arguments);
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = line.execute(arguments);
    return new Terminal(exitCode, out.toString(), err.toString());
  }
}
