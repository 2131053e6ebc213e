package io.godwit.dashboards.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.chart.Mark.Divider;
import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.chart.Mark.Note;
import io.godwit.dashboards.chart.Mark.PhaseBegins;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimTime;
import io.godwit.property.Gen;
import io.godwit.property.Property;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutTest {

  private static final List<Role> ROLES = Arrays.asList(Role.values());

  private static Chart chart(List<Mark> marks, List<Bar> bars) {
    var lifelines = new EnumMap<Role, String>(Role.class);
    ROLES.forEach(role -> lifelines.put(role, "pod-0/rack-0/host-12"));
    return new Chart(
        "m",
        "a title",
        "a summary",
        lifelines,
        marks,
        bars,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static String words(Gen gen) {
    return "a word or two of more or less length, and then some".substring(0, gen.between(0, 50));
  }

  private static Mark mark(Gen gen, Moment moment) {
    int kind = gen.between(0, 9);
    if (kind == 0) {
      return new PhaseBegins(moment, gen.oneOf(List.of(Phase.values())));
    } else if (kind == 1) {
      return new Divider(moment, words(gen), Tone.GOOD, "detail");
    }
    var hops = new ArrayList<Hop>();
    int at = gen.between(0, ROLES.size() - 1);
    for (int i = gen.between(0, 2); i > 0; i--) {
      int next = gen.between(0, ROLES.size() - 1);
      if (next != at) {
        hops.add(new Hop(ROLES.get(at), ROLES.get(next), words(gen)));
        at = next;
      }
    }
    Optional<Note> note =
        hops.isEmpty() || gen.chance(30)
            ? Optional.of(new Note(ROLES.get(hops.isEmpty() ? at : 4), "note " + words(gen)))
            : Optional.empty();
    return new Exchange(
        moment, hops.size() > 1 ? hops.subList(0, 1) : hops, note, Tone.PLAIN, "detail");
  }

  private static Chart random(Gen gen) {
    var marks = new ArrayList<Mark>();
    long nanos = 0;
    for (int i = 0; i < gen.between(1, 60); i++) {
      nanos += gen.chance(40) ? 0 : gen.magnitude(10_000_000_000L);
      marks.add(mark(gen, new Moment(new SimTime(nanos), i)));
    }
    return chart(marks, List.of());
  }

  /** Of one exchange, a note may begin where its arrow's label ends; of two, nothing meets. */
  @Property(tries = 300)
  void should_let_no_labels_of_different_marks_overlap(Gen gen) {
    var layout = new Layout(random(gen), 100);
    List<Label> before = new ArrayList<>();
    for (Row row : layout.rows()) {
      for (Mark mark : row.marks()) {
        if (mark instanceof Exchange exchange) {
          List<Label> labels = layout.labels(exchange, row.y());
          for (Label label : labels) {
            assertThat(before).noneMatch(label::overlaps);
            assertThat(label.right()).isLessThanOrEqualTo(layout.columns().width());
          }
          before.addAll(labels);
        }
      }
    }
  }

  @Property(tries = 200)
  void should_let_time_pass_downwards(Gen gen) {
    Chart chart = random(gen);
    var layout = new Layout(chart, 100);
    double y = 0;
    for (Mark mark : chart.marks()) {
      assertThat(layout.begin(mark.moment())).isGreaterThanOrEqualTo(y);
      assertThat(layout.end(mark.moment())).isEqualTo(layout.begin(mark.moment()));
      y = layout.begin(mark.moment());
    }
    for (int i = 1; i < layout.rows().size(); i++) {
      assertThat(layout.rows().get(i).y() - layout.rows().get(i - 1).y()).isGreaterThan(20);
    }
  }

  private static Mark note(long nanos, int number) {
    return new Exchange(
        new Moment(new SimTime(nanos), number),
        List.of(),
        Optional.of(new Note(Role.MEMBER, "note")),
        Tone.PLAIN,
        "");
  }

  @Test
  void should_tear_long_gaps_and_spread_short_ones() {
    var layout =
        new Layout(
            chart(
                List.of(note(0, 1), note(50_000, 2), note(5_000_000, 3), note(3_000_000_000L, 4)),
                List.of()),
            100);
    List<Row> rows = layout.rows();
    assertThat(rows).extracting(Row::afterBreak).containsExactly(false, false, false, true);
    double brief = rows.get(1).y() - rows.get(0).y();
    double longer = rows.get(2).y() - rows.get(1).y();
    assertThat(longer).isGreaterThan(brief).isLessThan(3 * brief);
  }

  @Test
  void should_place_a_moment_without_a_mark_between_its_neighbours() {
    var layout = new Layout(chart(List.of(note(0, 1), note(1_000_000, 2)), List.of()), 100);
    double first = layout.rows().get(0).y();
    double second = layout.rows().get(1).y();
    assertThat(layout.begin(new Moment(new SimTime(500_000), 3))).isEqualTo((first + second) / 2);
    assertThat(layout.begin(new Moment(new SimTime(1_000), 3))).isEqualTo(first);
    assertThat(layout.end(new Moment(new SimTime(999_000), 3))).isEqualTo(second);
  }
}
