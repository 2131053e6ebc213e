package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Chart.Downtime;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimTime;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Two strips to scale: the whole migration, and below it the longest downtime spread out. */
final class Overview {

  static final double HEIGHT = 66;

  private static final double STRIP = 17;
  private static final double BETWEEN = 18;

  private final Chart chart;
  private final SvgWriter svg;
  private final double left;
  private final double right;

  Overview(Chart chart, SvgWriter svg, double left, double right) {
    this.chart = chart;
    this.svg = svg;
    this.left = left;
    this.right = right;
  }

  void paint(double y) {
    if (chart.phases().isEmpty()) {
      return;
    }
    SimTime from = chart.phases().get(0).from().at();
    SimTime to = chart.phases().get(chart.phases().size() - 1).to().at();
    strip(y, from, to);
    Optional<Downtime> longest =
        chart.downtimes().stream().max(Comparator.comparing(Downtime::length));
    longest.ifPresent(
        downtime -> {
          SimTime begin = downtime.from().at();
          SimTime end = downtime.to().at();
          zoom(y + STRIP, x(begin, from, to), x(end, from, to));
          strip(y + STRIP + BETWEEN, begin, end);
        });
  }

  private double x(SimTime at, SimTime from, SimTime to) {
    double share = (double) at.since(from).nanos() / Math.max(1, to.since(from).nanos());
    return left + share * (right - left);
  }

  private double within(SimTime at, SimTime from, SimTime to) {
    return at.isBefore(from) ? left : at.isAfter(to) ? right : x(at, from, to);
  }

  /** The phases between two times, each as long as it took. */
  private void strip(double y, SimTime from, SimTime to) {
    for (PhaseSpan span : chart.phases()) {
      if (span.from().at().isBefore(to) && span.to().at().isAfter(from)) {
        segment(span, y, within(span.from().at(), from, to), within(span.to().at(), from, to));
      }
    }
    for (Bar bar : chart.bars()) {
      boolean trouble = bar.kind() == Bar.Kind.DISTURBED || bar.kind() == Bar.Kind.WAITS;
      if (trouble && bar.from().at().isBefore(to) && bar.to().at().isAfter(from)) {
        trouble(bar, y, from, to);
      }
    }
  }

  /** A line below the strip, for as much of the trouble as falls into it. */
  private void trouble(Bar bar, double y, SimTime from, SimTime to) {
    double begin =
        Math.max(left, x(bar.from().at().isBefore(from) ? from : bar.from().at(), from, to));
    double end = within(bar.to().at(), from, to);
    boolean waits = bar.kind() == Bar.Kind.WAITS;
    svg.titled(
        bar.label() + ": " + Exact.text(bar.to().at().since(bar.from().at())),
        "rect",
        "class",
        waits ? "dot wait" : "dot fault",
        "x",
        begin,
        "y",
        y + STRIP + (waits ? 4 : 0),
        "width",
        Math.max(1.5, end - begin),
        "height",
        3.5);
  }

  private void segment(PhaseSpan span, double y, double begin, double end) {
    String text = span.phase().word() + " " + Brief.of(span.length());
    svg.titled(
        "%s: %s, from %s"
            .formatted(
                span.phase().word(), Exact.text(span.length()), Exact.text(span.from().at())),
        "rect",
        "class",
        span.phase().inDowntime() ? "cell down" : "cell",
        "x",
        begin,
        "y",
        y,
        "width",
        Math.max(1.5, end - begin - 1),
        "height",
        STRIP,
        "rx",
        2.0);
    if (TextWidth.of(text, Columns.FONT) < end - begin - 8) {
      svg.text(text, "", "x", begin + 5, "y", y + 12.5);
    }
  }

  /** What joins the downtime to its enlargement. */
  private void zoom(double y, double begin, double end) {
    svg.empty(
        "path",
        "class",
        "zoom",
        "d",
        String.format(
            Locale.US,
            "M%.1f %.1fL%.1f %.1fL%.1f %.1fL%.1f %.1fZ",
            begin,
            y,
            Math.max(begin + 1.5, end),
            y,
            right,
            y + BETWEEN,
            left,
            y + BETWEEN));
  }
}
