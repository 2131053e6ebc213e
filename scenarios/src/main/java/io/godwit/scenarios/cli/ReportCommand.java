package io.godwit.scenarios.cli;

import io.godwit.dashboards.report.SummaryFile;
import io.godwit.persistence.run.RunFolder;
import io.godwit.scenarios.file.ScenarioProblems;
import io.godwit.scenarios.run.ComparisonRun;
import io.godwit.scenarios.run.RunResult;
import io.godwit.scenarios.run.ScenarioRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reports a run again, from its events alone. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the report of a run or a comparison again, from the events in its folder alone.",
      "Of a run that was cut off, or still goes on, it says what is known so far."
    },
    footer = {"", "Example: godwit report runs/latest --json"})
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      defaultValue = "runs/latest",
      description = "The run's folder (default: ${DEFAULT-VALUE}).")
  private Path run;

  @Option(names = "--json", description = "The summary as one JSON document on standard output.")
  private boolean json;

  @Option(names = "--steps", description = "Every event before the report; of short runs.")
  private boolean steps;

  @Option(
      names = "--openmetrics",
      paramLabel = "FILE",
      description = "Also writes metrics over virtual time, for Prometheus to back-fill.")
  private Optional<Path> openMetrics = Optional.empty();

  @Override
  public Integer call() throws ScenarioProblems {
    if (ComparisonRun.isIn(run)) {
      openMetrics.ifPresent(OpenMetricsFile::refuseComparison);
      return show(ComparisonRun.report(run));
    }
    RunResult result = ScenarioRun.report(RunFolder.open(run), steps);
    openMetrics.ifPresent(file -> OpenMetricsFile.write(result, file));
    if (!result.isVouchedFor()) {
      spec.commandLine()
          .getErr()
          .println("godwit: " + run + ": too old to have checksums: a damage would not be noticed");
    }
    spec.commandLine().getOut().print(json ? SummaryFile.json(result.summary()) : result.page());
    spec.commandLine().getOut().flush();
    new RunPrinter(spec, json, false).sayTimeline(result);
    if (result.unfinished()) {
      return ExitCode.UNFINISHED;
    }
    return result.valid() ? ExitCode.OK : ExitCode.INVALID;
  }

  private int show(ComparisonRun comparison) {
    spec.commandLine().getOut().print(json ? comparison.json() : comparison.page());
    spec.commandLine().getOut().flush();
    return comparison.valid() ? ExitCode.OK : ExitCode.INVALID;
  }
}
