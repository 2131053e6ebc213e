package io.godwit.scenarios.cli;

import io.godwit.scenarios.search.Goal;
import io.godwit.scenarios.search.Trial;
import io.godwit.scenarios.search.Trials;
import java.io.PrintWriter;

/** How a search goes, on standard error: a line for each trial, rewritten on a terminal. */
final class PlanProgress implements Trials.Listener {

  private final PrintWriter err;
  private final boolean quiet;
  private final Goal goal;
  private final boolean terminal = ProgressLine.onTerminal();
  private int trials;

  PlanProgress(PrintWriter err, boolean quiet, Goal goal) {
    this.err = err;
    this.quiet = quiet;
    this.goal = goal;
  }

  @Override
  public void onTrial(Trial trial) {
    trials++;
    if (!quiet) {
      String settings =
          trial.settings().isEmpty() ? "as it stands" : String.join(" ", trial.settings());
      String line = "run %d: %s: %s".formatted(trials, settings, trial.worth(goal));
      err.print(
          terminal ? "\r\u001b[K" + Screen.fittingError(line) : line + System.lineSeparator());
      err.flush();
    }
  }

  /** Leaves the terminal's line free for what comes next. */
  void end() {
    if (terminal && !quiet) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
