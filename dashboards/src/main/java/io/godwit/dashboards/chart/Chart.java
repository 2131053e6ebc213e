package io.godwit.dashboards.chart;

import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One migration, ready to be drawn.
 *
 * @param title what moved, from where to where
 * @param summary how it ended, in a sentence
 * @param lifelines the names of those who take part
 * @param marks in their order
 * @param downtimes of the attempts in which the guest stood
 * @param note what the chart leaves out; empty where it leaves out nothing
 */
public record Chart(
    String migration,
    String title,
    String summary,
    Map<Role, String> lifelines,
    List<Mark> marks,
    List<Bar> bars,
    List<PhaseSpan> phases,
    List<Downtime> downtimes,
    Optional<String> note) {

  public Chart {
    marks = List.copyOf(marks);
    bars = List.copyOf(bars);
    phases = List.copyOf(phases);
    downtimes = List.copyOf(downtimes);
  }

  /**
   * How long the guest stood, as the migration itself says.
   *
   * @param length of the downtime; the time between the moments where no event says it
   */
  record Downtime(Moment from, Moment to, SimDuration length) {}
}
