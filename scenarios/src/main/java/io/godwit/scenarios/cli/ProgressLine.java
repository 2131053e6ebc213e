package io.godwit.scenarios.cli;

import io.godwit.dashboards.live.LiveState;
import io.godwit.dashboards.live.LiveText;
import io.godwit.model.event.Occurrence;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimTime;
import io.godwit.runtime.simulation.Progress;
import io.godwit.scenarios.run.ComparisonRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
  private static final long WORK_NANOS = 1_000_000_000L;
  private static final Progress NOTHING = new Progress(SimTime.ZERO, 0, 0, 0, 0);
  private static final int BAR = 24;
  private static final String CLEAR_LINE = "\u001b[K";

  private final PrintWriter err;
  private final Verbosity verbosity;
  private final boolean terminal = onTerminal();
  private final AtomicBoolean interrupted;
  private final long began = System.nanoTime();
  private long shown = began;
  private int drawn;
  private LiveState state = new LiveState();
  private long runBegan = began;
  private Progress past = NOTHING;
  private volatile Optional<Progress> latest = Optional.empty();
  private String work = "";
  private long workBegan = began;
  private String ofComparison = "";

  ProgressLine(PrintWriter err, Verbosity verbosity, AtomicBoolean interrupted) {
    this.err = err;
    this.verbosity = verbosity;
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
  public void onPast(Progress before, List<Occurrence> fleet) {
    past = before;
    state = LiveState.after(before.now(), fleet);
    runBegan = System.nanoTime();
  }

  @Override
  public void onEvent(EntityId entity, Occurrence occurrence) {
    if (terminal && !verbosity.quiet()) {
      state.accept(occurrence);
    }
  }

  /** What takes a terminal's line away; nothing where there is none. */
  static String cleared() {
    return onTerminal() ? "\r" + CLEAR_LINE : "";
  }

  @Override
  public boolean onProgress(Progress progress) {
    latest = Optional.of(progress);
    begin("running");
    if (isTime(PLAIN_NANOS)) {
      if (terminal) {
        double seconds = (shown - runBegan) / 1e9;
        rewrite(LiveText.lines(state, ofComparison, seconds, Screen.errorColumns()));
      } else {
        err.println(ofComparison + line(progress, past, (shown - runBegan) / 1e9));
        err.flush();
      }
    }
    return !interrupted.get();
  }

  @Override
  public void onWork(String next, long done, long all) {
    begin(next);
    if (isTime(WORK_NANOS)) {
      String count = all == 0 ? "" : String.format(Locale.US, ": %,d of %,d", done, all);
      if (terminal) {
        clear();
        rewrite(List.of(ofComparison + next + count));
      } else {
        err.println(ofComparison + next + count);
        err.flush();
      }
    }
  }

  private boolean isTime(long plainNanos) {
    long now = System.nanoTime();
    if (verbosity.quiet() || now - shown <= (terminal ? TERMINAL_NANOS : plainNanos)) {
      return false;
    }
    shown = now;
    return true;
  }

  /** With {@code --verbose} a line says what the work before took. */
  private void begin(String next) {
    if (!next.equals(work)) {
      long now = System.nanoTime();
      if (verbosity.verbose() && !work.isEmpty()) {
        clear();
        err.printf(Locale.US, "%s%s took %.2f s%n", ofComparison, work, (now - workBegan) / 1e9);
      }
      work = next;
      workBegan = now;
    }
  }

  /** How far it is, for somebody who ends it. */
  String soFar() {
    return latest
        .map(
            at ->
                String.format(
                    Locale.US,
                    "%s%,d of %s are done at %s of virtual time; ",
                    ofComparison,
                    at.done(),
                    Counted.of(at.planned(), "migration"),
                    at.now()))
        .orElse("");
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
    begin("");
    clear();
  }

  private void clear() {
    if (drawn > 0) {
      err.print(upFrom(drawn) + "\r\u001b[J");
      err.flush();
      drawn = 0;
    }
  }

  private static double share(Progress progress, long done) {
    return progress.planned() == 0 ? 0 : (double) done / progress.planned();
  }

  private static String line(Progress progress, Progress past, double seconds) {
    double share = share(progress, progress.done());
    long since = progress.done() - past.done();
    int full = (int) (share * BAR);
    String left =
        share(progress, since) > 0.01
            ? String.format(
                Locale.US, "%.0f s left", seconds * (progress.planned() - progress.done()) / since)
            : "estimating";
    return String.format(
        Locale.US,
        "[%s%s] %s virtual, %,d done, %,d running, %,d waiting, %,.0f events/s, %s",
        "#".repeat(full),
        ".".repeat(BAR - full),
        progress.now(),
        progress.done(),
        progress.running(),
        progress.waiting(),
        (progress.events() - past.events()) / Math.max(seconds, 1e-3),
        left);
  }
}
