package io.godwit.model.hypervisor;

import io.godwit.model.entity.Dispatch;
import io.godwit.model.entity.State;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.ArrivalLost;
import io.godwit.model.event.HypervisorEvent.CommandCompleted;
import io.godwit.model.event.HypervisorEvent.CommandSubmitted;
import io.godwit.model.event.HypervisorEvent.DeviceWaits;
import io.godwit.model.event.HypervisorEvent.FunctionForced;
import io.godwit.model.event.HypervisorEvent.HostBooted;
import io.godwit.model.event.HypervisorEvent.HostCrashed;
import io.godwit.model.event.HypervisorEvent.HostPaused;
import io.godwit.model.event.HypervisorEvent.HostResumed;
import io.godwit.model.event.HypervisorEvent.HostSlowed;
import io.godwit.model.event.HypervisorEvent.HostUnfit;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.ObjectsUsedUp;
import io.godwit.model.event.HypervisorEvent.OwnerFound;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationRefused;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.event.HypervisorEvent.StandingDeviceReset;
import io.godwit.model.event.HypervisorEvent.StatusSeen;
import io.godwit.model.event.HypervisorEvent.StatusWritten;
import io.godwit.model.event.HypervisorEvent.VcpusStarted;
import io.godwit.model.event.HypervisorEvent.VcpusStopped;
import io.godwit.model.event.HypervisorEvent.VfioDeviceReset;
import io.godwit.model.event.HypervisorEvent.VfioResetDeferred;
import io.godwit.model.event.HypervisorEvent.VfioSessionLost;
import io.godwit.model.event.HypervisorEvent.VfioStateChanged;
import io.godwit.model.event.HypervisorEvent.VmCreated;
import io.godwit.model.event.HypervisorEvent.VmKilled;
import io.godwit.model.event.HypervisorEvent.VmLaunched;
import io.godwit.model.event.HypervisorEvent.VmRemoved;
import io.godwit.model.fault.SeededBug;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a hypervisor knows of itself. */
final class HypervisorState implements State {

  private static final Dispatch<HypervisorState, SimTime, Event> EVENTS =
      Dispatch.<HypervisorState, SimTime, Event>over(HypervisorEvent.class)
          .on(HypervisorStarted.class, (state, at, started) -> state.started = true)
          .on(ReservationMade.class, (state, at, made) -> state.reserve(made))
          .on(ReservationReleased.class, (state, at, released) -> state.release(released))
          .on(VcpusStarted.class, (state, at, started) -> state.room.arrive(started.vm()))
          .on(VmRemoved.class, (state, at, removed) -> state.remove(removed))
          .on(VmCreated.class, (state, at, created) -> state.room.begin(created))
          .on(CommandSubmitted.class, (state, at, command) -> state.driver.submitted(at, command))
          .on(CommandCompleted.class, (state, at, command) -> state.driver.completed(command))
          .on(StatusWritten.class, (state, at, status) -> state.driver.submitted(at, status))
          .on(StatusSeen.class, (state, at, status) -> state.driver.completed(status))
          .on(HostCrashed.class, (state, at, crash) -> state.crash())
          .on(HostBooted.class, (state, at, boot) -> state.boot())
          .on(VmLaunched.class, (state, at, launched) -> state.room.launch(launched.vm()))
          .on(HostPaused.class, (state, at, pause) -> state.plight.pause(at, pause))
          .on(HostResumed.class, (state, at, resumed) -> state.plight.resume())
          .on(HostSlowed.class, (state, at, slowed) -> state.plight.slow(at, slowed))
          .on(HostUnfit.class, (state, at, unfit) -> state.plight.unfit(unfit))
          .on(VmKilled.class, (state, at, killed) -> state.kill(killed))
          .on(VcpusStopped.class, (state, at, stopped) -> state.room.stop(stopped.vm()))
          .on(DeviceWaits.class, (state, at, waits) -> state.room.waits(waits.member()))
          .on(OwnerFound.class, (state, at, found) -> state.driver.found(found.owner()))
          .on(ArrivalLost.class, (state, at, lost) -> state.driver.lost(lost.member()))
          .on(StandingDeviceReset.class, (state, at, reset) -> state.driver.lost(reset.member()))
          .on(FunctionForced.class, (state, at, forced) -> state.driver.forced(forced.member()))
          .on(ReservationRefused.class, (state, at, refused) -> state.plight.spare(refused.vm()))
          .on(VfioStateChanged.class, (state, at, event) -> state.driver.vfio().changed(event))
          .on(VfioDeviceReset.class, (state, at, event) -> state.driver.reset(event))
          .on(
              VfioResetDeferred.class,
              (state, at, event) -> state.driver.vfio().defer(event.member()))
          .on(
              VfioSessionLost.class,
              (state, at, event) -> state.driver.vfio().close(event.member()))
          .ignoring(ObjectsUsedUp.class)
          .total();

  private boolean started;

  /** Whether it hears nothing. */
  private boolean down;

  /** Whether it has ever been down, so that somebody may ask for what is gone. */
  private boolean hasBeenDown;

  /** Members of those who went down with it, as long as it is down. */
  private List<String> dark = List.of();

  private final Room room;
  private final DriverState driver;
  private final Plight plight = new Plight();

  HypervisorState(HostSettings settings, Map<VmSpec, List<String>> firstResidents) {
    room = new Room(settings, firstResidents);
    driver = new DriverState(settings);
  }

  boolean isStarted() {
    return started;
  }

  boolean isDown() {
    return down;
  }

  /** Members of those who went down with it, as long as it is down. */
  List<String> dark() {
    return dark;
  }

  /** Whether {@code member} belongs to somebody here, as far as that can be in doubt. */
  boolean hasMember(String member) {
    return !hasBeenDown || room.isTaken(member);
  }

  /** What is wrong with the host while it is up. */
  Plight plight() {
    return plight;
  }

  Room room() {
    return room;
  }

  DriverState driver() {
    return driver;
  }

  @Override
  public void evolve(SimTime at, Event event) {
    EVENTS.handle(this, at, event);
  }

  private void release(ReservationReleased released) {
    room.reservedBy(released.migration()).ifPresent(guest -> driver.givenBack(guest.members()));
    room.release(released.migration());
  }

  private void remove(VmRemoved removed) {
    room.resident(removed.vm()).ifPresent(guest -> driver.givenBack(guest.members()));
    room.remove(removed.vm());
  }

  private void reserve(ReservationMade made) {
    plight.spare(made.vm());
    room.reserve(made);
  }

  /** Somebody may ask for what is gone, as after a crash. */
  private void kill(VmKilled killed) {
    hasBeenDown = true;
    Optional<Room.Guest> guest = room.guest(killed.vm());
    if (guest.isPresent()) {
      driver.givenBack(guest.get().members());
      room.kill(killed.vm());
      plight.killed(killed.vm());
    } else {
      plight.doom(killed.vm());
    }
  }

  private void crash() {
    plight.crash();
    down = true;
    hasBeenDown = true;
    if (!SeededBug.CRASHED_HOST_REMEMBERS.isSown()) {
      driver.forget();
    }
    dark = room.everybody().stream().flatMap(guest -> guest.members().stream()).toList();
    room.clear();
  }

  private void boot() {
    down = false;
    dark = List.of();
  }
}
