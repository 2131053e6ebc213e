package io.godwit.model.migration;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MigrationEvent.GuestRestarted;
import io.godwit.model.event.MigrationEvent.RestartBegun;
import io.godwit.model.event.MigrationEvent.RestartFailed;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.HypervisorAnswer.RequestRefused;
import io.godwit.model.hypervisor.HypervisorAnswer.RoomReserved;
import io.godwit.model.hypervisor.HypervisorAnswer.VcpusStarted;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.HypervisorMessage.LaunchVm;
import io.godwit.model.hypervisor.HypervisorMessage.ReserveRoom;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage.HostSilent;
import io.godwit.model.migration.MigrationMessage.RestartGuest;

/** Starts a guest anew on another host: it has lost all that was in its memory, and boots. */
final class Restart {

  private final MigrationContext context;
  private final UnitOfWork<MigrationState> unit;

  Restart(MigrationContext context, UnitOfWork<MigrationState> unit) {
    this.context = context;
    this.unit = unit;
  }

  void begin(RestartGuest start) {
    unit.record(
        new RestartBegun(
            start.vm().name(),
            start.vm().memory(),
            start.vm().devices(),
            start.host(),
            start.destination(),
            start.attempt(),
            start.lostAt()));
    ask(begun(), new ReserveRoom(start.vm()));
  }

  /** What answers that, or ends the wait for it; all else came too late. */
  void serve(Message message) {
    RestartBegun begun = begun();
    if (message instanceof RoomReserved) {
      ask(begun, new LaunchVm(begun.vm()));
      if (SeededBug.GUEST_RESTARTED_TWICE.isSown()) {
        ask(begun, new LaunchVm(begun.vm()));
      }
    } else if (message instanceof VcpusStarted) {
      unit.record(
          new GuestRestarted(begun.vm(), begun.destination(), unit.now().since(begun.lostAt())));
      report(Outcome.COMPLETED, "");
    } else if (message instanceof RequestRefused refused) {
      fail(begun, refused.reason());
    } else if (message instanceof HostSilent silent && concerns(begun, silent)) {
      fail(begun, "nothing was heard of %s for %s".formatted(silent.host(), silent.silent()));
    }
  }

  private static boolean concerns(RestartBegun begun, HostSilent silent) {
    return silent.attempt() == begun.attempt() && silent.host().equals(begun.destination());
  }

  private void fail(RestartBegun begun, String reason) {
    unit.record(new RestartFailed(begun.vm(), begun.destination(), reason));
    report(Outcome.FAILED, reason);
  }

  private void ask(RestartBegun begun, HypervisorMessage question) {
    unit.send(
        new Outgoing(
            EntityId.hypervisor(begun.destination()), context.settings().remoteCall(), question));
  }

  private void report(Outcome outcome, String reason) {
    unit.send(
        new Outgoing(
            EntityId.fleet(),
            context.settings().remoteCall(),
            new MigrationAnswer.AttemptEnded(outcome, reason)));
  }

  private RestartBegun begun() {
    return unit.state().restart().orElseThrow();
  }
}
