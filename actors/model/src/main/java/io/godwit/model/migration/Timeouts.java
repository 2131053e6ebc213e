package io.godwit.model.migration;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage.HostSilent;
import io.godwit.model.migration.MigrationMessage.PhaseOverdue;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/**
 * Ends an attempt whose phase takes longer than it may. From the guest's start on there is no way
 * back; a source that does not let go in time is left to do so on its own.
 */
public final class Timeouts {

  /** From the guest's stop until it runs again. */
  public static final String SWITCH_OVER = "switch-over";

  private final EntityId id;
  private final UnitOfWork<MigrationState> unit;

  Timeouts(EntityId id, UnitOfWork<MigrationState> unit) {
    this.id = id;
    this.unit = unit;
  }

  void entered(Phase phase) {
    await(phase.word());
    if (phase == Phase.VCPU_STOP) {
      await(SWITCH_OVER);
    }
  }

  private void await(String what) {
    limit(what).ifPresent(time -> unit.send(id, time, new PhaseOverdue(state().number(), what)));
  }

  private Optional<SimDuration> limit(String what) {
    return Optional.ofNullable(state().policy().timeouts().get(what));
  }

  void over(PhaseOverdue overdue) {
    Optional<AttemptState> running =
        unit.state()
            .attempt()
            .filter(which -> which.isUnderway() && which.number() == overdue.attempt());
    Optional<Phase> phase = running.flatMap(AttemptState::phase);
    boolean stillThere =
        phase
            .filter(
                now ->
                    overdue.phase().equals(SWITCH_OVER)
                        ? now.inDowntime()
                        : now.word().equals(overdue.phase()))
            .isPresent();
    if (!stillThere || running.get().switchOver().isGuestDue()) {
      return;
    }
    SimDuration limit = limit(overdue.phase()).orElseThrow();
    if (phase.get() == Phase.RELEASE) {
      new Silence(unit).heard(new HostSilent(state().number(), state().source(), limit));
    } else {
      new Retreat(unit).begin("%s took more than %s".formatted(overdue.phase(), limit));
    }
  }

  private AttemptState state() {
    return unit.state().attempt().orElseThrow();
  }
}
