package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.chart.Mark.Note;
import io.godwit.dashboards.chart.Mark.PhaseBegins;
import io.godwit.model.unit.Exact;
import io.godwit.model.unit.SimDuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything stands from top to bottom. Time is not to scale: a gap grows with the logarithm
 * of its length, so that microseconds and a long wait can both be seen; what is longer than the
 * downtime is cut.
 */
final class Layout {

  /** The least height between two rows. */
  private static final double PITCH = 21;

  /** What a gap gains with each tenfold of its length, from this length on. */
  private static final double PER_DECADE = 5;

  private static final double FROM_NANOS = 5_000;
  private static final double BREAK_HEIGHT = 46;
  private static final SimDuration SHORTEST_BREAK = SimDuration.ofMillis(100);

  /** Marks this close in time may share a row. */
  private static final SimDuration TOGETHER = SimDuration.ofMicros(2);

  /** A first step this close to the beginning of its phase shares its row. */
  private static final SimDuration WITH_PHASE = SimDuration.ofMicros(50);

  private static final double CLEARANCE = 8;

  /** How far from its beginning a long arrow has its label at most. */
  private static final double NEAR = 110;

  /** The right edge, where the downtime is written. */
  private static final double EDGE = 24;

  private static final double BESIDE = 10;
  private static final double ABOVE = 4;

  private final Chart chart;
  private final Columns columns;
  private final List<Row> rows = new ArrayList<>();
  private final Map<Moment, Row> byMoment = new HashMap<>();
  private final SimDuration breakFrom;

  Layout(Chart chart, double top) {
    this.chart = chart;
    columns = new Columns(chart);
    breakFrom =
        chart.downtimes().stream()
            .map(Chart.Downtime::length)
            .max(SimDuration::compareTo)
            .filter(longest -> longest.compareTo(SHORTEST_BREAK) > 0)
            .orElse(SHORTEST_BREAK);
    chart.marks().forEach(mark -> place(mark, top));
  }

  private void place(Mark mark, double top) {
    double[] extent = extent(mark);
    Row row = rows.isEmpty() ? add(mark, top) : last();
    if (!isClose(row, mark) || !row.hasRoom(extent)) {
      row = add(mark, top);
    }
    row.take(mark, extent);
    byMoment.put(mark.moment(), row);
  }

  /** What a phase begins with stands at its beginning. */
  private static boolean isClose(Row row, Mark mark) {
    boolean beginsPhase = row.marks().stream().allMatch(PhaseBegins.class::isInstance);
    SimDuration apart = mark.moment().at().since(row.first().at());
    return apart.compareTo(beginsPhase ? WITH_PHASE : TOGETHER) <= 0;
  }

  private Row last() {
    return rows.get(rows.size() - 1);
  }

  private Row add(Mark mark, double top) {
    if (rows.isEmpty()) {
      rows.add(new Row(top, mark.moment(), SimDuration.ZERO, false));
    } else {
      SimDuration since = mark.moment().at().since(last().first().at());
      boolean isBreak = since.compareTo(breakFrom) > 0;
      double height = isBreak ? BREAK_HEIGHT : height(since);
      rows.add(new Row(Math.rint(last().y() + height), mark.moment(), since, isBreak));
    }
    return last();
  }

  private static double height(SimDuration since) {
    return PITCH + PER_DECADE * StrictMath.log10(1 + since.nanos() / FROM_NANOS);
  }

  /** From where to where a mark reaches in its row, with its texts. */
  private double[] extent(Mark mark) {
    if (mark instanceof PhaseBegins) {
      return new double[] {columns.phases(), columns.phasesEnd()};
    }
    return mark instanceof Exchange exchange ? extent(exchange) : new double[] {0, columns.width()};
  }

  private double[] extent(Exchange exchange) {
    double left = Double.MAX_VALUE;
    double right = 0;
    for (Hop hop : exchange.hops()) {
      left = Math.min(left, Math.min(columns.of(hop.from()), columns.of(hop.to())));
      right = Math.max(right, Math.max(columns.of(hop.from()), columns.of(hop.to())));
    }
    for (Label label : labels(exchange, 0)) {
      left = Math.min(left, label.x() - CLEARANCE / 2);
      right = Math.max(right, label.right() + CLEARANCE / 2);
    }
    return new double[] {left, right};
  }

  /** All texts among the lifelines. */
  List<Label> labels() {
    var labels = new ArrayList<Label>();
    for (Row row : rows) {
      for (Mark mark : row.marks()) {
        if (mark instanceof Exchange exchange) {
          labels.addAll(labels(exchange, row.y()));
        }
      }
    }
    return labels;
  }

  /** The texts of an exchange whose arrows are at {@code y}. */
  List<Label> labels(Exchange exchange, double y) {
    var labels = new ArrayList<Label>();
    String title = title(exchange);
    for (Hop hop : exchange.hops()) {
      if (!hop.label().isEmpty()) {
        labels.add(label(hop, exchange.tone(), title, y));
      }
    }
    exchange.note().ifPresent(note -> labels.add(label(note, exchange.tone(), title, y)));
    return labels;
  }

  static String title(Exchange exchange) {
    return Exact.text(exchange.moment().at()) + ": " + exchange.detail();
  }

  /** Above the arrow, near where it comes from. */
  private Label label(Hop hop, Tone tone, String title, double y) {
    double from = columns.of(hop.from());
    double to = columns.of(hop.to());
    String text = TextWidth.cut(hop.label(), Columns.FONT, Math.abs(to - from) - 2 * CLEARANCE);
    double width = TextWidth.of(text, Columns.FONT);
    double room = Math.min(Math.abs(to - from), Math.max(NEAR, width + 2 * CLEARANCE));
    double middle = to > from ? from + room / 2 : from - room / 2;
    return new Label(middle - width / 2, y - ABOVE, text, tone, false, title);
  }

  private Label label(Note note, Tone tone, String title, double y) {
    double x = columns.of(note.on()) + BESIDE;
    String text = TextWidth.cut(note.text(), Columns.FONT, columns.width() - x - EDGE);
    return new Label(x, y + ABOVE, text, tone, true, title);
  }

  Columns columns() {
    return columns;
  }

  List<Row> rows() {
    return rows;
  }

  /** The lowest row. */
  double bottom() {
    return rows.isEmpty() ? 0 : last().y();
  }

  /** The height at which something begins: that of its row, or of one that is hardly earlier. */
  double begin(Moment moment) {
    Row before = before(moment);
    return isTogether(before.last(), moment) ? before.y() : y(moment, before);
  }

  /** The height at which something ends: that of its row, or of one that is hardly later. */
  double end(Moment moment) {
    Row known = byMoment.get(moment);
    if (known != null) {
      return known.y();
    }
    for (Row row : rows) {
      if (row.first().compareTo(moment) > 0) {
        return isTogether(moment, row.first()) ? row.y() : y(moment, before(moment));
      }
    }
    return bottom();
  }

  private static boolean isTogether(Moment earlier, Moment later) {
    return !later.at().isAfter(earlier.at().plus(TOGETHER));
  }

  /** The last row that is no later; the first where there is none. */
  private Row before(Moment moment) {
    Row before = rows.get(0);
    for (Row row : rows) {
      if (row.first().compareTo(moment) > 0) {
        break;
      }
      before = row;
    }
    return before;
  }

  private double y(Moment moment, Row before) {
    int next = rows.indexOf(before) + 1;
    if (byMoment.containsKey(moment) || next == rows.size()) {
      return before.y();
    }
    double passed = moment.at().nanos() - before.first().at().nanos();
    double whole = rows.get(next).first().at().nanos() - before.first().at().nanos();
    return before.y() + Math.max(0, passed / whole) * (rows.get(next).y() - before.y());
  }

  Chart chart() {
    return chart;
  }
}
