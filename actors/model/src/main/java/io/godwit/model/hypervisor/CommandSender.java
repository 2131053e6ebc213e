package io.godwit.model.hypervisor;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.MemberName;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.device.PcieLink;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.id.EntityId;
import io.godwit.model.option.AdminTimeout;
import io.godwit.model.option.FreezeFlush;
import io.godwit.model.owner.OwnerSettings.ServiceTimes;
import io.godwit.model.protocol.Mode;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Stage;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.Bytes;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.WideMath;
import io.godwit.model.virtio.AdminCommand;
import io.godwit.model.virtio.AdminResult;
import io.godwit.model.virtio.CommandFrames;
import io.godwit.model.virtio.DeviceCommand;

/** Puts commands on owners' queues for a driver, or writes the registers that stand for them. */
final class CommandSender {

  private static final SimDuration PATIENCE = SimDuration.ofSeconds(1);

  /**
   * A driver that asks once more waits twice as long, at most so often doubled: a device that takes
   * longer than the first wait would never be heard.
   */
  private static final int MOST_DOUBLED = 6;

  /** How often a driver looks while it waits for a suspend (facts/virtio.md H.1, pds). */
  private static final SimDuration LOOK_AGAIN_AFTER = SimDuration.ofMillis(1);

  private final HostSettings settings;
  private final long seed;

  CommandSender(HostSettings settings, long seed) {
    this.seed = seed;
    this.settings = settings;
  }

  SimDuration doorbell(String member) {
    return settings.ownerOf(member).link().doorbell();
  }

  Protocol protocol(DeviceTask task) {
    return settings.ownerOf(task.member()).protocol();
  }

  /**
   * Sends the command that a job has come to.
   *
   * @param after the number of the job's command before; 0 for the first
   */
  void submit(UnitOfWork<HypervisorState> unit, long after, DeviceJob job) {
    long number = unit.state().driver().nextCommand();
    if (job.step().isInBand(protocol(job.task()))) {
      writeStatus(unit, number, job);
    } else {
      ringDoorbell(unit, number, after, job);
    }
    if (protocol(job.task()).is(AdminTimeout.ONE_SECOND)) {
      SimDuration patience = PATIENCE.times(1L << Math.min(job.asked(), MOST_DOUBLED));
      toSelf(unit, job.task(), patience, new DriverMessage.TimedOut(number));
    }
  }

  private void ringDoorbell(
      UnitOfWork<HypervisorState> unit, long number, long after, DeviceJob job) {
    DeviceTask task = job.task();
    String owner = MemberName.owner(task.member());
    var frames = new CommandFrames(protocol(task), unit.state().driver().object(job));
    AdminCommand command = command(frames, job);
    unit.record(
        new CommandSubmitted(
            number,
            owner,
            task.member(),
            job.step().word(protocol(task)),
            task.operation().word(),
            task.migration(),
            after,
            after == 0 ? job.content() : Bytes.EMPTY));
    unit.send(
        EntityId.owner(owner),
        doorbell(task.member()).plus(flush(job)),
        new OwnerMessage.RingDoorbell(
            number, job.step().isLegacy() ? command.encodeUnpadded() : frames.frame(command)));
  }

  private AdminCommand command(CommandFrames frames, DeviceJob job) {
    return job.command(frames, settings.ownerOf(job.task().member()).readBuffer());
  }

  /** What a driver makes of the answer to a job's command. */
  AdminResult result(DeviceJob job, Bytes answer) {
    var frames = new CommandFrames(protocol(job.task()));
    return frames.result(command(frames, job), answer);
  }

  /** A read of the device, behind which no write is left that was posted before it. */
  private SimDuration flush(DeviceJob job) {
    Protocol protocol = protocol(job.task());
    boolean freezes =
        job.step().command() == DeviceCommand.MODE_SET
            && job.step().mode(protocol.modes()).stage() == Stage.FROZEN;
    return freezes && protocol.is(FreezeFlush.READ_FLUSH)
        ? settings.ownerOf(job.task().member()).link().readRoundTrip()
        : SimDuration.ZERO;
  }

  /** Past the owner: the hypervisor writes the register of the member itself. */
  private void writeStatus(UnitOfWork<HypervisorState> unit, long number, DeviceJob job) {
    DeviceTask task = job.task();
    AdminCommand command = command(new CommandFrames(protocol(task)), job);
    Mode mode = job.step().mode(protocol(task).modes());
    overwrite(unit, task.member());
    unit.record(
        new StatusWritten(
            number, task.member(), mode.word(), task.operation().word(), task.migration()));
    unit.send(
        EntityId.member(task.member()),
        doorbell(task.member()).plus(times(task.member(), number).of(mode)),
        new MemberMessage.Execute(number, command.opcode(), command.data()));
  }

  /** A device that is still about what was written before is to make nothing of it. */
  void overwrite(UnitOfWork<HypervisorState> unit, String member) {
    unit.state()
        .driver()
        .unseenWrite(member)
        .ifPresent(
            write ->
                unit.send(
                    EntityId.member(member), doorbell(member), new MemberMessage.Overwrite(write)));
  }

  private ServiceTimes times(String member, long number) {
    return settings
        .ownerOf(member)
        .times()
        .of(
            purpose ->
                RandomStream.of(seed, EntityId.member(member), purpose + " of write " + number));
  }

  /**
   * A register tells nobody that it has changed: the driver reads it at once and then again and
   * again, and sees what it shows at the first look after.
   */
  void look(UnitOfWork<HypervisorState> unit, DeviceJob job, DriverMessage.StatusShown shown) {
    PcieLink link = settings.ownerOf(job.task().member()).link();
    SimDuration took = unit.now().since(job.sent().orElseThrow());
    long busy = took.minus(link.doorbell()).minus(Outgoing.SHORTEST).nanos();
    long looks = WideMath.multiplyDivideCeil(busy, 1, LOOK_AGAIN_AFTER.nanos());
    SimDuration seen =
        SimDuration.ofNanos(looks * LOOK_AGAIN_AFTER.nanos()).plus(link.readRoundTrip());
    toSelf(
        unit,
        job.task(),
        seen.minus(took),
        new DriverMessage.StatusRead(shown.command(), shown.asWritten()));
  }

  void toSelf(
      UnitOfWork<HypervisorState> unit, DeviceTask task, SimDuration after, DriverMessage message) {
    unit.send(EntityId.hypervisor(MemberName.host(task.member())), after, message);
  }
}
