package io.godwit.scenarios.cli;

import io.godwit.scenarios.explore.Exploration;
import io.godwit.scenarios.explore.Exploration.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** How an exploration goes, on standard error: a line, rewritten on a terminal. */
final class ExploreProgress implements Exploration.Listener {

  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal = ProgressLine.onTerminal();
  private final long began = System.nanoTime();
  private long shown = began;

  ExploreProgress(PrintWriter err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
  }

  @Override
  public void onProgress(Progress progress) {
    long now = System.nanoTime();
    if (!quiet && now - shown > (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      shown = now;
      String line = line(progress, (now - began) / 1e9);
      err.print(
          terminal ? "\r\u001b[K" + Screen.fittingError(line) : line + System.lineSeparator());
      err.flush();
    }
  }

  private static String line(Progress progress, double seconds) {
    return String.format(
        Locale.ROOT,
        "%,d of %,d variations, %.0f/s, %,d reached, %,d found%s",
        progress.done(),
        progress.of(),
        progress.done() / seconds,
        progress.reached(),
        progress.findings(),
        progress.shrinking() ? ", shrinking one" : "");
  }

  /** Leaves the terminal's line free for what comes next. */
  void end() {
    if (terminal && !quiet) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }
}
