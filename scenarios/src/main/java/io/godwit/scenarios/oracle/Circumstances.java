package io.godwit.scenarios.oracle;

import io.godwit.model.unit.SimDuration;
import java.util.List;

/**
 * What surrounded a migration.
 *
 * @param startAfter the first of those that share its link, if it is one of several
 * @param addressGiven whether the destination was started with the address to listen at, before it
 *     knew of multifd; false too where nobody says
 * @param actions of the operator, in order
 */
record Circumstances(SimDuration startAfter, boolean addressGiven, List<Action> actions) {

  static final Circumstances NONE = new Circumstances(SimDuration.ZERO, false, List.of());

  Circumstances {
    actions = List.copyOf(actions);
  }

  /** Whether what was measured is of a second attempt. */
  boolean beginAgain() {
    return actions.stream().anyMatch(Action.Begin.class::isInstance);
  }
}
