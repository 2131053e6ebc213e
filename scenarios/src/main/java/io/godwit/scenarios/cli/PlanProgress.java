package io.godwit.scenarios.cli;

import io.godwit.scenarios.search.Goal;
import io.godwit.scenarios.search.Trial;
import io.godwit.scenarios.search.Trials;
import java.io.PrintWriter;

/** How a search goes, on standard error: a line for each trial, rewritten on a terminal. */
final class PlanProgress implements Trials.Listener {

  private final StatusLine line;
  private final Goal goal;
  private int trials;

  PlanProgress(PrintWriter err, boolean quiet, Goal goal) {
    this.line = new StatusLine(err, quiet);
    this.goal = goal;
  }

  @Override
  public void onTrial(Trial trial) {
    trials++;
    String settings =
        trial.settings().isEmpty() ? "as it stands" : String.join(" ", trial.settings());
    line.show("run %d: %s: %s".formatted(trials, settings, trial.worth(goal)));
  }

  /** Leaves the terminal's line free for what comes next. */
  void end() {
    line.end();
  }
}
