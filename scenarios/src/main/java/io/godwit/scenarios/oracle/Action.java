package io.godwit.scenarios.oracle;

import io.godwit.model.precopy.ParameterChange;
import io.godwit.model.unit.SimDuration;

/** What an operator, or the network, did while a migration ran; each so long after its request. */
sealed interface Action {

  SimDuration at();

  /** {@code migrate-set-parameters}. */
  record Change(SimDuration at, ParameterChange change) implements Action {}

  /** The link went down, or came back. */
  record Link(SimDuration at, boolean up) implements Action {}

  /** {@code migrate_cancel}; nothing if the migration has ended. */
  record Cancel(SimDuration at) implements Action {}

  /** {@code migrate} once more, to a destination that has nothing of the guest's memory. */
  record Begin(SimDuration at) implements Action {}
}
