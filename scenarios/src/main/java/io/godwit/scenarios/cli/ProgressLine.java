package io.godwit.scenarios.cli;

import io.godwit.runtime.simulation.Progress;
import io.godwit.scenarios.run.ComparisonRun;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a run goes, on standard error: one line that is rewritten on a terminal, else a line at
 * times.
 */
final class ProgressLine implements ComparisonRun.Listener {

  /** Set by the launcher when standard error is a terminal. */
  private static final String TERMINAL = "godwit.terminal";

  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final int BAR = 24;

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal = onTerminal();
  private final AtomicBoolean interrupted;
  private final long began = System.nanoTime();
  private long shown = began;
  private boolean drawn;
  private String ofComparison = "";

  ProgressLine(PrintWriter err, boolean quiet, AtomicBoolean interrupted) {
    this.err = err;
    this.quiet = quiet;
    this.interrupted = interrupted;
  }

  static boolean onTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  @Override
  public void onRun(int number, int of, String variant) {
    ofComparison = "run %d of %d (%s): ".formatted(number, of, variant);
  }

  @Override
  public boolean onProgress(Progress progress) {
    long now = System.nanoTime();
    if (!quiet && now - shown > (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      shown = now;
      draw(ofComparison + line(progress, (now - began) / 1e9));
    }
    return !interrupted.get();
  }

  private void draw(String line) {
    if (terminal) {
      err.print("\r\u001b[K" + Screen.fittingError(line));
      drawn = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Leaves the terminal's line free for what comes next. */
  void end() {
    if (drawn) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private static String line(Progress progress, double seconds) {
    double share = progress.planned() == 0 ? 0 : (double) progress.done() / progress.planned();
    int full = (int) (share * BAR);
    String left =
        share > 0.01
            ? String.format(Locale.ROOT, "%.0f s left", seconds / share - seconds)
            : "estimating";
    return String.format(
        Locale.ROOT,
        "[%s%s] %s virtual, %,d done, %,d running, %,d waiting, %,.0f events/s, %s",
        "#".repeat(full),
        ".".repeat(BAR - full),
        progress.now(),
        progress.done(),
        progress.running(),
        progress.waiting(),
        progress.events() / Math.max(seconds, 1e-3),
        left);
  }
}
