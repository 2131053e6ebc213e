package io.godwit.scenarios.cli;

import io.godwit.dashboards.live.LiveState;
import io.godwit.dashboards.live.LiveText;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.runtime.simulation.Progress;
import io.godwit.scenarios.run.ComparisonRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a run goes, on standard error: a few lines that are rewritten on a terminal, else a line at
 * times.
 */
final class ProgressLine implements ComparisonRun.Listener {

  /** Set by the launcher when standard error is a terminal. */
  private static final String TERMINAL = "godwit.terminal";

  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long PLAIN_NANOS = 5_000_000_000L;
  private static final int BAR = 24;
  private static final String CLEAR_LINE = "\u001b[K";

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal = onTerminal();
  private final AtomicBoolean interrupted;
  private final long began = System.nanoTime();
  private long shown = began;
  private int drawn;
  private LiveState state = new LiveState();
  private long runBegan = began;
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
    state = new LiveState();
    runBegan = System.nanoTime();
  }

  @Override
  public void onEvent(EntityId entity, Occurrence occurrence) {
    if (terminal && !quiet) {
      state.accept(occurrence);
    }
  }

  @Override
  public boolean onProgress(Progress progress) {
    long now = System.nanoTime();
    if (!quiet && now - shown > (terminal ? TERMINAL_NANOS : PLAIN_NANOS)) {
      shown = now;
      if (terminal) {
        rewrite(LiveText.lines(state, ofComparison, (now - runBegan) / 1e9, Screen.errorColumns()));
      } else {
        err.println(ofComparison + line(progress, (now - began) / 1e9));
        err.flush();
      }
    }
    return !interrupted.get();
  }

  /** Over what was written before; the cursor stays on the last line. */
  private void rewrite(List<String> lines) {
    err.print(upFrom(drawn) + "\r");
    for (int i = 0; i < lines.size(); i++) {
      err.print((i == 0 ? "" : "\n") + CLEAR_LINE + Screen.fittingError(lines.get(i)));
    }
    drawn = lines.size();
    err.flush();
  }

  private static String upFrom(int lines) {
    return lines > 1 ? "\u001b[%dA".formatted(lines - 1) : "";
  }

  /** Leaves the terminal free for what comes next. */
  void end() {
    if (drawn > 0) {
      err.print(upFrom(drawn) + "\r\u001b[J");
      err.flush();
      drawn = 0;
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
