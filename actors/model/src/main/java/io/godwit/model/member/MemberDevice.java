package io.godwit.model.member;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.MemberEvent.CommandsCutOff;
import io.godwit.model.event.MemberEvent.FaultArmed;
import io.godwit.model.event.MemberEvent.InterruptsArrived;
import io.godwit.model.event.MemberEvent.MemberReset;
import io.godwit.model.event.MemberEvent.MemberStarted;
import io.godwit.model.event.MemberEvent.RingsArrived;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.Option;
import io.godwit.model.virtio.AdminStatus;

/**
 * The rules of one member device: a mode, a context, and what becomes of whatever touches it. A
 * profile and its {@link Option}es say how; {@link Commands} serves its owner, {@link Accesses} its
 * guest and its peers, {@link Disturbances} resets and the like. A refused command changes nothing.
 */
public final class MemberDevice implements Entity<MemberState> {

  private static final Dispatch<MemberDevice, MemberTask, Message> MESSAGES =
      Dispatch.<MemberDevice, MemberTask, Message>over(MemberMessage.class)
          .on(
              MemberMessage.Execute.class,
              (member, task, execute) -> new Disturbances(task).meet(execute))
          .on(
              MemberMessage.CutOff.class,
              (member, task, cut) -> task.record(new CommandsCutOff(cut.ticket())))
          .on(
              MemberMessage.Overwrite.class,
              (member, task, over) -> new StatusWrites(task).overwrite(over))
          .on(MemberMessage.Resume.class, MemberDevice::resume)
          .on(MemberMessage.Struck.class, MemberDevice::struck)
          .on(
              MemberMessage.Settled.class,
              (member, task, settled) -> new Disturbances(task).end(settled.disturbance()))
          .on(MemberMessage.ResetFunction.class, MemberDevice::reset)
          .on(
              MemberMessage.HandOver.class,
              (member, task, over) -> {
                new RingLooks(task).handOver(over.to());
                new Signals(task).handOver(over.to());
              })
          .on(
              MemberMessage.InterruptsCame.class,
              (member, task, came) ->
                  task.record(
                      new InterruptsArrived(came.functionMasked(), came.masked(), came.pending())))
          .on(
              MemberMessage.MemoryCame.class,
              (member, task, came) ->
                  task.record(new RingsArrived(came.positions(), came.control())))
          .on(MemberMessage.RingAll.class, (member, task, ring) -> new RingLooks(task).onRing())
          .on(MemberMessage.GuestRuns.class, (member, task, runs) -> new GuestDriver(task).begin())
          .on(
              MemberMessage.DriverReady.class,
              (member, task, ready) -> new GuestDriver(task).end(ready))
          .total();

  private static final Dispatch<MemberDevice, MemberTask, Access.Strike> STRIKES =
      Dispatch.<MemberDevice, MemberTask, Access.Strike>over(Access.Strike.class)
          .on(
              Access.Strike.Touch.class,
              (member, task, touch) -> new Accesses(task).serve(touch.access()))
          .on(
              Access.Strike.Write.class,
              (member, task, write) -> new GuestWrites(task).serve(write))
          .on(
              Access.Strike.Control.class,
              (member, task, control) -> new GuestWrites(task).control(control))
          .on(Access.Strike.Vector.class, (member, task, vector) -> new Signals(task).mask(vector))
          .on(
              Access.Strike.Disturb.class,
              (member, task, disturb) -> new Disturbances(task).strike(disturb.disturbance()))
          .on(Access.Strike.DisturbOwner.class, MemberDevice::refuse)
          .on(Access.Strike.Legacy.class, MemberDevice::refuse)
          .on(
              Access.Strike.Fail.class,
              (member, task, fail) ->
                  arm(task, ArmedFault.COMMAND_ERROR, fail.status(), fail.qualifier()))
          .on(
              Access.Strike.LoseResult.class,
              (member, task, lose) -> arm(task, ArmedFault.LOST_RESPONSE, AdminStatus.OK, 0))
          .on(
              Access.Strike.Repeat.class,
              (member, task, repeat) -> arm(task, ArmedFault.REPEATED_READ, AdminStatus.OK, 0))
          .on(
              Access.Strike.CorruptWrite.class,
              (member, task, corrupt) -> arm(task, ArmedFault.CORRUPT_CONTEXT, AdminStatus.OK, 0))
          .total();

  private final EntityId id;
  private final MemberSettings settings;
  private final boolean assignedAtFirst;

  /** The member called {@code name}; {@code assigned} when a guest drives it as the run begins. */
  public MemberDevice(String name, MemberSettings settings, boolean assigned) {
    this.id = EntityId.member(name);
    this.settings = settings;
    this.assignedAtFirst = assigned;
  }

  @Override
  public MemberState initial() {
    return new MemberState(id.name(), settings, assignedAtFirst);
  }

  @Override
  public void decide(UnitOfWork<MemberState> unit, Message message) {
    var task = new MemberTask(id, settings, unit, message instanceof MemberMessage.Resume);
    if (!unit.state().isStarted()) {
      task.record(
          new MemberStarted(settings.type().word(), settings.queues(), unit.state().mode().word()));
    }
    MESSAGES.handle(this, task, message);
  }

  private void resume(MemberTask task, MemberMessage.Resume resume) {
    new Disturbances(task)
        .meet(new MemberMessage.Execute(resume.ticket(), resume.opcode(), resume.data()));
  }

  private void struck(MemberTask task, MemberMessage.Struck struck) {
    STRIKES.handle(this, task, struck.strike());
  }

  private static void arm(MemberTask task, ArmedFault fault, int status, int qualifier) {
    task.record(new FaultArmed(fault.word(), status, qualifier));
  }

  private void refuse(MemberTask task, Access.Strike strike) {
    throw new IllegalArgumentException(id + " is no owner that could be struck with " + strike);
  }

  private void reset(MemberTask task, MemberMessage.ResetFunction reset) {
    task.record(new MemberReset(reset.cause()));
    task.unit().send(task.unit().from(), settings.resetTime(), new DriverMessage.FunctionReset());
  }
}
