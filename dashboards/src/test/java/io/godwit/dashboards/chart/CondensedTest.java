package io.godwit.dashboards.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.dashboards.chart.Mark.Exchange;
import io.godwit.dashboards.chart.Mark.Hop;
import io.godwit.dashboards.chart.Mark.Omission;
import io.godwit.dashboards.chart.Mark.PhaseBegins;
import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CondensedTest {

  private static List<Mark> exchanges(int count, Tone tone) {
    var marks = new ArrayList<Mark>();
    for (int i = 0; i < count; i++) {
      marks.add(
          new Exchange(
              new Moment(new SimTime(i * 1_000_000L), i),
              List.of(new Hop(Role.SOURCE, Role.FABRIC, "round " + i)),
              Optional.empty(),
              tone,
              ""));
    }
    return marks;
  }

  @Test
  void should_leave_short_stretches_alone() {
    assertThat(Condensed.of(exchanges(18, Tone.PLAIN))).hasSize(18);
  }

  @Test
  void should_keep_the_beginning_and_the_end_of_long_ones() {
    List<Mark> condensed = Condensed.of(exchanges(100, Tone.PLAIN));
    assertThat(condensed).hasSize(17);
    assertThat(condensed.get(8)).isInstanceOf(Omission.class);
    assertThat(condensed.get(8).text()).isEqualTo("84 more left out, 83 ms");
    assertThat(condensed.get(16).text()).isEqualTo("round 99");
  }

  @Test
  void should_keep_each_fault_unless_there_is_nothing_but_faults() {
    List<Mark> marks = exchanges(100, Tone.PLAIN);
    marks.set(50, exchanges(51, Tone.FAULT).get(50));
    assertThat(Condensed.of(marks)).hasSize(18).contains(marks.get(50));
    assertThat(Condensed.of(exchanges(500, Tone.FAULT))).hasSize(17);
  }

  @Test
  void should_keep_every_phase() {
    List<Mark> marks = exchanges(100, Tone.PLAIN);
    marks.set(40, new PhaseBegins(marks.get(40).moment(), Phase.FREEZE));
    assertThat(Condensed.of(marks)).hasSize(17 + 1 + 17).contains(marks.get(40));
  }
}
