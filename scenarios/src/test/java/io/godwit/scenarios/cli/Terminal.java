package io.godwit.scenarios.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * The same in a JVM of its own, with these options. As in the launcher: since JDK 24 a JVM warns
   * of what libraries do, unless told not to.
   */
  public static ProcessBuilder process(List<String> options, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
    command.add("-Dgodwit.home=" + System.getProperty("godwit.home"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Godwit.class.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }
}
