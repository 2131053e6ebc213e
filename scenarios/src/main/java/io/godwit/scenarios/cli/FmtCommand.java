package io.godwit.scenarios.cli;

import io.godwit.persistence.run.WriteFailedException;
import io.godwit.scenarios.file.FormattedText;
import io.godwit.scenarios.file.ScenarioFile;
import io.godwit.scenarios.file.ScenarioProblems;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays scenario files out in one way. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Lays scenario files out in one way: indentation, spaces, empty lines. Comments, the order of",
      "keys and what the file says stay as they are."
    },
    footer = {
      "",
      "Example: godwit fmt my-scenario.yaml",
      "With --check the exit code is 1 when a file is laid out in another way."
    })
final class FmtCommand implements Callable<Integer> {

  private static final String STANDARD_INPUT = "-";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, or - from standard input to standard output.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--check",
      description = "Changes nothing, and names the files that would change.")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    int exitCode = ExitCode.OK;
    for (String file : files) {
      try {
        exitCode = Math.max(exitCode, format(file));
      } catch (ScenarioProblems wrong) {
        PrintWriter err = spec.commandLine().getErr();
        wrong.getMessage().lines().forEach(each -> err.println("godwit: " + each));
        exitCode = ExitCode.BAD_INPUT;
      }
    }
    return exitCode;
  }

  private int format(String file) throws IOException, ScenarioProblems {
    boolean piped = file.equals(STANDARD_INPUT);
    String text =
        piped ? ScenarioFile.text("standard input", System.in) : ScenarioFile.text(Path.of(file));
    String formatted = FormattedText.of(piped ? "standard input" : file, text);
    PrintWriter out = spec.commandLine().getOut();
    if (check) {
      if (!formatted.equals(text)) {
        out.println(file);
      }
    } else if (piped) {
      out.print(formatted);
    } else if (!formatted.equals(text)) {
      replace(Path.of(file).toRealPath(), formatted);
    }
    out.flush();
    return check && !formatted.equals(text) ? ExitCode.INVALID : ExitCode.OK;
  }

  /** At once, so that a file is there whole whatever happens. */
  private static void replace(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    try {
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      Files.deleteIfExists(draft);
      throw WriteFailedException.of(file, failed);
    }
  }
}
