package io.godwit.scenarios.run;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.event.Occurrence;
import io.godwit.runtime.simulation.Simulation;
import java.util.List;
import java.util.Optional;

/**
 * What a run has behind it when it begins.
 *
 * @param checkpoint empty for a run that begins at its beginning
 * @param fleet the fleet's events up to the checkpoint
 */
record Past(Optional<Checkpoint> checkpoint, List<Occurrence> fleet) {

  static final Past NONE = new Past(Optional.empty(), List.of());

  /** The position of the journal from which the run goes on. */
  long recorded() {
    return checkpoint.map(Checkpoint::recorded).orElse(0L);
  }

  void restore(Simulation simulation) {
    checkpoint.ifPresent(from -> simulation.restore(from, fleet.stream()));
  }
}
