package io.godwit.model.hypervisor;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.Distribution;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/** Stops and starts the vCPUs of guests, and says so when that has taken its time. */
final class Vcpus {

  private final EntityId id;
  private final HostSettings settings;
  private final long seed;
  private final DeviceDriver driver;
  private final Replies replies;

  Vcpus(EntityId id, HostSettings settings, long seed, DeviceDriver driver, Replies replies) {
    this.id = id;
    this.settings = settings;
    this.seed = seed;
    this.driver = driver;
    this.replies = replies;
  }

  void stop(UnitOfWork<HypervisorState> unit, HypervisorMessage.StopVcpus stop) {
    if (unit.state().room().knows(stop.vm())) {
      settle(unit, stopTime(unit.from(), stop), stop.vm(), false);
    } else {
      replies.refuseAbsent(unit, stop.vm());
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

  void start(UnitOfWork<HypervisorState> unit, HypervisorMessage.StartVcpus start) {
    if (unit.state().room().knows(start.vm())) {
      settle(
          unit,
          drawn(unit, settings.drawn().vcpuStart(), "vcpu-start", settings.vcpuStart()),
          start.vm(),
          true);
    } else {
      replies.refuseAbsent(unit, start.vm());
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

  void settled(UnitOfWork<HypervisorState> unit, HypervisorMessage.VcpusSettled settled) {
    String vm = settled.vm();
    if (!unit.state().room().knows(vm)) {
      refuseWhoAskedFor(unit, settled);
      return;
    }
    if (settled.running()) {
      unit.state().room().waiting(vm).forEach(member -> driver.guestRuns(unit, member));
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

  void launch(UnitOfWork<HypervisorState> unit, HypervisorMessage.LaunchVm launch) {
    if (unit.state().room().reservedBy(unit.from().name()).isEmpty()) {
      replies.refuseAbsent(unit, launch.vm());
      return;
    }
    unit.record(new HypervisorEvent.VmLaunched(launch.vm()));
    settle(
        unit,
        drawn(unit, settings.drawn().vmBoot(), "vm-boot", settings.vmBoot()),
        launch.vm(),
        true);
  }

  /** Nobody has looked before, so it shows when the guest is to start: it does not. */
  void startIfFit(UnitOfWork<HypervisorState> unit, HypervisorMessage.StartIfFit start) {
    List<String> lacking = start.needs().lackingToStart(settings.offer());
    if (lacking.isEmpty()) {
      start(unit, new HypervisorMessage.StartVcpus(start.vm()));
    } else {
      replies.refuse(unit, Misfits.lacking(id.name(), start.vm(), lacking));
    }
  }
}
