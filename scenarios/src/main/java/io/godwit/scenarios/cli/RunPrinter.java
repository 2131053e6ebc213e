package io.godwit.scenarios.cli;

import io.godwit.dashboards.report.SummaryFile;
import io.godwit.scenarios.run.RunResult;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what came of a run, and gives the exit code for it. */
record RunPrinter(CommandSpec spec, boolean json, boolean quiet) {

  int show(RunResult result) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? SummaryFile.json(result.summary()) : result.page());
    out.flush();
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      err.printf(Locale.US, "%.1f s", result.summary().wallSeconds());
      result.folder().ifPresent(folder -> err.print("; the run is in " + folder));
      err.println();
      sayTimeline(result);
      err.flush();
    }
    return result.valid() ? ExitCode.OK : ExitCode.INVALID;
  }

  /** How to look at the migration whose guest stood longest. */
  void sayTimeline(RunResult result) {
    if (!json && result.folder().isPresent() && !result.summary().worst().isEmpty()) {
      spec.commandLine()
          .getErr()
          .printf(
              "'godwit timeline %s %s' draws the longest downtime%n",
              result.folder().get(), result.summary().worst().get(0).migration());
    }
  }
}
