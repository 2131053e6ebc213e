package io.godwit.dashboards.live;

import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A run that goes on in a few lines, none wider than the terminal. */
public final class LiveText {

  /** Less than that no terminal shows. */
  public static final int NARROWEST = 40;

  /** More than that no line needs. */
  public static final int WIDEST = 200;

  private static final int LINKS = 3;
  private static final int BAR_SHARE = 3;
  private static final double LEAST_SHARE = 0.01;

  private LiveText() {}

  /**
   * The lines, always as many.
   *
   * @param heading which of several runs it is; empty for one alone
   * @param wallSeconds since the run began
   */
  public static List<String> lines(
      LiveState state, String heading, double wallSeconds, int columns) {
    int width = Math.max(NARROWEST, Math.min(WIDEST, columns));
    var lines = new ArrayList<String>();
    lines.add(heading + bar(state, width - heading.length()));
    lines.add("left      " + left(state, wallSeconds));
    lines.add("now       " + running(state));
    lines.add("rates     " + rates(state, wallSeconds));
    List<LiveState.Busy> busiest = state.busiest(LINKS);
    for (int i = 0; i < LINKS; i++) {
      String link =
          i < busiest.size()
              ? busiest.get(i).link() + ", " + Counted.of(busiest.get(i).flows(), "flow")
              : "";
      lines.add((i == 0 ? "busiest   " : "          ") + link);
    }
    return lines.stream().map(line -> fitting(line.stripTrailing(), width)).toList();
  }

  private static String bar(LiveState state, int width) {
    String end = String.format(Locale.US, " %3.0f %%", 100 * share(state));
    int bar = Math.max(10, width / BAR_SHARE);
    int full = (int) (share(state) * bar);
    return "["
        + "#".repeat(full)
        + ".".repeat(bar - full)
        + "]"
        + end
        + ", "
        + state.now()
        + " virtual";
  }

  private static double share(LiveState state) {
    long planned = state.tally().planned();
    return planned == 0 ? 0 : (double) state.tally().settled() / planned;
  }

  private static String left(LiveState state, double wallSeconds) {
    long planned = state.tally().planned();
    String guests =
        String.format(Locale.US, "%,d of ", planned - state.tally().settled())
            + Counted.of(planned, "guest");
    String failed =
        state.failed() == 0 ? "" : String.format(Locale.US, ", %,d failed", state.failed());
    String eta =
        state.settled() > LEAST_SHARE * planned
            ? String.format(
                Locale.US,
                ", %.0f s to go",
                wallSeconds * (planned - state.tally().settled()) / state.settled())
            : ", estimating";
    return guests + failed + eta;
  }

  private static String running(LiveState state) {
    String why =
        state.heldBy().entrySet().stream()
            .map(held -> "plan %d by %s".formatted(held.getKey(), held.getValue()))
            .collect(Collectors.joining(", "));
    return "%,d running, %,d waiting%s"
        .formatted(
            state.tally().running(), state.tally().waiting(), why.isEmpty() ? "" : ": " + why);
  }

  private static String rates(LiveState state, double wallSeconds) {
    double virtual = state.lasted().toSeconds();
    String events =
        String.format(Locale.US, "%,.0f events/s", state.events() / Math.max(wallSeconds, 1e-3));
    if (virtual <= 0) {
      return events;
    }
    return String.format(
        Locale.US,
        "%.2f guests/s, %s, %s",
        state.settled() / virtual,
        ByteRate.of((long) (state.arrivedBytes() / virtual)),
        events);
  }

  private static String fitting(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 1) + '~';
  }
}
