package io.godwit.dashboards.chart;

import io.godwit.dashboards.chart.Mark.Divider;
import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.chart.Mark.Note;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a chart is put together on: marks in the order told, bars as they begin and end. */
final class Canvas {

  private record Open(Moment from, String label) {}

  private final List<Mark> marks = new ArrayList<>();
  private final List<Bar> bars = new ArrayList<>();
  private final Map<Role, Map<Bar.Kind, Open>> open = new EnumMap<>(Role.class);
  private int moments;

  /** A new moment at {@code at}, after all others of that instant. */
  Moment moment(SimTime at) {
    return new Moment(at, ++moments);
  }

  void add(Mark mark) {
    marks.add(mark);
  }

  void arrow(Moment moment, Tone tone, String detail, Hop... hops) {
    add(new Exchange(moment, List.of(hops), Optional.empty(), tone, detail));
  }

  void note(Moment moment, Role on, String text, Tone tone, String detail) {
    add(new Exchange(moment, List.of(), Optional.of(new Note(on, text)), tone, detail));
  }

  void divider(Moment moment, String text, Tone tone, String detail) {
    add(new Divider(moment, text, tone, detail));
  }

  /** A bar begins, if none of its kind goes on there. */
  void begin(Role on, Bar.Kind kind, Moment from, String label) {
    open.computeIfAbsent(on, role -> new EnumMap<>(Bar.Kind.class))
        .putIfAbsent(kind, new Open(from, label));
  }

  /** The bar of this kind ends, if one goes on there; says whether one did. */
  boolean end(Role on, Bar.Kind kind, Moment to) {
    Open begun = open.getOrDefault(on, Map.of()).get(kind);
    if (begun != null) {
      open.get(on).remove(kind);
      bars.add(new Bar(on, kind, begun.from(), to, begun.label()));
    }
    return begun != null;
  }

  void bar(Role on, Bar.Kind kind, Moment from, Moment to, String label) {
    bars.add(new Bar(on, kind, from, to, label));
  }

  /** Whatever still goes on ends here. */
  void endAll(Moment to) {
    for (Role role : Role.values()) {
      for (Bar.Kind kind : Bar.Kind.values()) {
        end(role, kind, to);
      }
    }
  }

  /** In the order of their moments. */
  List<Mark> marks() {
    return marks.stream().sorted(Comparator.comparing(Mark::moment)).toList();
  }

  List<Bar> bars() {
    return bars;
  }
}
