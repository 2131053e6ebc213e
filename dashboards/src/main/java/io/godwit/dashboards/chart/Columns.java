package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where everything stands from left to right, in pixels: times, phases, then the lifelines. */
final class Columns {

  static final double FONT = 11.5;

  /** How much wider bold letters are. */
  private static final double BOLD = 1.1;

  private static final double LEFT = 14;
  private static final double PHASE_WIDTH = 154;
  private static final double BETWEEN = 10;
  private static final double WIDEST_GAP = 150;
  private static final double WIDEST_PLATE = 116;
  private static final double PLATE_EDGE = 14;

  /** What an arrow needs beside its label. */
  private static final double HEAD = 22;

  private static final double MARGIN = 134;

  private final Chart chart;
  private final List<Role> roles;
  private final Map<Role, Double> middle = new EnumMap<>(Role.class);
  private final double times;

  Columns(Chart chart) {
    this.chart = chart;
    roles = List.copyOf(chart.lifelines().keySet());
    times =
        LEFT
            + chart.marks().stream()
                .mapToDouble(mark -> TextWidth.of(time(mark.moment()), FONT))
                .max()
                .orElse(0);
    double x = phasesEnd() + BETWEEN + plate(roles.get(0)) / 2;
    for (int i = 0; i < roles.size(); i++) {
      middle.put(roles.get(i), x);
      if (i + 1 < roles.size()) {
        x += gap(roles.get(i), roles.get(i + 1));
      }
    }
  }

  /** In milliseconds, down to the microsecond. */
  static String time(Moment moment) {
    return String.format(Locale.US, "%.3f", moment.at().nanos() / 1e6);
  }

  /** The right end of the times. */
  double times() {
    return times;
  }

  double phases() {
    return times + BETWEEN;
  }

  double phasesEnd() {
    return phases() + PHASE_WIDTH;
  }

  /** Room for both names, and for the widest label in between, within limits. */
  private double gap(Role left, Role right) {
    double widest = 0;
    for (Mark mark : chart.marks()) {
      if (mark instanceof Exchange exchange) {
        for (Hop hop : exchange.hops()) {
          if (isBetween(hop, left, right)) {
            widest = Math.max(widest, TextWidth.of(hop.label(), FONT) + HEAD);
          }
        }
      }
    }
    return Math.ceil(
        Math.max(Math.min(WIDEST_GAP, widest), (plate(left) + plate(right)) / 2 + PLATE_EDGE / 2));
  }

  private static boolean isBetween(Hop hop, Role left, Role right) {
    return (hop.from() == left && hop.to() == right) || (hop.from() == right && hop.to() == left);
  }

  /** The width of the plate with a lifeline's name. */
  double plate(Role role) {
    double widest =
        Math.max(TextWidth.of(role.word(), FONT) * BOLD, TextWidth.of(shortName(role), FONT));
    return Math.min(WIDEST_PLATE, Math.ceil(widest + PLATE_EDGE));
  }

  /** The last part of a host's or a device's name; empty for who has none. */
  String shortName(Role role) {
    String name = chart.lifelines().get(role);
    boolean device = role == Role.MEMBER || role == Role.DEVICE;
    return device ? name : name.substring(name.lastIndexOf('/') + 1);
  }

  List<Role> roles() {
    return roles;
  }

  double of(Role role) {
    return middle.get(role);
  }

  double width() {
    return Math.ceil(of(roles.get(roles.size() - 1)) + MARGIN);
  }
}
