package io.godwit.dashboards.report;

import io.godwit.dashboards.projection.RunProjection;
import io.godwit.dashboards.projection.TurnoverRows;
import java.util.List;

/**
 * How many guests of a group came, were refused and left while the run went on.
 *
 * @param refusal why the first of them was refused; empty when none was
 */
public record Turnover(String group, long arrived, long refused, long left, String refusal) {

  static List<Turnover> of(RunProjection run) {
    return run.turnover().rows().stream().map(Turnover::of).toList();
  }

  private static Turnover of(TurnoverRows.Row row) {
    return new Turnover(row.group(), row.arrived(), row.refused(), row.left(), row.refusal());
  }
}
