package io.godwit.dashboards.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A figure with two axes as SVG, for a column of a paper: black on white, no script, no style. */
final class Plot {

  /** A point in the units of the axes. */
  record Point(double x, double y) {}

  private static final int WIDTH = 480;
  private static final int HEIGHT = 300;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 30;
  private static final int BOTTOM = 46;
  private static final int TICKS = 5;

  /** Okabe and Ito's colours, which people of every colour vision tell apart. */
  private static final List<String> COLOURS =
      List.of(
          "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442", "#000000");

  private final String title;
  private final Axis x;
  private final Axis y;
  private final StringBuilder body = new StringBuilder();
  private final List<String> names = new ArrayList<>();

  Plot(String title, Axis x, Axis y) {
    this.title = title;
    this.x = x;
    this.y = y;
  }

  /** One axis: what it says, and from where to where it goes; a logarithmic one begins above 0. */
  record Axis(String label, double from, double to, boolean logarithmic) {

    static Axis linear(String label, double to) {
      return new Axis(label, 0, to > 0 ? to : 1, false);
    }

    static Axis decades(String label, double least, double most) {
      double from = Math.pow(10, Math.floor(Math.log10(Math.max(least, 1e-6))));
      double to = Math.pow(10, Math.ceil(Math.log10(Math.max(most, 1e-6))));
      return new Axis(label, from, to > from ? to : from * 10, true);
    }

    /** From 0 to 1. */
    double share(double value) {
      return logarithmic
          ? Math.log10(Math.max(value, from) / from) / Math.log10(to / from)
          : (value - from) / (to - from);
    }

    List<Double> ticks() {
      var ticks = new ArrayList<Double>();
      if (logarithmic) {
        for (double tick = from; tick <= to * 1.001; tick *= 10) {
          ticks.add(tick);
        }
      } else {
        double rough = (to - from) / TICKS;
        double decade = Math.pow(10, Math.floor(Math.log10(rough)));
        double step =
            decade
                * List.of(1, 2, 5, 10).stream()
                    .filter(each -> each >= rough / decade)
                    .findFirst()
                    .orElse(10);
        for (int i = 0; from + i * step <= to * 1.001; i++) {
          ticks.add(from + i * step);
        }
      }
      return ticks;
    }
  }

  /** A line that keeps each value until the next point. */
  Plot steps(String name, List<Point> points) {
    var path = new StringBuilder();
    double before = 0;
    for (Point point : points) {
      if (path.length() > 0) {
        path.append(' ').append(place(point.x(), before));
      }
      path.append(' ').append(place(point.x(), point.y()));
      before = point.y();
    }
    body.append(
        "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"%s\"/>%n"
            .formatted(colour(), path.toString().strip()));
    names.add(name);
    return this;
  }

  /** A bar from {@code from} to {@code to} on the x axis around {@code at} on the other. */
  Plot bar(int series, double at, double from, double to) {
    double height = Math.max(1, (HEIGHT - TOP - BOTTOM) * 0.8 / Math.max(1, y.to()));
    body.append(
        String.format(
            Locale.US,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
            across(from),
            down(at) - height / 2,
            Math.max(0, across(to) - across(from)),
            height,
            COLOURS.get(series % COLOURS.size())));
    return this;
  }

  Plot legend(List<String> all) {
    names.addAll(all);
    return this;
  }

  /** An upright line with a word, such as a budget. */
  Plot mark(String word, double at) {
    body.append(
        String.format(
            Locale.US,
            "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#666\""
                + " stroke-dasharray=\"4 3\"/>%n<text x=\"%4$.1f\" y=\"%5$d\" fill=\"#444\">%6$s</text>%n",
            across(at),
            TOP,
            HEIGHT - BOTTOM,
            across(at) + 3,
            TOP + 10,
            escape(word)));
    return this;
  }

  private String colour() {
    return COLOURS.get(names.size() % COLOURS.size());
  }

  private String place(double atX, double atY) {
    return String.format(Locale.US, "%.1f,%.1f", across(atX), down(atY));
  }

  private double across(double value) {
    return LEFT + x.share(value) * (WIDTH - LEFT - RIGHT);
  }

  private double down(double value) {
    return HEIGHT - BOTTOM - y.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  String svg() {
    var svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\">%n"
            .formatted(WIDTH, HEIGHT));
    svg.append(
        "<title>%1$s</title>%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
            .formatted(escape(title)));
    svg.append(
        "<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>%n".formatted(LEFT, escape(title)));
    axes(svg);
    svg.append(body);
    for (int i = 0; i < names.size() && !names.get(i).isEmpty(); i++) {
      svg.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s <tspan fill=\"%s\">\u25a0</tspan></text>%n"
              .formatted(
                  WIDTH - RIGHT - 4,
                  TOP + 12 + 13 * i,
                  escape(names.get(i)),
                  COLOURS.get(i % COLOURS.size())));
    }
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (double tick : x.ticks()) {
      svg.append(
          String.format(
              Locale.US,
              "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#ddd\"/>%n<text x=\"%1$.1f\" y=\"%4$d\" text-anchor=\"middle\">%5$s</text>%n",
              across(tick),
              TOP,
              HEIGHT - BOTTOM,
              HEIGHT - BOTTOM + 14,
              number(tick)));
    }
    for (double tick : y.ticks()) {
      svg.append(
          String.format(
              Locale.US,
              "<line x1=\"%1$d\" x2=\"%2$d\" y1=\"%3$.1f\" y2=\"%3$.1f\" stroke=\"#ddd\"/>%n<text x=\"%4$d\" y=\"%5$.1f\" text-anchor=\"end\">%6$s</text>%n",
              LEFT,
              WIDTH - RIGHT,
              down(tick),
              LEFT - 5,
              down(tick) + 4,
              number(tick)));
    }
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
            .formatted((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, escape(x.label())));
    svg.append(
        "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n"
            .formatted((TOP + HEIGHT - BOTTOM) / 2, escape(y.label())));
  }

  private static String number(double value) {
    String text = String.format(Locale.US, "%.6f", value);
    return text.replaceAll("0+$", "").replaceAll("\\.$", "");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
