package io.godwit.model.hypervisor;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.device.OwnerMessage;
import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.hypervisor.Room.Guest;
import io.godwit.model.id.EntityId;
import io.godwit.model.protocol.Disturbance;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/** What befalls the machine that a host is: whether it has power, stands, is slow, or is unfit. */
final class Hardware {

  /** Longer than an owner takes to tell its members. */
  private static final SimDuration AFTER_OWNERS = SimDuration.ofMicros(10);

  /** By then all that was under way on a host is over, and no host boots faster. */
  private static final SimDuration POWER_UP = SimDuration.ofMillis(900);

  private final EntityId id;
  private final HostSettings settings;
  private final DeviceDriver driver;

  Hardware(EntityId id, HostSettings settings, DeviceDriver driver) {
    this.id = id;
    this.settings = settings;
    this.driver = driver;
  }

  /** A host that is down only boots, or becomes fit again; one that stands hears it all later. */
  boolean isHeard(UnitOfWork<HypervisorState> unit, Message message) {
    if (unit.state().isDown()) {
      return message instanceof HypervisorMessage.Boot
          || message instanceof HypervisorMessage.MisfitHost;
    } else if (isOfItsHardware(message)) {
      return true;
    }
    Optional<SimDuration> stands = unit.state().plight().standsFor(unit.now());
    stands.ifPresent(time -> unit.putOff(id, time, message));
    return stands.isEmpty() && !unit.state().plight().isDeaf(unit.now());
  }

  private static boolean isOfItsHardware(Message message) {
    return message instanceof HypervisorMessage.LosePower
        || message instanceof HypervisorMessage.Boot
        || message instanceof HypervisorMessage.PauseHost
        || message instanceof HypervisorMessage.ResumeHost
        || message instanceof HypervisorMessage.SlowHost
        || message instanceof HypervisorMessage.MisfitHost;
  }

  /** What a slow host sends leaves late; what it waits for by the clock does not. */
  static void stretch(UnitOfWork<HypervisorState> unit, Message message) {
    int factor = unit.state().plight().slowness(unit.now());
    if (factor > 1 && !isOfItsHardware(message)) {
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

  void pause(UnitOfWork<HypervisorState> unit, HypervisorMessage.PauseHost pause) {
    Room room = unit.state().room();
    boolean stood = unit.state().plight().standsFor(unit.now()).isPresent();
    List<String> ran =
        stood ? List.of() : room.residents().stream().filter(room::isRunning).toList();
    unit.record(new HypervisorEvent.HostPaused(pause.lasts(), ran));
  }

  void resume(UnitOfWork<HypervisorState> unit, HypervisorMessage.ResumeHost resume) {
    if (unit.state().plight().mayResume(unit.now())) {
      unit.record(new HypervisorEvent.HostResumed());
    }
  }

  void slow(UnitOfWork<HypervisorState> unit, HypervisorMessage.SlowHost slow) {
    unit.record(new HypervisorEvent.HostSlowed(slow.factor(), slow.lasts()));
  }

  void becomeUnfit(UnitOfWork<HypervisorState> unit, HypervisorMessage.MisfitHost misfit) {
    unit.record(new HypervisorEvent.HostUnfit(misfit.kind(), misfit.healed()));
  }

  /**
   * Guests and devices are gone. What the owners still carry out of what they were asked reaches
   * members that are reset now, and once more when the host boots.
   */
  void crash(UnitOfWork<HypervisorState> unit) {
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
    unit.state().dark().forEach(member -> reset(unit, member, "host crashed", AFTER_OWNERS));
  }

  void boot(UnitOfWork<HypervisorState> unit) {
    if (unit.state().isDown()) {
      unit.state().dark().forEach(member -> reset(unit, member, "host booted", Outgoing.SHORTEST));
      unit.record(new HypervisorEvent.HostBooted());
    }
  }

  private static void reset(
      UnitOfWork<HypervisorState> unit, String member, String cause, SimDuration after) {
    unit.send(EntityId.member(member), after, new MemberMessage.ResetFunction(cause));
  }
}
