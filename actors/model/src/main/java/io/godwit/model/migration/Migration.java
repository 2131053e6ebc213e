package io.godwit.model.migration;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MigrationEvent;
import io.godwit.model.event.MigrationEvent.ContextReceived;
import io.godwit.model.event.MigrationEvent.GuestResumed;
import io.godwit.model.event.MigrationEvent.KindsMet;
import io.godwit.model.event.MigrationEvent.QuestionAnswered;
import io.godwit.model.event.MigrationEvent.QuestionRefused;
import io.godwit.model.event.MigrationEvent.TransferEnded;
import io.godwit.model.hypervisor.DeviceOperation;
import io.godwit.model.hypervisor.HypervisorAnswer;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorAnswer.RequestRefused;
import io.godwit.model.hypervisor.HypervisorAnswer.RoomReleased;
import io.godwit.model.hypervisor.HypervisorAnswer.RoomReserved;
import io.godwit.model.hypervisor.HypervisorAnswer.VcpusStarted;
import io.godwit.model.hypervisor.HypervisorAnswer.VcpusStopped;
import io.godwit.model.hypervisor.HypervisorAnswer.VmDescribed;
import io.godwit.model.hypervisor.HypervisorAnswer.VmKilled;
import io.godwit.model.hypervisor.HypervisorAnswer.VmRemoved;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage.CancelAttempt;
import io.godwit.model.migration.MigrationMessage.HostSilent;
import io.godwit.model.migration.MigrationMessage.MeetKinds;
import io.godwit.model.migration.MigrationMessage.PeerStands;
import io.godwit.model.migration.MigrationMessage.PhaseOverdue;
import io.godwit.model.migration.MigrationMessage.ReportAttempt;
import io.godwit.model.migration.MigrationMessage.RestartGuest;
import io.godwit.model.migration.MigrationMessage.StartAttempt;
import io.godwit.model.migration.MigrationMessage.StrikeDue;
import io.godwit.model.migration.MigrationMessage.StrikeNow;
import io.godwit.model.migration.MigrationMessage.WaitOver;
import io.godwit.model.network.FabricAnswer;
import io.godwit.model.network.FabricAnswer.BackgroundUsage;
import io.godwit.model.network.FabricAnswer.FlowEnded;
import io.godwit.model.network.FabricAnswer.Usage;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminWords;

/**
 * The rules of one migration: which message means what to an {@link Attempt}, and to the {@link
 * Retreat} of one that is taken back.
 */
public final class Migration implements Entity<MigrationState> {

  private static final Dispatch<Attempt, UnitOfWork<MigrationState>, Message> MESSAGES =
      Dispatch.<Attempt, UnitOfWork<MigrationState>, Message>over(
              MigrationMessage.class, HypervisorAnswer.class, FabricAnswer.class)
          .on(StartAttempt.class, (attempt, unit, start) -> attempt.start(start))
          .on(
              MeetKinds.class,
              (attempt, unit, kinds) ->
                  unit.record(new KindsMet(kinds.source(), kinds.destination())))
          .on(
              CancelAttempt.class,
              (attempt, unit, cancel) -> new Retreat(unit).cancel(cancel.reason()))
          .on(WaitOver.class, (attempt, unit, over) -> attempt.waitOver(over))
          .on(StrikeDue.class, (attempt, unit, due) -> attempt.strikeDue(due))
          .on(StrikeNow.class, (attempt, unit, now) -> attempt.strikeNow(now))
          .on(HostSilent.class, (attempt, unit, silent) -> new Silence(unit).heard(silent))
          .on(PeerStands.class, (attempt, unit, peer) -> new Silence(unit).stands(peer))
          .on(VmKilled.class, (attempt, unit, killed) -> new Silence(unit).killed(killed))
          .on(PhaseOverdue.class, (attempt, unit, late) -> attempt.overdue(late))
          .on(ReportAttempt.class, (attempt, unit, ask) -> new Reports(unit).told(ask))
          .on(RestartGuest.class, (attempt, unit, start) -> attempt.restart(start))
          .on(VmDescribed.class, (attempt, unit, described) -> attempt.described(described))
          .on(RoomReserved.class, (attempt, unit, reserved) -> attempt.reserved(reserved))
          .on(VcpusStopped.class, (attempt, unit, stopped) -> attempt.vcpusStopped())
          .on(DeviceOperated.class, (attempt, unit, operated) -> attempt.operated(operated))
          .on(FlowEnded.class, (attempt, unit, ended) -> attempt.flowEnded(ended))
          .on(VcpusStarted.class, (attempt, unit, started) -> attempt.resumed())
          .on(VmRemoved.class, (attempt, unit, removed) -> attempt.completed())
          .on(RequestRefused.class, Migration::requestRefused)
          .on(DeviceRefused.class, Migration::deviceRefused)
          .on(RoomReleased.class, Migration::unasked)
          .on(Usage.class, Migration::unasked)
          .on(BackgroundUsage.class, Migration::unasked)
          .total();

  /** Answers to an attempt that is taken back say no more than that they came. */
  private static final Dispatch<Retreat, EntityId, Message> ANSWERS_ON_RETREAT =
      Dispatch.<Retreat, EntityId, Message>over(HypervisorAnswer.class, FabricAnswer.class)
          .on(
              VcpusStarted.class,
              (back, from, guest) -> back.answered(new GuestResumed(guest.vm())))
          .on(
              FlowEnded.class,
              (back, from, flow) -> back.answered(new TransferEnded(flow.flow(), flow.sent())))
          .on(DeviceOperated.class, (back, from, device) -> back.answered(answer(device)))
          .on(
              DeviceRefused.class,
              (back, from, device) -> back.answered(new QuestionRefused(device.member())))
          .on(
              RequestRefused.class,
              (back, from, host) -> back.answered(new QuestionRefused(from.name())))
          .on(VmDescribed.class, Migration::answered)
          .on(RoomReserved.class, Migration::answered)
          .on(RoomReleased.class, Migration::answered)
          .on(VcpusStopped.class, Migration::answered)
          .on(VmRemoved.class, Migration::answered)
          .ignoring(VmKilled.class) // it is taken back already
          .on(Usage.class, Migration::unasked)
          .on(BackgroundUsage.class, Migration::unasked)
          .total();

  /** After how long a connection to a silent host is tried again that was not there yet. */
  private static final SimDuration LOOK_AGAIN = SimDuration.ofSeconds(1);

  private final EntityId id;
  private final MigrationContext context;

  public Migration(String name, MigrationContext context) {
    this.id = EntityId.migration(name);
    this.context = context;
  }

  @Override
  public MigrationState initial() {
    return new MigrationState(context);
  }

  @Override
  public void decide(UnitOfWork<MigrationState> unit, Message message) {
    boolean before = unit.state().isTakenBack();
    serve(unit, message);
    if (!before && unit.state().isTakenBack()) {
      new Strikes(id, context, unit).undone();
    }
  }

  private void serve(UnitOfWork<MigrationState> unit, Message message) {
    if (unit.state().isPastAnswers() && !(message instanceof MigrationMessage)) {
      return; // it ended without answers that it had given up
    } else if (new Reports(unit).deny(message)) {
      return; // it was asked for again
    } else if (message instanceof HostSilent silent
        && silent.attempt() > unit.state().lastAttempt()) {
      unit.send(id, LOOK_AGAIN, silent); // the request for the attempt is late
    } else if (unit.state().restart().isPresent()) {
      new Restart(context, unit).serve(message);
    } else if (unit.state().isTakenBack() && !(message instanceof MigrationMessage)) {
      ANSWERS_ON_RETREAT.handle(new Retreat(unit), unit.from(), message);
    } else {
      MESSAGES.handle(new Attempt(id, context, unit), unit, message);
    }
  }

  private static void requestRefused(
      Attempt attempt, UnitOfWork<MigrationState> unit, RequestRefused refused) {
    String host = unit.from().name();
    if (attempt.isReleased()) {
      attempt.releaseRefused(host, refused.reason());
    } else {
      new Retreat(unit).refused(host, refused.reason());
    }
  }

  private static void deviceRefused(
      Attempt attempt, UnitOfWork<MigrationState> unit, DeviceRefused refused) {
    new Retreat(unit)
        .refused(
            refused.member(),
            "%s refused to %s: %s"
                .formatted(
                    refused.member(),
                    refused.operation().word(),
                    AdminWords.of(refused.status(), refused.qualifier())));
  }

  /** What was read counts, though it comes late: the device may have given it away. */
  private static MigrationEvent answer(DeviceOperated device) {
    return device.operation() == DeviceOperation.READ_CONTEXT
        ? new ContextReceived(device.member(), device.content(), device.size())
        : new QuestionAnswered(device.member());
  }

  private static void answered(Retreat back, EntityId from, HypervisorAnswer answer) {
    back.answered(new QuestionAnswered(from.name()));
  }

  private static void unasked(Object rules, Object context, Message message) {
    throw new IllegalArgumentException("a migration never asked for " + message);
  }
}
