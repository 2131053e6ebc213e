package io.godwit.model.invariant;

import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Follows the phases of each attempt: none is left out but those that may be, none comes twice. */
final class PhasesInOrder extends Invariant {

  private final Map<String, Optional<Phase>> last = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    if (!(recorded.event() instanceof MigrationEvent event)) {
      return;
    }
    String migration = recorded.entity().name();
    if (event instanceof MigrationStarted) {
      last.put(migration, Optional.empty());
    } else if (event instanceof PhaseEntered entered) {
      Phase next = Phase.of(entered.phase());
      Optional<Phase> before = last.put(migration, Optional.of(next));
      judge(
          before != null && before.map(was -> was.mayPrecede(next)).orElse(next == Phase.RESERVE),
          () -> entered.phase() + " does not follow the phase before, " + at(recorded));
    } else if (event instanceof MigrationCompleted) {
      Optional<Phase> before = last.remove(migration);
      judge(
          before != null && before.equals(Optional.of(Phase.RELEASE)),
          () -> "completed without having been released, " + at(recorded));
    }
  }
}
