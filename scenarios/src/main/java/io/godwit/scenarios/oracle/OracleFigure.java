package io.godwit.scenarios.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Predicted total times over measured ones, both on logarithmic scales, as a vector graphic. A mark
 * stands for a configuration, the bar through it reaches from its shortest to its longest repeat.
 */
final class OracleFigure {

  private static final int SIZE = 560;
  private static final int MARGIN = 60;
  private static final double LEAST_SECONDS = 0.2;
  private static final double MOST_SECONDS = 100;
  private static final double[] TICKS = {0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};

  private final StringBuilder svg = new StringBuilder();

  private OracleFigure() {}

  static String of(List<Match> matches) {
    var figure = new OracleFigure();
    figure.frame();
    for (Map.Entry<String, Repeats> each : Repeats.of(matches).entrySet()) {
      List<Match> done = each.getValue().matches().stream().filter(Match::bothCompleted).toList();
      if (!done.isEmpty()) {
        figure.mark(each.getKey(), done);
      }
    }
    return figure.svg.append("</svg>\n").toString();
  }

  private void frame() {
    line(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
            + " font-size='12'>",
        SIZE, SIZE);
    line("<rect width='%d' height='%d' fill='white'/>", SIZE, SIZE);
    for (double tick : TICKS) {
      line(
          "<path d='M%.1f %.1fV%.1fM%.1f %.1fH%.1f' stroke='#ddd' fill='none'/>",
          x(tick), y(LEAST_SECONDS), y(MOST_SECONDS), x(LEAST_SECONDS), y(tick), x(MOST_SECONDS));
      line(
          "<text x='%.1f' y='%d' text-anchor='middle'>%s</text>",
          x(tick), SIZE - MARGIN + 18, number(tick));
      line(
          "<text x='%d' y='%.1f' text-anchor='end'>%s</text>",
          MARGIN - 6, y(tick) + 4, number(tick));
    }
    line(
        "<path d='M%.1f %.1fL%.1f %.1f' stroke='#888'/>",
        x(LEAST_SECONDS), y(LEAST_SECONDS), x(MOST_SECONDS), y(MOST_SECONDS));
    line(
        "<text x='%d' y='%d' text-anchor='middle'>measured total time, s</text>",
        SIZE / 2, SIZE - 14);
    line(
        "<text transform='translate(16 %d) rotate(-90)' text-anchor='middle'>predicted, s</text>",
        SIZE / 2);
  }

  private void mark(String name, List<Match> done) {
    double predicted = done.get(0).predicted().totalMillis() / 1000;
    double least = Double.MAX_VALUE;
    double most = 0;
    for (Match each : done) {
      least = Math.min(least, each.measured().totalMillis() / 1000);
      most = Math.max(most, each.measured().totalMillis() / 1000);
    }
    double middle = Math.sqrt(least * most);
    line(
        "<g><title>%s: measured %.2f to %.2f s, predicted %.2f s</title>"
            + "<path d='M%.1f %.1fH%.1f' stroke='#c40' stroke-width='3'/>"
            + "<circle cx='%.1f' cy='%.1f' r='4' fill='none' stroke='#048'/></g>",
        escaped(name),
        least,
        most,
        predicted,
        x(least),
        y(predicted),
        x(most),
        x(middle),
        y(predicted));
  }

  private static double x(double seconds) {
    return MARGIN + share(seconds) * (SIZE - 1.5 * MARGIN);
  }

  private static double y(double seconds) {
    return SIZE - MARGIN - share(seconds) * (SIZE - 1.5 * MARGIN);
  }

  private static double share(double seconds) {
    double within = Math.max(LEAST_SECONDS, Math.min(MOST_SECONDS, seconds));
    return Math.log(within / LEAST_SECONDS) / Math.log(MOST_SECONDS / LEAST_SECONDS);
  }

  private static String number(double tick) {
    return tick < 1 ? String.valueOf(tick) : String.valueOf((int) tick);
  }

  private static String escaped(String name) {
    return name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private void line(String format, Object... values) {
    svg.append(String.format(Locale.US, format, values)).append('\n');
  }
}
