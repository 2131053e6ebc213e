package io.godwit.model.hypervisor;

import io.godwit.model.device.Access;
import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.FunctionForced;
import io.godwit.model.event.HypervisorEvent.ObjectsUsedUp;
import io.godwit.model.event.HypervisorEvent.OwnerFound;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceOperated;
import io.godwit.model.hypervisor.HypervisorAnswer.DeviceRefused;
import io.godwit.model.hypervisor.HypervisorAnswer.RequestRefused;
import io.godwit.model.hypervisor.HypervisorMessage.OperateDevice;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.FlrClearsStopped;
import io.godwit.model.option.KickAllQueues;
import io.godwit.model.option.ModeError;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.AdminStatus;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;
import java.util.Optional;

/**
 * The owner's driver in a hypervisor: one device operation becomes a few admin commands, each a
 * frame on the queue and a doorbell; the interrupt brings the result. Which command follows which
 * is in {@link DeviceJob}.
 */
final class DeviceDriver {

  /**
   * How long the driver waits before it tries a full queue again; the wait for a free descriptor in
   * the shipping precursor (facts/virtio.md H.1, "1 ms when waiting for a free descriptor").
   */
  private static final SimDuration FULL_QUEUE_WAIT = SimDuration.ofMillis(1);

  /** The precursor's steps (facts/virtio.md H.1), and what Linux sleeps after a reset. */
  private static final SimDuration TRY_AGAIN_AFTER = SimDuration.ofMillis(100);

  /** Linux sleeps so long after a function level reset (facts/virtio.md H.1). */
  private static final SimDuration FUNCTION_RESET = SimDuration.ofMillis(100);

  private final HostSettings settings;
  private final CommandSender sender;

  DeviceDriver(HostSettings settings, long seed) {
    this.settings = settings;
    this.sender = new CommandSender(settings, seed);
  }

  SimDuration doorbell(String member) {
    return sender.doorbell(member);
  }

  /** The guest that has a member runs, and looks after it. */
  void guestRuns(UnitOfWork<HypervisorState> unit, String member) {
    unit.send(EntityId.member(member), doorbell(member), new MemberMessage.GuestRuns());
  }

  void operate(UnitOfWork<HypervisorState> unit, OperateDevice operate) {
    var task = new DeviceTask(operate.member(), operate.operation(), unit.from().name());
    if (!unit.state().hasMember(task.member())) {
      answer(unit, task, new RequestRefused("nobody has " + task.member() + " any more"));
      return;
    }
    if (isInVain(unit.state(), task)) {
      refused(unit, task, DeviceJob.RESET_MEANWHILE);
      return;
    }
    if (isVfio(task.member()) && new VfioFrontend(unit).hasLost(task)) {
      refused(unit, task, DeviceJob.BAD_FILE);
      return;
    }
    Optional<DeviceJob> job = unit.state().driver().begin(task, operate.content());
    if (unit.state().driver().lacksObject(task)) {
      int limit = unit.state().driver().limit(task);
      unit.record(new ObjectsUsedUp(task.member(), task.migration(), limit));
      refused(unit, task, DeviceJob.NO_OBJECT);
    } else if (job.isPresent()) {
      sender.submit(unit, 0, job.get());
    } else {
      done(unit, task, Bytes.EMPTY);
    }
  }

  /**
   * Whether what a task counts on is gone. A device is frozen once all of its guest's stand, so
   * that none asks anything of it: not beside one that was reset since, and works.
   */
  private static boolean isInVain(HypervisorState state, DeviceTask task) {
    return task.operation() == DeviceOperation.FREEZE
        ? state.room().withPeers(task.member()).stream()
            .anyMatch(peer -> state.driver().isInVain(task.of(peer)))
        : state.driver().isInVain(task);
  }

  /** Destroys the objects of a member that needs them no more; nobody waits for it. */
  void releaseObjects(UnitOfWork<HypervisorState> unit, String member, String migration) {
    var task = new DeviceTask(member, DeviceOperation.RELEASE_OBJECT, migration);
    Optional<DeviceJob> job = unit.state().driver().begin(task, Bytes.EMPTY);
    while (job.isPresent()) {
      sender.submit(unit, 0, job.get());
      job = unit.state().driver().begin(task, Bytes.EMPTY);
    }
  }

  /**
   * A member is given back, and what its guest was asked for may still be carried out: behind that,
   * and before anything of the next guest's, comes what takes it back, whether or not anybody hears
   * of either.
   */
  void undoStrays(UnitOfWork<HypervisorState> unit, String member, String migration) {
    if (unit.state().driver().mayBeWritten(member)) {
      begin(unit, new DeviceTask(member, DeviceOperation.FORGET_CONTEXT, migration));
    }
    if (unit.state().driver().mayBeSelected(member)) {
      begin(unit, new DeviceTask(member, DeviceOperation.DESELECT_QUEUE, migration));
    }
    if (unit.state().driver().mayBeStopped(member)) {
      begin(unit, new DeviceTask(member, DeviceOperation.REVIVE, migration));
    }
  }

  private void begin(UnitOfWork<HypervisorState> unit, DeviceTask task) {
    unit.state().driver().begin(task, Bytes.EMPTY).ifPresent(job -> sender.submit(unit, 0, job));
  }

  /**
   * A function is to be reset, and with it go writes of its register that have not taken effect.
   */
  void overwrite(UnitOfWork<HypervisorState> unit, String member) {
    sender.overwrite(unit, member);
  }

  void interrupted(UnitOfWork<HypervisorState> unit, DriverMessage.Interrupt interrupt) {
    unit.state()
        .driver()
        .awaiting(interrupt.command())
        .ifPresent(
            job -> completed(unit, interrupt.command(), sender.result(job, interrupt.result())));
    unit.state()
        .driver()
        .stray(interrupt.command())
        .filter(job -> job.step().stops(sender.protocol(job.task())))
        .filter(job -> sender.result(job, interrupt.result()).ok())
        .ifPresent(job -> stoppedForNobody(unit, job));
  }

  /**
   * A member has stopped for a guest that is gone, after the reset with which it was given back. A
   * free one is reset once more; under a guest that has it by now it is set to work again, unless
   * that is under way, or that guest was asked for something, which says by itself what is to
   * become of it.
   */
  private void stoppedForNobody(UnitOfWork<HypervisorState> unit, DeviceJob job) {
    String member = job.task().member();
    if (!unit.state().room().isTaken(member)) {
      unit.send(
          EntityId.member(member),
          doorbell(member),
          new MemberMessage.ResetFunction("stopped for nobody"));
    } else if (unit.state().driver().isLeftAlone(member)) {
      begin(unit, new DeviceTask(member, DeviceOperation.REVIVE, job.task().migration()));
    }
  }

  void shown(UnitOfWork<HypervisorState> unit, DriverMessage.StatusShown shown) {
    unit.state().driver().awaiting(shown.command()).ifPresent(job -> sender.look(unit, job, shown));
  }

  void read(UnitOfWork<HypervisorState> unit, DriverMessage.StatusRead read) {
    boolean vain =
        unit.state().driver().awaiting(read.command()).filter(DeviceJob::inVain).isPresent();
    completed(
        unit,
        read.command(),
        vain && !read.asWritten() ? DeviceJob.LATE : StatusRegister.shown(read.asWritten()));
  }

  void timedOut(UnitOfWork<HypervisorState> unit, DriverMessage.TimedOut late) {
    completed(
        unit,
        late.command(),
        SeededBug.LATE_ANSWER_TAKEN_FOR_SUCCESS.isSown()
            ? AdminResult.success(Bytes.EMPTY)
            : DeviceJob.LATE);
  }

  void tryAgain(UnitOfWork<HypervisorState> unit, DriverMessage.TryAgain again) {
    long command = again.command();
    unit.state().driver().job(command).ifPresent(job -> sender.submit(unit, command, job));
  }

  void queueFull(UnitOfWork<HypervisorState> unit, DriverMessage.QueueFull full) {
    String owner = unit.from().name();
    unit.send(
        EntityId.hypervisor(MemberName.hostOfOwner(owner)),
        FULL_QUEUE_WAIT,
        new DriverMessage.RingAgain(full.command(), owner, full.frame()));
  }

  /**
   * What the driver awaits no more, and what never was in the queue, need not come there; nor need
   * what it awaits for nobody, and must not behind what was asked since. But an object is to be
   * destroyed whether anybody waits for that or not.
   */
  void ringAgain(UnitOfWork<HypervisorState> unit, DriverMessage.RingAgain again) {
    OwnerSettings owner = settings.owner(MemberName.slotOfOwner(again.owner()));
    var frames = new CommandFrames(owner.protocol());
    boolean destroys =
        frames
            .asked(frames.command(again.frame()))
            .equals(Optional.of(DeviceCommand.OBJECT_DESTROY));
    Optional<DeviceJob> awaiting = unit.state().driver().awaiting(again.command());
    if (destroys || awaiting.filter(job -> !job.inVain()).isPresent()) {
      unit.send(
          EntityId.owner(again.owner()),
          owner.link().doorbell(),
          new OwnerMessage.RingDoorbell(again.command(), again.frame()));
    } else {
      completed(unit, again.command(), DeviceJob.LATE);
    }
  }

  /** A result that nobody awaits came too late. */
  private void completed(UnitOfWork<HypervisorState> unit, long command, AdminResult result) {
    Optional<DeviceJob> awaiting = unit.state().driver().awaiting(command);
    if (awaiting.isEmpty()) {
      return;
    }
    DeviceJob job = awaiting.get();
    boolean putOff =
        result.status() == AdminStatus.EAGAIN && SeededBug.PUT_OFF_TAKEN_FOR_SUCCESS.isSown();
    if (putOff) {
      completed(unit, command, AdminResult.success(Bytes.EMPTY));
      return;
    }
    record(unit, command, job, result);
    Optional<DeviceJob> left = unit.state().driver().job(command);
    if (left.isEmpty()) {
      ended(unit, job, result);
      return;
    } else if (left.get().isToBeForced(sender.protocol(job.task()), result)
        && left.get().asked() > job.asked()) {
      force(unit, job.task(), result);
    }
    if (left.get().isPutOff()) {
      if (SeededBug.TIMER_DROPPED.isSown()) {
        return;
      }
      sender.toSelf(unit, job.task(), TRY_AGAIN_AFTER, new DriverMessage.TryAgain(command));
    } else {
      sender.submit(unit, command, left.get());
    }
  }

  private void record(
      UnitOfWork<HypervisorState> unit, long command, DeviceJob job, AdminResult result) {
    DeviceTask task = job.task();
    Protocol protocol = sender.protocol(task);
    SimDuration latency = unit.now().since(job.sent().orElseThrow());
    if (job.step().isInBand(protocol)) {
      String seen = StatusRegister.word(job.step().mode(protocol.modes()), result);
      unit.record(new StatusSeen(command, task.member(), seen, latency));
      return;
    }
    unit.record(
        new CommandCompleted(
            command,
            MemberName.owner(task.member()),
            job.step().word(protocol),
            result.status(),
            result.qualifier(),
            latency,
            job.kept(protocol, result)));
  }

  /** The last command of a task has succeeded, or one of them was refused. */
  private void ended(UnitOfWork<HypervisorState> unit, DeviceJob job, AdminResult result) {
    if (isVfio(job.task().member())) {
      new VfioFrontend(unit).unlock(job.task());
      if (result.ok() && new VfioFrontend(unit).hasLost(job.task())) {
        refused(unit, job.task(), DeviceJob.BAD_FILE);
        return;
      }
    }
    if (job.task().isOwn()) {
      return;
    } else if (job.inVain()) {
      refused(unit, job.task(), DeviceJob.RESET_MEANWHILE);
    } else if (result.ok()) {
      done(unit, job.task(), job.read(frames(job.task()), result));
    } else if (job.task().operation() == DeviceOperation.RESTORE) {
      if (SeededBug.FUNCTION_RESET_AND_FORGOTTEN.isSown()) {
        force(unit, job.task(), result);
      }
      done(
          unit, job.task(), Bytes.EMPTY); // it never works again, and its guest has to live with it
    } else if (SeededBug.REFUSAL_TAKEN_FOR_SUCCESS.isSown()) {
      done(unit, job.task(), Bytes.EMPTY);
    } else if (job.task().stops() && sender.protocol(job.task()).is(ModeError.RESET)) {
      force(unit, job.task(), result);
      answer(unit, job.task(), FUNCTION_RESET, refusal(job.task(), result));
    } else {
      refused(unit, job.task(), result);
    }
  }

  /** A task is done; {@code content} is what was read, empty for all that do not read. */
  private void done(UnitOfWork<HypervisorState> unit, DeviceTask task, Bytes content) {
    if (isVfio(task.member())) {
      new VfioFrontend(unit).done(task);
    }
    if (task.leadsBack(sender.protocol(task).modes())) {
      releaseObjects(unit, task.member(), task.migration());
    }
    if (task.leadsBack(sender.protocol(task).modes())
        && sender.protocol(task).is(KickAllQueues.YES)) {
      unit.send(
          EntityId.member(task.member()), doorbell(task.member()), new MemberMessage.RingAll());
    }
    ByteCount size = content.size() == 0 ? ByteCount.ZERO : frames(task).weight(content);
    answer(unit, task, new DeviceOperated(task.member(), task.operation(), content, size));
  }

  /**
   * Nothing else helps, or the driver has nothing better: as QEMU does with a device in VFIO's
   * ERROR state, the function is reset, which its guest will find out (facts E.5 c, G.4). A device
   * on its way back is asked to work again when that is over, as long as Linux waits for a
   * function: 60 s.
   */
  private void force(UnitOfWork<HypervisorState> unit, DeviceTask task, AdminResult result) {
    unit.record(new FunctionForced(task.member(), result.status(), result.qualifier()));
    if (isVfio(task.member())) {
      new VfioFrontend(unit).force(task.member());
    }
    unit.send(
        EntityId.member(task.member()),
        doorbell(task.member()),
        new MemberMessage.Struck(new Access.Strike.Disturb(Disturbance.VF_FLR)));
  }

  /** An owner is back from a reset, and its members with it. */
  void ownerCameBack(UnitOfWork<HypervisorState> unit, String owner) {
    unit.record(new OwnerFound(owner));
    unit.state().driver().heldOf(owner).forEach(member -> cameBack(unit, member));
  }

  /** A function was reset, and works again. */
  void cameBack(UnitOfWork<HypervisorState> unit, String member) {
    if (isVfio(member)) {
      new VfioFrontend(unit).cameBack(member);
    }
  }

  /** Whether the driver looks whether a device was reset before it lets a guest have it. */
  boolean seesResets(String member) {
    return !isVfio(member);
  }

  /** Whether a device that was reset while it stood stands on. */
  boolean staysStopped(String member) {
    return settings.ownerOf(member).protocol().is(FlrClearsStopped.NO);
  }

  private boolean isVfio(String member) {
    return VfioFrontend.isUsed(settings.ownerOf(member).protocol());
  }

  private void refused(UnitOfWork<HypervisorState> unit, DeviceTask task, AdminResult result) {
    answer(unit, task, refusal(task, result));
  }

  private static DeviceRefused refusal(DeviceTask task, AdminResult result) {
    return new DeviceRefused(task.member(), task.operation(), result.status(), result.qualifier());
  }

  private void answer(UnitOfWork<HypervisorState> unit, DeviceTask task, Message message) {
    answer(unit, task, settings.localCall(), message);
  }

  private static void answer(
      UnitOfWork<HypervisorState> unit, DeviceTask task, SimDuration after, Message message) {
    unit.send(EntityId.migration(task.migration()), after, message);
  }

  private CommandFrames frames(DeviceTask task) {
    return new CommandFrames(sender.protocol(task));
  }
}
