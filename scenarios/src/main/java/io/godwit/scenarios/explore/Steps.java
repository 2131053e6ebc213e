package io.godwit.scenarios.explore;

import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.AttemptBegun;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.id.EntityId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of the first attempt of a run: every instant in which anything happened.
 *
 * @param vm the guest that moved
 */
record Steps(String vm, String source, String destination, List<Step> all) {

  /**
   * An instant.
   *
   * @param afterNanos since the phase began
   * @param atNanos since the run began
   */
  record Step(String phase, long afterNanos, long atNanos) {

    /** Whether the phase begins with it. */
    boolean isFirst() {
      return afterNanos == 0;
    }
  }

  Steps {
    all = List.copyOf(all);
  }

  /** Empty when nobody migrated. */
  static Optional<Steps> of(List<RecordedEvent> history) {
    return history.stream()
        .filter(recorded -> recorded.event() instanceof AttemptBegun)
        .findFirst()
        .map(begun -> of(history, begun.entity(), (AttemptBegun) begun.event()));
  }

  private static Steps of(List<RecordedEvent> history, EntityId migration, AttemptBegun begun) {
    var steps = new ArrayList<Step>();
    Optional<PhaseEntered> phase = Optional.empty();
    long since = 0;
    for (RecordedEvent recorded : history) {
      long at = recorded.at().nanos();
      boolean its = recorded.entity().equals(migration);
      if (its && recorded.event() instanceof PhaseEntered entered) {
        phase = Optional.of(entered);
        since = at;
      }
      if (phase.isPresent()) {
        add(steps, new Step(phase.get().phase(), at - since, at));
      }
      if (its && recorded.event() instanceof MigrationEvent end && Situations.isEnd(end)) {
        break;
      }
    }
    return new Steps(begun.vm(), begun.source(), begun.destination(), steps);
  }

  /** Each once; a phase that begins and ends in one instant is a step of its own. */
  private static void add(List<Step> steps, Step step) {
    if (steps.isEmpty() || !steps.get(steps.size() - 1).equals(step)) {
      steps.add(step);
    }
  }
}
