package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Mark.Divider;
import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Omission;
import io.godwit.dashboards.chart.Mark.PhaseBegins;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A chart for a terminal: time on the left, lifelines, and what happened on the right. */
public final class TextChart {

  /** The fewest columns that a chart fits into. */
  public static final int NARROWEST = 80;

  /** More columns than this are left free. */
  public static final int WIDEST = 200;

  private static final int TIME = 12;
  private static final int WIDEST_COLUMN = 13;

  /** Time that passes between two lines gets a line of its own from here on. */
  private static final SimDuration WORTH_A_LINE = SimDuration.ofMillis(1);

  /** Longer than the downtime, and at least this: the lifelines show a break. */
  private static final SimDuration BREAK = SimDuration.ofMillis(100);

  private final Chart chart;
  private final Glyphs glyphs;
  private final int width;
  private final List<Role> roles;
  private final int column;
  private final Set<Bar.Kind> drawn = EnumSet.noneOf(Bar.Kind.class);
  private final StringBuilder page = new StringBuilder();

  private TextChart(Chart chart, int width, Glyphs glyphs) {
    this.chart = chart;
    this.glyphs = glyphs;
    this.width = Math.min(WIDEST, Math.max(NARROWEST, width));
    roles = List.copyOf(chart.lifelines().keySet());
    int text = this.width < 100 ? 28 : 42;
    column = Math.min(WIDEST_COLUMN, (this.width - TIME - 1 - text) / roles.size());
  }

  /**
   * The chart in lines of at most {@code width} characters, 80 to 200.
   *
   * @param ascii for terminals that show nothing else
   */
  public static String of(Chart chart, int width, boolean ascii) {
    return new TextChart(chart, width, ascii ? Glyphs.ASCII : Glyphs.UNICODE).draw();
  }

  private String draw() {
    head();
    Optional<SimTime> before = Optional.empty();
    for (Mark mark : chart.marks()) {
      Moment moment = mark.moment();
      before.ifPresent(earlier -> passing(earlier, moment));
      mark(mark);
      before = Optional.of(moment.at());
    }
    legend();
    return page.toString();
  }

  private void head() {
    wrapped(List.of(chart.title().split(" ")), " ");
    wrapped(List.of(chart.summary().split(" ")), " ");
    chart.note().ifPresent(note -> wrapped(List.of(note.split(" ")), " "));
    line("");
    line(" ".repeat(TIME - 3) + "ms  " + new TextLine(glyphs, roles, column).names());
  }

  private void mark(Mark mark) {
    if (mark instanceof PhaseBegins begins) {
      phase(begins);
    } else if (mark instanceof Divider divider) {
      rule(time(divider.moment()), glyphs.rule(), divider.text(), divider.moment());
    } else if (mark instanceof Omission omission) {
      row("", omission.moment(), new TextLine(glyphs, roles, column).passing(), omission.text());
    } else if (mark instanceof Exchange exchange) {
      exchange(exchange);
    }
  }

  private void phase(PhaseBegins begins) {
    String length =
        chart.phases().stream()
            .filter(span -> span.from().equals(begins.moment()))
            .map(span -> ", " + Brief.of(span.length()))
            .findFirst()
            .orElse("");
    rule(time(begins.moment()), glyphs.arrow(), begins.phase().word() + length, begins.moment());
  }

  private void rule(String time, char sign, String text, Moment moment) {
    String cut = cut(text, width - TIME - 8);
    String begin = pad(time) + gutter(moment) + String.valueOf(sign).repeat(2) + ' ' + cut + ' ';
    line(begin + String.valueOf(sign).repeat(Math.max(0, width - begin.length())));
  }

  private void exchange(Exchange exchange) {
    var lifelines = new TextLine(glyphs, roles, column).lifelines(goingOn(exchange.moment()));
    exchange.hops().forEach(lifelines::arrow);
    exchange.note().ifPresent(note -> lifelines.note(note.on(), exchange.tone()));
    row(time(exchange.moment()), exchange.moment(), lifelines, exchange.text());
  }

  private void row(String time, Moment moment, TextLine lifelines, String text) {
    String begin = pad(time) + gutter(moment) + lifelines + ' ';
    line(begin + cut(text, width - begin.length()));
  }

  private void passing(SimTime before, Moment next) {
    SimDuration passed = next.at().since(before);
    if (passed.compareTo(WORTH_A_LINE) >= 0) {
      var lifelines = new TextLine(glyphs, roles, column);
      if (passed.compareTo(BREAK) >= 0 && passed.compareTo(longestDowntime()) > 0) {
        lifelines.passing();
      } else {
        lifelines.lifelines(goingOn(next));
      }
      row("+" + Brief.of(passed), next, lifelines, "");
    }
  }

  private SimDuration longestDowntime() {
    return chart.downtimes().stream()
        .map(Chart.Downtime::length)
        .max(SimDuration::compareTo)
        .orElse(SimDuration.ZERO);
  }

  /** Of several things that last on one lifeline, the one that matters most. */
  private Map<Role, Bar.Kind> goingOn(Moment moment) {
    var kinds = new EnumMap<Role, Bar.Kind>(Role.class);
    for (Bar bar : chart.bars()) {
      if (bar.from().compareTo(moment) < 0 && bar.to().compareTo(moment) >= 0) {
        kinds.merge(
            bar.on(), bar.kind(), (one, other) -> weight(one) > weight(other) ? one : other);
      }
    }
    drawn.addAll(kinds.values());
    return kinds;
  }

  private static int weight(Bar.Kind kind) {
    return switch (kind) {
      case RUNS -> 0;
      case FLOWS, BUSY -> 1;
      case THROTTLED -> 2;
      case STOPPED, FROZEN, STANDS -> 3;
      case WAITS -> 4;
      case DISTURBED -> 5;
    };
  }

  private char gutter(Moment moment) {
    boolean down =
        chart.downtimes().stream()
            .anyMatch(
                each -> each.from().compareTo(moment) <= 0 && each.to().compareTo(moment) >= 0);
    return down ? glyphs.downtime() : ' ';
  }

  private void legend() {
    line("");
    var words = new ArrayList<String>();
    if (!chart.downtimes().isEmpty()) {
      words.add(glyphs.downtime() + " downtime");
    }
    for (Bar.Kind kind : drawn) {
      if (kind != Bar.Kind.RUNS) {
        words.add(glyphs.bar(kind) + " " + kind.word());
      }
    }
    words.add(glyphs.note(Tone.FAULT) + " fault");
    words.add(glyphs.note(Tone.WAIT) + " wait");
    wrapped(words, "   ");
  }

  private void wrapped(List<String> words, String between) {
    var line = new StringBuilder();
    for (String word : words) {
      if (!line.isEmpty() && line.length() + between.length() + word.length() > width) {
        line(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : between).append(cut(word, width));
    }
    line(line.toString());
  }

  private static String time(Moment moment) {
    return Columns.time(moment);
  }

  private static String pad(String time) {
    return " ".repeat(Math.max(0, TIME - 1 - time.length())) + time + ' ';
  }

  private String cut(String text, int room) {
    return text.length() <= room ? text : text.substring(0, room - 1) + glyphs.ellipsis();
  }

  private void line(String text) {
    page.append(text.stripTrailing()).append('\n');
  }
}
