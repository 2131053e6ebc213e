package io.godwit.model.hypervisor;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.DeviceWaits;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.Room.Guest;
import io.godwit.model.id.EntityId;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one host. It keeps room for arriving guests ({@link RoomKeeping}), stops and starts
 * vCPUs ({@link Vcpus}), and turns what a migration asks of a device into admin commands on the
 * owner's queue ({@link DeviceDriver}), as far as its own {@link Hardware} lets it.
 */
public final class Hypervisor implements Entity<HypervisorState> {

  private static final Dispatch<Hypervisor, UnitOfWork<HypervisorState>, Message> MESSAGES =
      Dispatch.<Hypervisor, UnitOfWork<HypervisorState>, Message>over(
              HypervisorMessage.class, DriverMessage.class)
          .on(HypervisorMessage.DescribeVm.class, (host, unit, m) -> host.rooms.describe(unit, m))
          .on(HypervisorMessage.ReserveRoom.class, (host, unit, m) -> host.rooms.reserve(unit, m))
          .on(
              HypervisorMessage.ReserveIfFit.class,
              (host, unit, m) -> host.rooms.reserveIfFit(unit, m))
          .on(HypervisorMessage.StartIfFit.class, (host, unit, m) -> host.vcpus.startIfFit(unit, m))
          .on(HypervisorMessage.ReleaseRoom.class, (host, unit, m) -> host.rooms.release(unit, m))
          .on(HypervisorMessage.StopVcpus.class, (host, unit, m) -> host.vcpus.stop(unit, m))
          .on(HypervisorMessage.StartVcpus.class, (host, unit, m) -> host.vcpus.start(unit, m))
          .on(HypervisorMessage.VcpusSettled.class, (host, unit, m) -> host.vcpus.settled(unit, m))
          .on(HypervisorMessage.RemoveVm.class, (host, unit, m) -> host.rooms.remove(unit, m))
          .on(HypervisorMessage.LosePower.class, (host, unit, m) -> host.hardware.crash(unit))
          .on(HypervisorMessage.Boot.class, (host, unit, m) -> host.hardware.boot(unit))
          .on(HypervisorMessage.LaunchVm.class, (host, unit, m) -> host.vcpus.launch(unit, m))
          .on(HypervisorMessage.CreateVm.class, (host, unit, m) -> host.rooms.create(unit, m))
          .on(HypervisorMessage.DestroyVm.class, (host, unit, m) -> host.rooms.destroy(unit, m))
          .on(HypervisorMessage.PauseHost.class, (host, unit, m) -> host.hardware.pause(unit, m))
          .on(HypervisorMessage.ResumeHost.class, (host, unit, m) -> host.hardware.resume(unit, m))
          .on(HypervisorMessage.SlowHost.class, (host, unit, m) -> host.hardware.slow(unit, m))
          .on(
              HypervisorMessage.MisfitHost.class,
              (host, unit, m) -> host.hardware.becomeUnfit(unit, m))
          .on(HypervisorMessage.KillVm.class, Hypervisor::kill)
          .on(HypervisorMessage.OperateDevice.class, Hypervisor::operate)
          .on(DriverMessage.Interrupt.class, (host, unit, m) -> host.driver.interrupted(unit, m))
          .on(DriverMessage.StatusShown.class, (host, unit, m) -> host.driver.shown(unit, m))
          .on(DriverMessage.StatusRead.class, (host, unit, m) -> host.driver.read(unit, m))
          .on(DriverMessage.TimedOut.class, (host, unit, m) -> host.driver.timedOut(unit, m))
          .on(DriverMessage.TryAgain.class, (host, unit, m) -> host.driver.tryAgain(unit, m))
          .on(DriverMessage.QueueFull.class, (host, unit, m) -> host.driver.queueFull(unit, m))
          .on(DriverMessage.RingAgain.class, (host, unit, m) -> host.driver.ringAgain(unit, m))
          .on(DriverMessage.DeviceCameBack.class, Hypervisor::cameBack)
          .on(DriverMessage.FunctionCleared.class, Hypervisor::cleared)
          .on(
              DriverMessage.OwnerCameBack.class,
              (host, unit, back) -> host.driver.ownerCameBack(unit, back.owner()))
          // Whoever gave a member back had it reset, and has counted on that since.
          .ignoring(DriverMessage.FunctionReset.class)
          .total();

  private final HostSettings settings;
  private final Map<VmSpec, List<String>> firstResidents;
  private final DeviceDriver driver;
  private final Replies replies;
  private final RoomKeeping rooms;
  private final Vcpus vcpus;
  private final Hardware hardware;

  /**
   * The hypervisor of {@code host}.
   *
   * @param firstResidents the guests that run here when the run begins, with their members
   * @param seed of the run; times that are drawn follow from it
   */
  public Hypervisor(
      String host, HostSettings settings, Map<VmSpec, List<String>> firstResidents, long seed) {
    this.settings = settings;
    this.firstResidents = firstResidents;
    EntityId id = EntityId.hypervisor(host);
    driver = new DeviceDriver(settings, seed);
    replies = new Replies(host, settings);
    rooms = new RoomKeeping(host, settings, driver, replies);
    vcpus = new Vcpus(id, settings, seed, driver, replies);
    hardware = new Hardware(id, settings, driver);
  }

  @Override
  public HypervisorState initial() {
    return new HypervisorState(settings, firstResidents);
  }

  @Override
  public void decide(UnitOfWork<HypervisorState> unit, Message message) {
    if (!unit.state().isStarted()) {
      Room room = unit.state().room();
      unit.record(new HypervisorStarted(settings.memory(), room.used(), room.residents()));
    }
    if (hardware.isHeard(unit, message)) {
      MESSAGES.handle(this, unit, message);
      Hardware.stretch(unit, message);
    }
  }

  /** Where there is no process yet, the next one that is to receive this guest will not last. */
  private void kill(UnitOfWork<HypervisorState> unit, HypervisorMessage.KillVm kill) {
    Optional<Guest> guest = unit.state().room().guest(kill.vm());
    boolean ran = unit.state().room().isRunning(kill.vm());
    unit.record(new HypervisorEvent.VmKilled(kill.vm(), ran, kill.reason()));
    if (guest.isPresent()) {
      rooms.giveBack(unit, guest.get(), "process killed");
      replies.answer(unit, new HypervisorAnswer.VmKilled(kill.vm(), ran, kill.reason()));
    }
  }

  private void operate(UnitOfWork<HypervisorState> unit, HypervisorMessage.OperateDevice operate) {
    if (operate.operation() == DeviceOperation.WRITE_CONTEXT
        && unit.state().plight().isUnfit(Misfits.LAYOUT)
        && unit.state().room().isExpected(operate.member())) {
      replies.answer(
          unit,
          new HypervisorAnswer.DeviceRefused(
              operate.member(),
              operate.operation(),
              AdminStatus.EINVAL,
              AdminQualifier.INVALID_FIELD));
    } else {
      driver.operate(unit, operate);
    }
  }

  /** A guest that stands cannot look after its device; nobody looks after one that is free. */
  private void cameBack(UnitOfWork<HypervisorState> unit, DriverMessage.DeviceCameBack back) {
    if (!unit.state().room().isTaken(back.member())) {
      return;
    }
    if (back.function()) {
      driver.cameBack(unit, back.member());
    }
    if (unit.state().room().runs(back.member())) {
      driver.guestRuns(unit, back.member());
    } else if (!SeededBug.RESET_DEVICE_LEFT_ALONE.isSown()) {
      unit.record(new DeviceWaits(back.member()));
    }
  }

  /**
   * A kernel of VFIO takes the device for RUNNING, and goes on: only a data session is broken. A
   * guest that runs has its driver set the device up at once, so that one is stopped no more.
   */
  private void cleared(UnitOfWork<HypervisorState> unit, DriverMessage.FunctionCleared cleared) {
    String member = cleared.member();
    if (unit.state().room().isExpected(member) && driver.seesResets(member)) {
      unit.record(new HypervisorEvent.ArrivalLost(member));
    } else if (unit.state().room().runs(member)) {
      unit.record(new HypervisorEvent.StandingDeviceReset(member));
    }
    if (unit.state().room().isTaken(member) && driver.staysStopped(member)) {
      driver.cameBack(unit, member); // the device itself has nothing to tell
    }
  }
}
