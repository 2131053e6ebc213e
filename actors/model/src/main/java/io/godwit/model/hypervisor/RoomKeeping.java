package io.godwit.model.hypervisor;

import io.godwit.model.device.MemberMessage;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationRefused;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.hypervisor.Room.Guest;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.Counted;
import java.util.List;
import java.util.Optional;

/** Keeps room for guests that come, and takes back what those had that leave. */
final class RoomKeeping {

  private final String host;
  private final HostSettings settings;
  private final DeviceDriver driver;
  private final Replies replies;

  RoomKeeping(String host, HostSettings settings, DeviceDriver driver, Replies replies) {
    this.host = host;
    this.settings = settings;
    this.driver = driver;
    this.replies = replies;
  }

  void describe(UnitOfWork<HypervisorState> unit, HypervisorMessage.DescribeVm describe) {
    Optional<Guest> guest = unit.state().room().resident(describe.vm());
    replies.answer(
        unit,
        guest.isPresent()
            ? new HypervisorAnswer.VmDescribed(describe.vm(), guest.get().members())
            : new HypervisorAnswer.RequestRefused(describe.vm() + " does not run on " + host));
  }

  void reserveIfFit(UnitOfWork<HypervisorState> unit, HypervisorMessage.ReserveIfFit reserve) {
    List<String> lacking = reserve.needs().lacking(settings.offer(), reserve.vm());
    if (lacking.isEmpty()) {
      reserve(unit, new HypervisorMessage.ReserveRoom(reserve.vm()));
    } else {
      String vm = reserve.vm().name();
      refuse(unit, vm, Misfits.lacking(host, vm, lacking));
    }
  }

  private void refuse(UnitOfWork<HypervisorState> unit, String vm, String reason) {
    unit.record(new ReservationRefused(unit.from().name(), vm, reason));
    replies.refuse(unit, reason);
  }

  void reserve(UnitOfWork<HypervisorState> unit, HypervisorMessage.ReserveRoom reserve) {
    VmSpec vm = reserve.vm();
    Optional<String> unfit = Misfits.refusal(host, vm, unit.state().plight());
    if (unfit.isPresent()) {
      refuse(unit, vm.name(), unfit.get());
      return;
    }
    Optional<List<String>> members = membersFor(unit.state().room(), vm);
    if (members.isPresent()) {
      unit.record(new ReservationMade(unit.from().name(), vm.name(), vm.memory(), members.get()));
      replies.answer(unit, new HypervisorAnswer.RoomReserved(members.get()));
    } else {
      refuse(unit, vm.name(), tooLittle(unit.state().room(), vm));
    }
  }

  /** The members that {@code vm} would have here; empty when there is no room for it. */
  private Optional<List<String>> membersFor(Room room, VmSpec vm) {
    return room.pickMembers(host, vm.devices())
        .filter(any -> room.used().plus(vm.memory()).compareTo(settings.memory()) <= 0);
  }

  private String tooLittle(Room room, VmSpec vm) {
    return room.pickMembers(host, vm.devices()).isEmpty()
        ? tooFewMembers(room, vm)
        : tooLittleMemory(room, vm);
  }

  /** The guest runs at once; its drivers take the devices into use as it boots. */
  void create(UnitOfWork<HypervisorState> unit, HypervisorMessage.CreateVm create) {
    VmSpec vm = create.vm();
    Optional<List<String>> members = membersFor(unit.state().room(), vm);
    if (members.isPresent()) {
      unit.record(new HypervisorEvent.VmCreated(vm.name(), vm.memory(), members.get()));
      members.get().forEach(member -> driver.guestRuns(unit, member));
    } else {
      String reason = tooLittle(unit.state().room(), vm);
      unit.send(
          unit.from(),
          settings.localCall(),
          new HypervisorReport.CreationRefused(vm.name(), reason));
    }
  }

  /** One that is not here any more went with its host, which somebody has said. */
  void destroy(UnitOfWork<HypervisorState> unit, HypervisorMessage.DestroyVm destroy) {
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
    return "%s has %d free of the %s of %s that %s needs"
        .formatted(
            host,
            room.freeMembers(owner),
            Counted.of(vm.devicesOf(owner), "member"),
            owner,
            vm.name());
  }

  private String tooLittleMemory(Room room, VmSpec vm) {
    return "%s has %s free of %s, and %s needs %s"
        .formatted(
            host, settings.memory().minus(room.used()), settings.memory(), vm.name(), vm.memory());
  }

  void release(UnitOfWork<HypervisorState> unit, HypervisorMessage.ReleaseRoom release) {
    String migration = unit.from().name();
    Optional<Guest> expected = unit.state().room().reservedBy(migration);
    if (expected.isPresent()) {
      unit.record(new ReservationReleased(migration, expected.get().vm()));
      giveBack(unit, expected.get(), "reservation released");
    }
    replies.answer(unit, new HypervisorAnswer.RoomReleased());
  }

  void remove(UnitOfWork<HypervisorState> unit, HypervisorMessage.RemoveVm remove) {
    Optional<Guest> left = unit.state().room().resident(remove.vm());
    if (left.isEmpty()) {
      replies.refuseAbsent(unit, remove.vm());
      return;
    }
    unit.record(new HypervisorEvent.VmRemoved(remove.vm()));
    giveBack(unit, left.get(), "guest left");
    replies.answer(unit, new HypervisorAnswer.VmRemoved(remove.vm()));
  }

  /** Nobody has its members any more: their objects go, and they are reset for whoever comes. */
  void giveBack(UnitOfWork<HypervisorState> unit, Guest guest, String cause) {
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
}
