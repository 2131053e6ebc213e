package io.godwit.model.invariant;

import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.MigrationCompleted;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.RecordedEvent;
import io.godwit.model.migration.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows the phases of each attempt: none is left out, none comes twice. */
final class PhasesInOrder extends Invariant {

  private static final int BEFORE_THE_FIRST = -1;

  private final Map<String, Integer> last = new LinkedHashMap<>();

  @Override
  public void accept(RecordedEvent recorded) {
    if (!(recorded.event() instanceof MigrationEvent event)) {
      return;
    }
    String migration = recorded.entity().name();
    if (event instanceof MigrationStarted) {
      last.put(migration, BEFORE_THE_FIRST);
    } else if (event instanceof PhaseEntered entered) {
      int next = index(Phase.of(entered.phase()));
      Integer before = last.put(migration, next);
      judge(
          before != null && next == before + 1,
          () -> entered.phase() + " does not follow the phase before, " + at(recorded));
    } else if (event instanceof MigrationCompleted) {
      Integer before = last.remove(migration);
      judge(
          before != null && before == index(Phase.RELEASE),
          () -> "completed without having been released, " + at(recorded));
    }
  }

  private static int index(Phase phase) {
    return List.of(Phase.values()).indexOf(phase);
  }
}
