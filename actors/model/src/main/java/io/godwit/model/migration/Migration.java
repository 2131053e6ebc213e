package io.godwit.model.migration;

import io.godwit.model.entity.Decision;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Message;
import io.godwit.model.event.Event;
import io.godwit.model.event.MigrationEvent.ContextMoved;
import io.godwit.model.event.MigrationEvent.FinalMemorySent;
import io.godwit.model.event.MigrationEvent.GuestThrottled;
import io.godwit.model.event.MigrationEvent.MigrationStarted;
import io.godwit.model.event.MigrationEvent.PhaseEntered;
import io.godwit.model.event.MigrationEvent.PostCopyFinished;
import io.godwit.model.event.MigrationEvent.RoundFinished;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimTime;
import java.util.Optional;

/**
 * The rules of one migration. A message is served by an {@link Attempt}; what it records changes
 * the state here.
 */
public final class Migration implements LegacyEntity<MigrationState> {

  private final EntityId id;
  private final MigrationContext context;

  public Migration(String name, MigrationContext context) {
    this.id = EntityId.migration(name);
    this.context = context;
  }

  @Override
  public MigrationState initial() {
    return new MigrationState();
  }

  @Override
  public Decision decide(MigrationState state, SimTime now, EntityId from, Message message) {
    return new Attempt(id, context, state, now).serve(from, message);
  }

  @Override
  public MigrationState evolve(MigrationState state, SimTime at, Event event) {
    if (event instanceof MigrationStarted started) {
      started(state, at, started);
    } else if (event instanceof PhaseEntered entered) {
      Phase phase = Phase.of(entered.phase());
      Optional<Phase> before = state.phase;
      state.phase = Optional.of(phase);
      if (phase == Phase.VCPU_STOP) {
        state.stoppedAt = at;
      } else if (before.equals(Optional.of(Phase.RESUME))) {
        state.resumedAt = at;
      }
    } else if (event instanceof RoundFinished round) {
      state.rounds = round.round();
      state.memorySent = state.memorySent.plus(round.sent());
    } else if (event instanceof FinalMemorySent last) {
      state.memorySent = state.memorySent.plus(last.sent());
    } else if (event instanceof PostCopyFinished followed) {
      state.memorySent = state.memorySent.plus(followed.sent());
    } else if (event instanceof ContextMoved moved) {
      state.contextSent = state.contextSent.plus(moved.size());
    } else if (!(event instanceof GuestThrottled)) {
      state.phase = Optional.empty();
    }
    return state;
  }

  private static void started(MigrationState state, SimTime at, MigrationStarted started) {
    state.vm = started.vm();
    state.sourceMembers = started.devices();
    state.startedAt = at;
    state.rounds = 0;
    state.memorySent = ByteCount.ZERO;
    state.contextSent = ByteCount.ZERO;
  }
}
