package io.godwit.scenarios.cli;

import io.godwit.dashboards.difference.DifferenceJson;
import io.godwit.dashboards.difference.DifferenceText;
import io.godwit.dashboards.difference.RunDifference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how two runs differ. */
@Command(
    mixinStandardHelpOptions = true,
    description = {
      "Shows the first event that two runs do not share, what preceded it, and what they came to.",
      "Exit codes: 0 when the same happened, 1 when not."
    },
    footer = {"", "Example: godwit diff runs/rack-drain-42-1 runs/rack-drain-42-2"})
final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "The one run's folder: a.")
  private Path left;

  @Parameters(index = "1", paramLabel = "RUN", description = "The other's: b.")
  private Path right;

  @Option(names = "--json", description = "One JSON document on standard output.")
  private boolean json;

  @Override
  public Integer call() {
    RunDifference difference =
        LookBack.at(
            left,
            one ->
                LookBack.at(
                    right,
                    other ->
                        RunDifference.between(
                            left.toString(), one.log(), right.toString(), other.log())));
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? DifferenceJson.of(difference).toPrettyString() + '\n'
            : DifferenceText.of(difference));
    out.flush();
    return difference.isNone() ? ExitCode.OK : ExitCode.INVALID;
  }
}
