package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Mark.Divider;
import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.chart.Mark.Omission;
import io.godwit.model.unit.Exact;
import java.util.Locale;

/** A chart as a picture of its own: for pages, in light and dark, exact times on pointing. */
public final class SvgChart {

  private static final double TITLE_FONT = 15;
  private static final double TITLE = 26;
  private static final double SUMMARY = 45;
  private static final double OVERVIEW = 64;
  private static final double PLATES = OVERVIEW + Overview.HEIGHT + 14;
  private static final double PLATE_HEIGHT = 34;
  private static final double FIRST_ROW = PLATES + PLATE_HEIGHT + 26;
  private static final double LEFT = 14;

  private final Chart chart;
  private final Layout layout;
  private final Columns columns;
  private final SvgWriter svg = new SvgWriter();

  private SvgChart(Chart chart) {
    this.chart = chart;
    layout = new Layout(chart, FIRST_ROW);
    columns = layout.columns();
  }

  /** The picture as a document. */
  public static String of(Chart chart) {
    return new SvgChart(chart).draw();
  }

  private String draw() {
    double height = layout.bottom() + 70;
    svg.begin(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "chart",
        "viewBox",
        String.format(Locale.US, "0 0 %.0f %.0f", columns.width(), height),
        "width",
        columns.width(),
        "height",
        height,
        "role",
        "img");
    svg.raw("<title>" + SvgWriter.escape(chart.title()) + "</title>\n");
    svg.raw("<style>\n" + Resources.text("chart.css") + "</style>\n");
    svg.raw(
        "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><line class=\"hatch\" y2=\"6\"/></pattern></defs>\n");
    svg.empty("rect", "class", "paper", "width", columns.width(), "height", height);
    head();
    downtimes();
    phases();
    lifelines();
    new BarPainter(layout, svg).paint();
    rows();
    plates();
    legend(height - 34);
    svg.end("svg");
    return svg.toString();
  }

  private void head() {
    double room = columns.width() - 2 * LEFT;
    String title = TextWidth.cut(chart.title(), TITLE_FONT * 1.1, room);
    svg.text(title, chart.title(), "class", "title", "x", LEFT, "y", TITLE);
    String all = chart.summary() + chart.note().map(more -> "; " + more).orElse("");
    String summary = TextWidth.cut(all, Columns.FONT, room);
    svg.text(summary, all, "class", "soft", "x", LEFT, "y", SUMMARY);
    new Overview(chart, svg, LEFT, columns.width() - LEFT).paint(OVERVIEW);
  }

  private void downtimes() {
    for (Chart.Downtime downtime : chart.downtimes()) {
      double from = layout.begin(downtime.from());
      double to = layout.end(downtime.to());
      svg.titled(
          "the guest stands: " + Exact.text(downtime.length()),
          "rect",
          "class",
          "downtime",
          "x",
          columns.phases(),
          "y",
          from,
          "width",
          columns.width() - columns.phases(),
          "height",
          to - from);
      double x = columns.width() - 8;
      double middle = (from + to) / 2;
      svg.text(
          "downtime " + Brief.of(downtime.length()),
          Exact.text(downtime.length()),
          "class",
          "bold fault",
          "text-anchor",
          "middle",
          "transform",
          String.format(Locale.US, "rotate(-90 %.1f %.1f)", x, middle),
          "x",
          x,
          "y",
          middle);
    }
  }

  private void phases() {
    for (PhaseSpan span : chart.phases()) {
      double from = layout.begin(span.from());
      double to = layout.end(span.to());
      svg.titled(
          "%s: %s, from %s to %s"
              .formatted(
                  span.phase().word(),
                  Exact.text(span.length()),
                  Exact.text(span.from().at()),
                  Exact.text(span.to().at())),
          "rect",
          "class",
          span.phase().inDowntime() ? "cell down" : "cell",
          "x",
          columns.phases(),
          "y",
          from + 1,
          "width",
          columns.phasesEnd() - columns.phases(),
          "height",
          Math.max(2, to - from - 2),
          "rx",
          3.0);
      if (to - from >= 16) {
        phaseText(span, from + Math.min(15, (to - from) / 2 + 4));
      }
    }
  }

  private void phaseText(PhaseSpan span, double y) {
    svg.text(span.phase().word(), "", "class", "bold", "x", columns.phases() + 6, "y", y);
    svg.text(
        Brief.of(span.length()), "", "text-anchor", "end", "x", columns.phasesEnd() - 6, "y", y);
  }

  private void lifelines() {
    for (Role role : columns.roles()) {
      svg.empty(
          "line",
          "class",
          "life",
          "x1",
          columns.of(role),
          "y1",
          PLATES + PLATE_HEIGHT,
          "x2",
          columns.of(role),
          "y2",
          layout.bottom() + 10);
    }
  }

  private void plates() {
    for (Role role : columns.roles()) {
      double room = columns.plate(role);
      double x = columns.of(role);
      String name = chart.lifelines().get(role);
      svg.begin("g");
      svg.titled(
          name.isEmpty() ? role.word() : role.word() + " " + name,
          "rect",
          "class",
          "plate",
          "x",
          x - room / 2,
          "y",
          PLATES,
          "width",
          room,
          "height",
          PLATE_HEIGHT,
          "rx",
          4.0);
      boolean named = !name.isEmpty();
      svg.text(
          TextWidth.cut(role.word(), Columns.FONT, room - 2),
          "",
          "class",
          "bold",
          "text-anchor",
          "middle",
          "x",
          x,
          "y",
          PLATES + (named ? 14 : 21));
      if (named) {
        String last =
            role == Role.MEMBER || role == Role.DEVICE
                ? name
                : name.substring(name.lastIndexOf('/') + 1);
        svg.text(
            TextWidth.cut(last, Columns.FONT, room - 6),
            "",
            "class",
            "soft",
            "text-anchor",
            "middle",
            "x",
            x,
            "y",
            PLATES + 28);
      }
      svg.end("g");
    }
  }

  private void rows() {
    String before = "";
    for (Row row : layout.rows()) {
      if (row.afterBreak()) {
        breakBefore(row);
      }
      String time = Columns.time(row.shown());
      if (!time.equals(before)) {
        time(row, time);
      }
      before = time;
      for (Mark mark : row.marks()) {
        if (mark instanceof Exchange exchange) {
          arrows(exchange, row.y());
        } else if (mark instanceof Divider divider) {
          divider(divider, row.y());
        } else if (mark instanceof Omission omission) {
          svg.text(
              omission.text(),
              "",
              "class",
              "soft halo",
              "x",
              columns.of(columns.roles().get(0)) + 10,
              "y",
              row.y() + 4);
        }
      }
    }
    layout.labels().forEach(this::label);
  }

  private void time(Row row, String time) {
    svg.text(
        time,
        Exact.text(row.shown().at()),
        "class",
        "soft",
        "text-anchor",
        "end",
        "x",
        columns.times(),
        "y",
        row.y() + 4);
  }

  /** A white band with a torn edge across all lifelines, and how long it stands for. */
  private void breakBefore(Row row) {
    double y = row.y() - 25;
    double left = columns.phasesEnd() + 8;
    double right = columns.width() - 10;
    svg.empty("rect", "class", "gap", "x", left, "y", y - 5, "width", right - left, "height", 10.0);
    for (double edge : new double[] {y - 5, y + 5}) {
      svg.empty("path", "class", "break", "d", torn(left, right, edge));
    }
    svg.text(
        Brief.of(row.since()),
        Exact.text(row.since()) + " not drawn",
        "class",
        "soft bold",
        "text-anchor",
        "end",
        "x",
        columns.times(),
        "y",
        y + 4);
  }

  private static String torn(double left, double right, double y) {
    var path = new StringBuilder(String.format(Locale.US, "M%.0f %.1f", left, y));
    boolean up = true;
    for (double x = left + 8; x <= right; x += 8) {
      path.append(String.format(Locale.US, "L%.0f %.1f", x, up ? y - 3 : y + 3));
      up = !up;
    }
    return path.toString();
  }

  private void divider(Divider divider, double y) {
    double left = columns.phasesEnd() + 8;
    svg.empty("line", "class", "rule", "x1", left, "y1", y, "x2", columns.width() - 10, "y2", y);
    String text = TextWidth.cut(divider.text(), Columns.FONT, columns.width() - left - 30);
    svg.text(
        text,
        Exact.text(divider.moment().at()) + ": " + divider.detail(),
        "class",
        "bold halo " + divider.tone().word(),
        "x",
        left + 8,
        "y",
        y + 4);
  }

  private void arrows(Exchange exchange, double y) {
    String tone = exchange.tone().word();
    exchange.hops().forEach(hop -> arrow(hop, tone, Layout.title(exchange), y));
    exchange
        .note()
        .ifPresent(
            note ->
                svg.titled(
                    Layout.title(exchange),
                    "circle",
                    "class",
                    "dot " + tone,
                    "cx",
                    columns.of(note.on()),
                    "cy",
                    y,
                    "r",
                    4.0));
  }

  private void arrow(Hop hop, String tone, String title, double y) {
    double from = columns.of(hop.from());
    double to = columns.of(hop.to());
    double back = to > from ? -7 : 7;
    svg.titled(
        title, "line", "class", "arrow " + tone, "x1", from, "y1", y, "x2", to + back, "y2", y);
    svg.empty(
        "path",
        "class",
        "head " + tone,
        "d",
        String.format(
            Locale.US,
            "M%.1f %.1fL%.1f %.1fL%.1f %.1fZ",
            to - Math.signum(-back),
            y,
            to + back,
            y - 4,
            to + back,
            y + 4));
  }

  private void label(Label label) {
    boolean down =
        chart.downtimes().stream()
            .anyMatch(
                each ->
                    layout.begin(each.from()) <= label.y() && label.y() <= layout.end(each.to()));
    if (label.note()) {
      svg.empty(
          "rect",
          "class",
          down ? "downtime" : "paper",
          "x",
          label.x() - 2,
          "y",
          label.top() - 1,
          "width",
          label.right() - label.x() + 4,
          "height",
          label.bottom() - label.top() + 2);
    }
    svg.text(
        label.text(),
        label.title(),
        "class",
        (down ? "halo down " : "halo ") + label.tone().word(),
        "x",
        label.x(),
        "y",
        label.y());
  }

  private void legend(double y) {
    double x = LEFT;
    for (Bar.Kind kind : Bar.Kind.values()) {
      if (chart.bars().stream().anyMatch(bar -> bar.kind() == kind)) {
        svg.empty("rect", "class", kind.word(), "x", x, "y", y - 9, "width", 9.0, "height", 10.0);
        svg.text(kind.word(), "", "class", "soft", "x", x + 14, "y", y);
        x += 26 + TextWidth.of(kind.word(), Columns.FONT);
      }
    }
    svg.text(
        "times in ms since the run began; gaps are not to scale, torn edges leave time out",
        "",
        "class",
        "soft",
        "x",
        LEFT,
        "y",
        y + 19);
  }
}
