package io.godwit.scenarios.run;

import io.godwit.model.checkpoint.Checkpoint;
import io.godwit.model.event.Occurrence;
import io.godwit.model.event.RecordedEvent;
import io.godwit.runtime.simulation.ProgressListener;
import io.godwit.runtime.simulation.Rules;
import io.godwit.runtime.simulation.Simulation;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a run has behind it when it begins.
 *
 * @param checkpoint empty for a run that begins at its beginning
 * @param fleet the fleet's events up to the checkpoint
 * @param rules what becomes of the rules of its scenario, when entities began under others
 */
record Past(Optional<Checkpoint> checkpoint, List<Occurrence> fleet, UnaryOperator<Rules> rules) {

  static final Past NONE = new Past(Optional.empty(), List.of(), UnaryOperator.identity());

  /** The past at {@code checkpoint}, of a run whose fleet recorded these events and maybe more. */
  static Past at(
      Optional<Checkpoint> checkpoint, List<RecordedEvent> fleet, UnaryOperator<Rules> rules) {
    long recorded = checkpoint.map(Checkpoint::recorded).orElse(0L);
    return new Past(
        checkpoint,
        fleet.stream()
            .filter(event -> event.order() <= recorded)
            .map(RecordedEvent::occurrence)
            .toList(),
        rules);
  }

  /** The position of the journal from which the run goes on. */
  long recorded() {
    return checkpoint.map(Checkpoint::recorded).orElse(0L);
  }

  void restore(Simulation simulation, ProgressListener listener) {
    checkpoint.ifPresent(
        from -> {
          simulation.restore(from, fleet.stream());
          listener.onPast(simulation.progress(), fleet);
        });
  }
}
