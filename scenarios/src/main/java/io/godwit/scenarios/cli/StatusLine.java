package io.godwit.scenarios.cli;

import java.io.PrintWriter;

/** A line on standard error that says how work goes: rewritten on a terminal, else one by one. */
final class StatusLine {

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal = ProgressLine.onTerminal();

  StatusLine(PrintWriter err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
  }

  boolean terminal() {
    return terminal;
  }

  void show(String line) {
    if (!quiet) {
      err.print(
          terminal
              ? ProgressLine.cleared() + Screen.fittingError(line)
              : line + System.lineSeparator());
      err.flush();
    }
  }

  /** Leaves the terminal's line free for what comes next. */
  void end() {
    if (!quiet) {
      err.print(ProgressLine.cleared());
      err.flush();
    }
  }
}
