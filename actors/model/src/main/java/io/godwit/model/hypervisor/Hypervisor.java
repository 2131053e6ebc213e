package io.godwit.model.hypervisor;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.Entity;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.DeviceWaits;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationRefused;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.Room.Guest;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.virtio.AdminQualifier;
import io.godwit.model.virtio.AdminStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of one host. It keeps room for arriving guests, stops and starts vCPUs, and turns what
 * a migration asks of a device into admin commands on the owner's queue ({@link DeviceDriver}).
 */
public final class Hypervisor implements Entity<HypervisorState> {

  private static final Dispatch<Hypervisor, UnitOfWork<HypervisorState>, Message> MESSAGES =
      Dispatch.<Hypervisor, UnitOfWork<HypervisorState>, Message>over(
              HypervisorMessage.class, DriverMessage.class)
          .on(HypervisorMessage.DescribeVm.class, Hypervisor::describe)
          .on(HypervisorMessage.ReserveRoom.class, Hypervisor::reserve)
          .on(HypervisorMessage.ReserveIfFit.class, Hypervisor::reserveIfFit)
          .on(HypervisorMessage.StartIfFit.class, Hypervisor::startIfFit)
          .on(HypervisorMessage.ReleaseRoom.class, Hypervisor::release)
          .on(HypervisorMessage.StopVcpus.class, Hypervisor::stopVcpus)
          .on(HypervisorMessage.StartVcpus.class, Hypervisor::startVcpus)
          .on(HypervisorMessage.VcpusSettled.class, Hypervisor::settled)
          .on(HypervisorMessage.RemoveVm.class, Hypervisor::remove)
          .on(HypervisorMessage.LosePower.class, (host, unit, m) -> host.crash(unit))
          .on(HypervisorMessage.Boot.class, (host, unit, m) -> host.boot(unit))
          .on(HypervisorMessage.LaunchVm.class, Hypervisor::launch)
          .on(HypervisorMessage.CreateVm.class, Hypervisor::create)
          .on(HypervisorMessage.DestroyVm.class, Hypervisor::destroy)
          .on(HypervisorMessage.PauseHost.class, Hypervisor::pause)
          .on(HypervisorMessage.ResumeHost.class, Hypervisor::resume)
          .on(HypervisorMessage.SlowHost.class, Hypervisor::slow)
          .on(HypervisorMessage.MisfitHost.class, Hypervisor::becomeUnfit)
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

  /** Longer than an owner takes to tell its members. */
  private static final SimDuration AFTER_OWNERS = SimDuration.ofMicros(10);

  /** By then all that was under way on a host is over, and no host boots faster. */
  private static final SimDuration POWER_UP = SimDuration.ofMillis(900);

  private final EntityId id;
  private final HostSettings settings;
  private final Map<VmSpec, List<String>> firstResidents;
  private final long seed;
  private final DeviceDriver driver;

  /**
   * The hypervisor of {@code host}.
   *
   * @param firstResidents the guests that run here when the run begins, with their members
   * @param seed of the run; times that are drawn follow from it
   */
  public Hypervisor(
      String host, HostSettings settings, Map<VmSpec, List<String>> firstResidents, long seed) {
    this.id = EntityId.hypervisor(host);
    this.settings = settings;
    this.firstResidents = firstResidents;
    this.seed = seed;
    this.driver = new DeviceDriver(settings, seed);
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
    if (isHeard(unit, message)) {
      MESSAGES.handle(this, unit, message);
      stretch(unit, message);
    }
  }

  /** A host that is down only boots, or becomes fit again; one that stands hears it all later. */
  private boolean isHeard(UnitOfWork<HypervisorState> unit, Message message) {
    if (unit.state().isDown()) {
      return message instanceof HypervisorMessage.Boot
          || message instanceof HypervisorMessage.MisfitHost;
    } else if (ofItsHardware(message)) {
      return true;
    }
    Optional<SimDuration> stands = unit.state().plight().standsFor(unit.now());
    stands.ifPresent(time -> unit.putOff(id, time, message));
    return stands.isEmpty() && !unit.state().plight().isDeaf(unit.now());
  }

  private static boolean ofItsHardware(Message message) {
    return message instanceof HypervisorMessage.LosePower
        || message instanceof HypervisorMessage.Boot
        || message instanceof HypervisorMessage.PauseHost
        || message instanceof HypervisorMessage.ResumeHost
        || message instanceof HypervisorMessage.SlowHost
        || message instanceof HypervisorMessage.MisfitHost;
  }

  /** What a slow host sends leaves late; what it waits for by the clock does not. */
  private static void stretch(UnitOfWork<HypervisorState> unit, Message message) {
    int factor = unit.state().plight().slowness(unit.now());
    if (factor > 1 && !ofItsHardware(message)) {
      unit.rewrite(
          each ->
              each.message() instanceof DriverMessage.TimedOut
                      || each.message() instanceof DriverMessage.TryAgain
                      || each.message() instanceof DriverMessage.RingAgain
                  ? each
                  : new Outgoing(
                      each.to(), each.delay().times(factor), each.message(), each.putOff()));
    }
  }

  private void pause(UnitOfWork<HypervisorState> unit, HypervisorMessage.PauseHost pause) {
    Room room = unit.state().room();
    boolean stood = unit.state().plight().standsFor(unit.now()).isPresent();
    List<String> ran =
        stood ? List.of() : room.residents().stream().filter(room::isRunning).toList();
    unit.record(new HypervisorEvent.HostPaused(pause.lasts(), ran));
  }

  private void resume(UnitOfWork<HypervisorState> unit, HypervisorMessage.ResumeHost resume) {
    if (unit.state().plight().mayResume(unit.now())) {
      unit.record(new HypervisorEvent.HostResumed());
    }
  }

  private void slow(UnitOfWork<HypervisorState> unit, HypervisorMessage.SlowHost slow) {
    unit.record(new HypervisorEvent.HostSlowed(slow.factor(), slow.lasts()));
  }

  private void becomeUnfit(UnitOfWork<HypervisorState> unit, HypervisorMessage.MisfitHost misfit) {
    unit.record(new HypervisorEvent.HostUnfit(misfit.kind(), misfit.healed()));
  }

  /** Where there is no process yet, the next one that is to receive this guest will not last. */
  private void kill(UnitOfWork<HypervisorState> unit, HypervisorMessage.KillVm kill) {
    Optional<Guest> guest = unit.state().room().guest(kill.vm());
    boolean ran = unit.state().room().isRunning(kill.vm());
    unit.record(new HypervisorEvent.VmKilled(kill.vm(), ran, kill.reason()));
    if (guest.isPresent()) {
      giveBack(unit, guest.get(), "process killed");
      answer(unit, new HypervisorAnswer.VmKilled(kill.vm(), ran, kill.reason()));
    }
  }

  private void operate(UnitOfWork<HypervisorState> unit, HypervisorMessage.OperateDevice operate) {
    if (operate.operation() == DeviceOperation.WRITE_CONTEXT
        && unit.state().plight().isUnfit(Misfits.LAYOUT)
        && unit.state().room().isExpected(operate.member())) {
      answer(
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

  /**
   * Guests and devices are gone. What the owners still carry out of what they were asked reaches
   * members that are reset now, and once more when the host boots.
   */
  private void crash(UnitOfWork<HypervisorState> unit) {
    List<Guest> gone = unit.state().room().everybody();
    List<String> residents = unit.state().room().residents();
    gone.forEach(guest -> guest.members().forEach(member -> driver.overwrite(unit, member)));
    unit.record(new HypervisorEvent.HostCrashed(residents));
    for (HostSettings.OwnerSlot slot : settings.owners()) {
      unit.send(
          EntityId.owner(id.name() + '/' + slot.name()),
          Outgoing.SHORTEST,
          new OwnerMessage.DisturbOwner(Disturbance.PF_FLR, POWER_UP));
    }
    gone.forEach(guest -> resetMembers(unit, guest, "host crashed", AFTER_OWNERS));
    gone.forEach(guest -> resetMembers(unit, guest, "host booted", POWER_UP));
  }

  private void resetMembers(
      UnitOfWork<HypervisorState> unit, Guest guest, String cause, SimDuration after) {
    for (String member : guest.members()) {
      unit.send(EntityId.member(member), after, new MemberMessage.ResetFunction(cause));
    }
  }

  private void boot(UnitOfWork<HypervisorState> unit) {
    if (unit.state().isDown()) {
      unit.record(new HypervisorEvent.HostBooted());
    }
  }

  private void launch(UnitOfWork<HypervisorState> unit, HypervisorMessage.LaunchVm launch) {
    if (unit.state().room().reservedBy(unit.from().name()).isEmpty()) {
      refuseAbsent(unit, launch.vm());
      return;
    }
    unit.record(new HypervisorEvent.VmLaunched(launch.vm()));
    settle(
        unit,
        drawn(unit, settings.drawn().vmBoot(), "vm-boot", settings.vmBoot()),
        launch.vm(),
        true);
  }

  private void refuseAbsent(UnitOfWork<HypervisorState> unit, String vm) {
    answer(unit, new HypervisorAnswer.RequestRefused(vm + " is not on " + id.name()));
  }

  private void describe(UnitOfWork<HypervisorState> unit, HypervisorMessage.DescribeVm describe) {
    Optional<Guest> guest = unit.state().room().resident(describe.vm());
    answer(
        unit,
        guest.isPresent()
            ? new HypervisorAnswer.VmDescribed(describe.vm(), guest.get().members())
            : new HypervisorAnswer.RequestRefused(describe.vm() + " does not run on " + id.name()));
  }

  private void reserveIfFit(
      UnitOfWork<HypervisorState> unit, HypervisorMessage.ReserveIfFit reserve) {
    List<String> lacking = reserve.needs().lacking(settings.offer(), reserve.vm());
    if (lacking.isEmpty()) {
      reserve(unit, new HypervisorMessage.ReserveRoom(reserve.vm()));
    } else {
      String reason = unfit(reserve.vm().name(), lacking);
      unit.record(new ReservationRefused(unit.from().name(), reserve.vm().name(), reason));
      answer(unit, new HypervisorAnswer.RequestRefused(reason));
    }
  }

  private String unfit(String vm, List<String> lacking) {
    return "%s does not fit %s: %s".formatted(id.name(), vm, String.join("; ", lacking));
  }

  /** Nobody has looked before, so it shows when the guest is to start: it does not. */
  private void startIfFit(UnitOfWork<HypervisorState> unit, HypervisorMessage.StartIfFit start) {
    List<String> lacking = start.needs().lackingToStart(settings.offer());
    if (lacking.isEmpty()) {
      startVcpus(unit, new HypervisorMessage.StartVcpus(start.vm()));
    } else {
      answer(unit, new HypervisorAnswer.RequestRefused(unfit(start.vm(), lacking)));
    }
  }

  private void reserve(UnitOfWork<HypervisorState> unit, HypervisorMessage.ReserveRoom reserve) {
    VmSpec vm = reserve.vm();
    String migration = unit.from().name();
    Optional<String> unfit = Misfits.refusal(id.name(), vm, unit.state().plight());
    if (unfit.isPresent()) {
      unit.record(new ReservationRefused(migration, vm.name(), unfit.get()));
      answer(unit, new HypervisorAnswer.RequestRefused(unfit.get()));
      return;
    }
    Optional<List<String>> members = membersFor(unit.state().room(), vm);
    if (members.isPresent()) {
      unit.record(new ReservationMade(migration, vm.name(), vm.memory(), members.get()));
      answer(unit, new HypervisorAnswer.RoomReserved(members.get()));
      return;
    }
    String reason = tooLittle(unit.state().room(), vm);
    unit.record(new ReservationRefused(migration, vm.name(), reason));
    answer(unit, new HypervisorAnswer.RequestRefused(reason));
  }

  /** The members that {@code vm} would have here; empty when there is no room for it. */
  private Optional<List<String>> membersFor(Room room, VmSpec vm) {
    return room.pickMembers(id.name(), vm.devices())
        .filter(any -> room.used().plus(vm.memory()).compareTo(settings.memory()) <= 0);
  }

  private String tooLittle(Room room, VmSpec vm) {
    return room.pickMembers(id.name(), vm.devices()).isEmpty()
        ? tooFewMembers(room, vm)
        : tooLittleMemory(room, vm);
  }

  /** The guest runs at once; its drivers take the devices into use as it boots. */
  private void create(UnitOfWork<HypervisorState> unit, HypervisorMessage.CreateVm create) {
    VmSpec vm = create.vm();
    Optional<List<String>> members = membersFor(unit.state().room(), vm);
    if (members.isPresent()) {
      unit.record(new HypervisorEvent.VmCreated(vm.name(), vm.memory(), members.get()));
      members.get().forEach(member -> letKnow(unit, member));
    } else {
      String reason = tooLittle(unit.state().room(), vm);
      unit.send(
          unit.from(),
          settings.localCall(),
          new HypervisorReport.CreationRefused(vm.name(), reason));
    }
  }

  /** One that is not here any more went with its host, which somebody has said. */
  private void destroy(UnitOfWork<HypervisorState> unit, HypervisorMessage.DestroyVm destroy) {
    unit.state()
        .room()
        .resident(destroy.vm())
        .ifPresent(
            guest -> {
              unit.record(new HypervisorEvent.VmRemoved(destroy.vm()));
              giveBack(unit, guest, "guest ended");
            });
  }

  private String tooFewMembers(Room room, VmSpec vm) {
    String owner =
        vm.devices().stream()
            .filter(each -> room.freeMembers(each) < vm.devicesOf(each))
            .findFirst()
            .orElseThrow();
    return "%s has %d free of the %d members of %s that %s needs"
        .formatted(id.name(), room.freeMembers(owner), vm.devicesOf(owner), owner, vm.name());
  }

  private String tooLittleMemory(Room room, VmSpec vm) {
    return "%s has %s free of %s, and %s needs %s"
        .formatted(
            id.name(),
            settings.memory().minus(room.used()),
            settings.memory(),
            vm.name(),
            vm.memory());
  }

  private void release(UnitOfWork<HypervisorState> unit, HypervisorMessage.ReleaseRoom release) {
    String migration = unit.from().name();
    Optional<Guest> expected = unit.state().room().reservedBy(migration);
    if (expected.isPresent()) {
      unit.record(new ReservationReleased(migration, expected.get().vm()));
      giveBack(unit, expected.get(), "reservation released");
    }
    answer(unit, new HypervisorAnswer.RoomReleased());
  }

  private void stopVcpus(UnitOfWork<HypervisorState> unit, HypervisorMessage.StopVcpus stop) {
    if (unit.state().room().knows(stop.vm())) {
      settle(unit, stopTime(unit.from(), stop), stop.vm(), false);
    } else {
      refuseAbsent(unit, stop.vm());
    }
  }

  /**
   * The same for an attempt of a guest's migration whenever and wherever it happens, so that two
   * strategies meet the same.
   */
  private SimDuration stopTime(EntityId migration, HypervisorMessage.StopVcpus stop) {
    String purpose = "vcpu-stop of attempt " + stop.attempt() + " at the " + stop.side().word();
    RandomStream random = RandomStream.of(seed, migration, purpose);
    return settings
        .drawn()
        .vcpuStop()
        .map(drawn -> SimDuration.ofNanos(drawn.draw(random)))
        .orElseGet(
            () ->
                settings
                    .vcpuStop()
                    .plus(
                        SimDuration.ofNanos(random.below(settings.vcpuStopJitter().nanos() + 1))));
  }

  private void startVcpus(UnitOfWork<HypervisorState> unit, HypervisorMessage.StartVcpus start) {
    if (unit.state().room().knows(start.vm())) {
      settle(
          unit,
          drawn(unit, settings.drawn().vcpuStart(), "vcpu-start", settings.vcpuStart()),
          start.vm(),
          true);
    } else {
      refuseAbsent(unit, start.vm());
    }
  }

  /** The same for all attempts of a migration, wherever they are. */
  private SimDuration drawn(
      UnitOfWork<HypervisorState> unit,
      Optional<Distribution> from,
      String purpose,
      SimDuration always) {
    return from.map(each -> each.draw(RandomStream.of(seed, unit.from(), purpose)))
        .map(SimDuration::ofNanos)
        .orElse(always);
  }

  private void settle(
      UnitOfWork<HypervisorState> unit, SimDuration takes, String vm, boolean running) {
    unit.send(id, takes, new HypervisorMessage.VcpusSettled(vm, running, unit.from().name()));
  }

  private void settled(UnitOfWork<HypervisorState> unit, HypervisorMessage.VcpusSettled settled) {
    String vm = settled.vm();
    if (!unit.state().room().knows(vm)) {
      refuseWhoAskedFor(unit, settled);
      return;
    }
    if (settled.running()) {
      unit.state().room().waiting(vm).forEach(member -> letKnow(unit, member));
      unit.record(new HypervisorEvent.VcpusStarted(vm));
    } else if (!SeededBug.GUEST_NOT_STOPPED.isSown()) {
      unit.record(new HypervisorEvent.VcpusStopped(vm));
    }
    unit.send(
        EntityId.migration(settled.migration()),
        settings.localCall(),
        settled.running()
            ? new HypervisorAnswer.VcpusStarted(vm)
            : new HypervisorAnswer.VcpusStopped(vm));
  }

  /** Its process was killed meanwhile; if the host has crashed, nobody waits for an answer. */
  private void refuseWhoAskedFor(
      UnitOfWork<HypervisorState> unit, HypervisorMessage.VcpusSettled settled) {
    if (unit.state().plight().isKilled(settled.vm())) {
      unit.send(
          EntityId.migration(settled.migration()),
          settings.localCall(),
          new HypervisorAnswer.RequestRefused(settled.vm() + " is not on " + id.name()));
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
      letKnow(unit, back.member());
    } else if (!SeededBug.RESET_DEVICE_LEFT_ALONE.isSown()) {
      unit.record(new DeviceWaits(back.member()));
    }
  }

  /** A kernel of VFIO takes the device for RUNNING, and goes on: only a data session is broken. */
  private void cleared(UnitOfWork<HypervisorState> unit, DriverMessage.FunctionCleared cleared) {
    String member = cleared.member();
    if (unit.state().room().isExpected(member) && driver.seesResets(member)) {
      unit.record(new HypervisorEvent.ArrivalLost(member));
    } else if (unit.state().room().isTaken(member) && driver.staysStopped(member)) {
      driver.cameBack(unit, member); // the device itself has nothing to tell
    }
  }

  private void letKnow(UnitOfWork<HypervisorState> unit, String member) {
    unit.send(EntityId.member(member), driver.doorbell(member), new MemberMessage.GuestRuns());
  }

  private void remove(UnitOfWork<HypervisorState> unit, HypervisorMessage.RemoveVm remove) {
    Optional<Guest> left = unit.state().room().resident(remove.vm());
    if (left.isEmpty()) {
      refuseAbsent(unit, remove.vm());
      return;
    }
    unit.record(new HypervisorEvent.VmRemoved(remove.vm()));
    giveBack(unit, left.get(), "guest left");
    answer(unit, new HypervisorAnswer.VmRemoved(remove.vm()));
  }

  /** Nobody has its members any more: their objects go, and they are reset for whoever comes. */
  private void giveBack(UnitOfWork<HypervisorState> unit, Guest guest, String cause) {
    for (String member : guest.members()) {
      if (!SeededBug.OBJECT_LEAKED.isSown()) {
        driver.releaseObjects(unit, member, unit.from().name());
      }
    }
    if (SeededBug.MEMBER_NOT_RESET.isSown()) {
      return;
    }
    for (String member : guest.members()) {
      driver.undoStrays(unit, member, unit.from().name());
      driver.overwrite(unit, member);
      unit.send(
          EntityId.member(member), driver.doorbell(member), new MemberMessage.ResetFunction(cause));
    }
  }

  private void answer(UnitOfWork<HypervisorState> unit, HypervisorAnswer answer) {
    unit.send(unit.from(), settings.localCall(), answer);
  }
}
