package io.godwit.scenarios.cli;

import io.godwit.model.unit.Counted;
import io.godwit.scenarios.explore.Exploration;
import io.godwit.scenarios.explore.Exploration.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** How an exploration goes, on standard error: a line, rewritten on a terminal. */
final class ExploreProgress implements Exploration.Listener {

  private static final long TERMINAL_NANOS = 100_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;

  private final StatusLine line;
  private final long began = System.nanoTime();
  private long shown = began;

  ExploreProgress(PrintWriter err, boolean quiet) {
    this.line = new StatusLine(err, quiet);
  }

  @Override
  public void onProgress(Progress progress) {
    long now = System.nanoTime();
    if (now - shown > (line.terminal() ? TERMINAL_NANOS : PLAIN_NANOS)) {
      shown = now;
      line.show(line(progress, (now - began) / 1e9));
    }
  }

  private static String line(Progress progress, double seconds) {
    return String.format(
        Locale.US,
        "%,d of %s, %.0f/s, %,d reached, %,d found%s",
        progress.done(),
        Counted.of(progress.of(), "variation"),
        progress.done() / seconds,
        progress.reached(),
        progress.findings(),
        progress.shrinking() ? ", shrinking one" : "");
  }

  /** Leaves the terminal's line free for what comes next. */
  void end() {
    line.end();
  }
}
