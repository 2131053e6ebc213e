package io.godwit.dashboards.chart;

import io.godwit.model.migration.Phase;
import io.godwit.model.unit.SimDuration;

/** A phase of an attempt, from its beginning to that of the next or the end. */
record PhaseSpan(int attempt, Phase phase, Moment from, Moment to) {

  SimDuration length() {
    return to.at().since(from.at());
  }
}
