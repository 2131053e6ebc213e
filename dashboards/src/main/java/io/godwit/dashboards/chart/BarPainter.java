package io.godwit.dashboards.chart;

import io.godwit.model.unit.Exact;
import java.util.Comparator;

/** Paints what lasts onto the lifelines, the wider below the narrower. */
final class BarPainter {

  private final Layout layout;
  private final SvgWriter svg;

  BarPainter(Layout layout, SvgWriter svg) {
    this.layout = layout;
    this.svg = svg;
  }

  void paint() {
    layout.chart().bars().stream()
        .sorted(Comparator.comparingDouble((Bar bar) -> width(bar.kind())).reversed())
        .forEach(this::paint);
  }

  private void paint(Bar bar) {
    double from = layout.begin(bar.from());
    double height = Math.max(2, layout.end(bar.to()) - from);
    double width = width(bar.kind());
    double x = layout.columns().of(bar.on()) - width / 2 + offset(bar.kind());
    rect(bar, bar.kind().word(), x, from, width, height);
    if (bar.kind() == Bar.Kind.DISTURBED || bar.kind() == Bar.Kind.STANDS) {
      svg.empty(
          "rect",
          "fill",
          "url(#hatch)",
          "opacity",
          0.55,
          "pointer-events",
          "none",
          "x",
          x,
          "y",
          from,
          "width",
          width,
          "height",
          height);
    }
    if (bar.kind() == Bar.Kind.WAITS) {
      length(bar, x + width + 6, from, from + height);
    }
  }

  private void rect(Bar bar, String kind, double x, double y, double width, double height) {
    svg.titled(
        "%s: %s, from %s to %s"
            .formatted(
                bar.label(),
                Exact.text(bar.to().at().since(bar.from().at())),
                Exact.text(bar.from().at()),
                Exact.text(bar.to().at())),
        "rect",
        "class",
        kind,
        "x",
        x,
        "y",
        y,
        "width",
        width,
        "height",
        height,
        "rx",
        1.5);
  }

  /** How long a wait took, where its rows leave room for a line of text. */
  private void length(Bar bar, double x, double from, double to) {
    Row before = null;
    for (Row row : layout.rows()) {
      if (before != null && before.y() >= from && row.y() <= to && row.y() - before.y() >= 36) {
        svg.text(
            Brief.of(bar.to().at().since(bar.from().at())),
            "",
            "class",
            "halo wait",
            "x",
            x,
            "y",
            (before.y() + row.y()) / 2 + 2);
        return;
      }
      before = row;
    }
  }

  private static double width(Bar.Kind kind) {
    return switch (kind) {
      case DISTURBED -> 18;
      case STANDS, STOPPED, FROZEN -> 10;
      case FLOWS -> 9;
      case BUSY, THROTTLED -> 7;
      case WAITS -> 5;
      case RUNS -> 4;
    };
  }

  /** A wait stands beside the lifeline, for the device goes through something else meanwhile. */
  private static double offset(Bar.Kind kind) {
    return kind == Bar.Kind.WAITS ? 13 : 0;
  }
}
