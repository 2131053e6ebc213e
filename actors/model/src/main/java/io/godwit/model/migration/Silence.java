package io.godwit.model.migration;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MigrationEvent.GuestLost;
import io.godwit.model.event.MigrationEvent.HostGivenUp;
import io.godwit.model.event.MigrationEvent.SourceKept;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.HypervisorAnswer.VmKilled;
import io.godwit.model.hypervisor.HypervisorMessage.RemoveVm;
import io.godwit.model.hypervisor.HypervisorMessage.Side;
import io.godwit.model.hypervisor.HypervisorMessage.StopVcpus;
import io.godwit.model.migration.MigrationMessage.HostSilent;
import io.godwit.model.migration.MigrationMessage.PeerStands;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.Optional;

/**
 * What follows when a host of an attempt is gone. Until the destination was told to start the
 * guest, the source alone can have it; from then on nobody but the destination may, for it may have
 * run there. So no answer that is missing is ever taken for one that was given.
 */
final class Silence {

  private final UnitOfWork<MigrationState> unit;

  Silence(UnitOfWork<MigrationState> unit) {
    this.unit = unit;
  }

  void heard(HostSilent silent) {
    Optional<AttemptState> attempt = unit.state().attempt();
    boolean concerns =
        attempt
            .filter(which -> !which.isOver() && which.number() == silent.attempt())
            .filter(which -> isNews(which, silent.host()))
            .isPresent();
    if (!concerns) {
      return;
    }
    unit.record(new HostGivenUp(silent.host(), silent.silent()));
    String reason = "nothing was heard of %s for %s".formatted(silent.host(), silent.silent());
    if (state().undoing().isPresent()) {
      new Retreat(unit).goOnWithout();
    } else if (silent.host().equals(state().source())) {
      sourceGone(reason);
    } else {
      destinationGone(reason);
    }
  }

  /** A host stands that has not been heard of for too long: what it was asked it answers later. */
  void stands(PeerStands peer) {
    Optional<AttemptState> running =
        unit.state()
            .attempt()
            .filter(which -> which.isUnderway() && which.number() == peer.attempt());
    boolean mayStay =
        running
            .flatMap(AttemptState::phase)
            .filter(phase -> phase.compareTo(Phase.RESUME) < 0)
            .isPresent();
    if (mayStay) {
      new Retreat(unit)
          .begin("nothing was heard of %s for %s".formatted(peer.host(), peer.silent()));
    }
  }

  /** Since the guest ran in a process that is gone, it is lost; until then, only the attempt is. */
  void killed(VmKilled killed) {
    Optional<AttemptState> running = unit.state().attempt().filter(AttemptState::isUnderway);
    boolean concerns =
        running.filter(which -> which.destination().equals(unit.from().name())).isPresent();
    if (concerns && killed.ran()) {
      Undo.stopFlows(state()).forEach(unit::send);
      unit.record(new HostGivenUp(unit.from().name(), SimDuration.ZERO));
      lose(killed.reason());
    } else if (concerns) {
      new Retreat(unit).begin(killed.reason());
    }
  }

  private static boolean isNews(AttemptState attempt, String host) {
    return host.equals(attempt.source())
        ? !attempt.isGone(Side.SOURCE)
        : host.equals(attempt.destination()) && !attempt.isGone(Side.DESTINATION);
  }

  /** All that the guest is may be at the destination already, and then it needs no source. */
  private void sourceGone(String reason) {
    if (state().isIn(Phase.POST_COPY)) {
      lose(reason);
    } else if (state().isIn(Phase.RELEASE)) {
      goOnWithoutSource(reason);
    } else if (!state().isIn(Phase.RESUME)) {
      new Retreat(unit).begin(reason);
    }
  }

  /** Since the guest was told to start there, what the source still has is of no use. */
  private void destinationGone(String reason) {
    boolean mayHaveRun =
        state().switchOver().isGuestDue()
            || state().isIn(Phase.POST_COPY)
            || state().isIn(Phase.RELEASE);
    if (mayHaveRun && !SeededBug.STARTED_AGAIN_UNFENCED.isSown()) {
      lose(reason);
    } else {
      new Retreat(unit).begin(reason);
    }
  }

  /** The guest has come to where its source is needed no more, or needed in vain. */
  void withoutSource() {
    String reason = "nothing was heard of " + state().source();
    if (state().isIn(Phase.POST_COPY)) {
      lose(reason);
    } else {
      goOnWithoutSource(reason);
    }
  }

  private void goOnWithoutSource(String reason) {
    unit.record(new SourceKept(state().source(), reason));
    Attempt.complete(unit, reason);
  }

  private void lose(String reason) {
    ByteCount missing =
        state().isIn(Phase.POST_COPY) ? state().memory().following().bytes() : ByteCount.ZERO;
    boolean released = state().isIn(Phase.RELEASE);
    unit.record(new GuestLost(reason, missing, state().switchOver().stoodFor()));
    if (!state().isGone(Side.DESTINATION) && !SeededBug.LOST_GUEST_NOT_STOPPED.isSown()) {
      unit.send(
          Calls.toDestination(
              state(), new StopVcpus(state().vm().name(), state().number(), Side.DESTINATION)));
    }
    if (!state().isGone(Side.SOURCE) && !released) {
      unit.send(Calls.toSource(state(), new RemoveVm(state().vm().name())));
    }
    if (!SeededBug.LOSS_NOT_REPORTED.isSown()) {
      unit.send(Calls.report(state(), Outcome.LOST, reason));
    }
  }

  private AttemptState state() {
    return unit.state().attempt().orElseThrow();
  }
}
