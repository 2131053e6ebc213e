package io.godwit.model.hypervisor;

import io.godwit.model.device.DriverMessage;
import io.godwit.model.device.MemberMessage;
import io.godwit.model.entity.Decision;
import io.godwit.model.entity.LegacyEntity;
import io.godwit.model.entity.Message;
import io.godwit.model.event.Event;
import io.godwit.model.event.HypervisorEvent;
import io.godwit.model.event.HypervisorEvent.HypervisorStarted;
import io.godwit.model.event.HypervisorEvent.ReservationMade;
import io.godwit.model.event.HypervisorEvent.ReservationRefused;
import io.godwit.model.event.HypervisorEvent.ReservationReleased;
import io.godwit.model.hypervisor.HypervisorState.Guest;
import io.godwit.model.hypervisor.HypervisorState.Reservation;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rules of one host. It keeps room for arriving guests, stops and starts vCPUs, and turns what
 * a migration asks of a device into admin commands on the owner's queue ({@link DeviceDriver}).
 */
public final class Hypervisor implements LegacyEntity<HypervisorState> {

  private final EntityId id;
  private final HostSettings settings;
  private final Map<VmSpec, List<String>> firstResidents;
  private final long seed;
  private final DeviceDriver driver;

  /**
   * The hypervisor of {@code host}.
   *
   * @param firstResidents the guests that run here when the run begins, with their members
   * @param seed of the run; only the jitter of stopping vCPUs is drawn from it
   */
  public Hypervisor(
      String host, HostSettings settings, Map<VmSpec, List<String>> firstResidents, long seed) {
    this.id = EntityId.hypervisor(host);
    this.settings = settings;
    this.firstResidents = firstResidents;
    this.seed = seed;
    this.driver = new DeviceDriver(settings);
  }

  @Override
  public HypervisorState initial() {
    var state = new HypervisorState();
    for (var owner : settings.owners()) {
      var members = new TreeSet<Integer>();
      for (int number = 1; number <= owner.settings().members(); number++) {
        members.add(number);
      }
      state.freeMembers.put(owner.name(), members);
    }
    firstResidents.forEach(
        (vm, members) -> {
          var guest = new Guest(vm.memory(), members);
          state.residents.put(vm.name(), guest);
          state.occupy(guest);
        });
    return state;
  }

  @Override
  public Decision decide(HypervisorState state, SimTime now, EntityId from, Message message) {
    var decision = Decision.builder();
    if (!state.started) {
      decision.record(
          new HypervisorStarted(
              settings.memory(), state.used, List.copyOf(state.residents.keySet())));
    }
    if (message instanceof HypervisorMessage request) {
      serve(state, now, from, request, decision);
    } else if (message instanceof DriverMessage answer) {
      driver.serve(state, now, from, answer, decision);
    } else {
      throw new IllegalArgumentException("a hypervisor has no use for " + message);
    }
    return decision.build();
  }

  private void serve(
      HypervisorState state,
      SimTime now,
      EntityId from,
      HypervisorMessage request,
      Decision.Builder decision) {
    if (request instanceof HypervisorMessage.OperateDevice operate) {
      driver.begin(state, from, operate, decision);
    } else if (request instanceof HypervisorMessage.DescribeVm describe) {
      describe(state, from, describe.vm(), decision);
    } else if (request instanceof HypervisorMessage.ReserveRoom reserve) {
      reserve(state, from, reserve.vm(), decision);
    } else if (request instanceof HypervisorMessage.ReleaseRoom) {
      release(state, from, decision);
    } else if (request instanceof HypervisorMessage.StopVcpus stop) {
      settle(vcpuStop(stop.vm(), now), stop.vm(), false, from, decision);
    } else if (request instanceof HypervisorMessage.StartVcpus start) {
      settle(settings.vcpuStart(), start.vm(), true, from, decision);
    } else if (request instanceof HypervisorMessage.VcpusSettled settled) {
      settled(settled, decision);
    } else if (request instanceof HypervisorMessage.RemoveVm remove) {
      remove(state, from, remove.vm(), decision);
    } else {
      throw new IllegalArgumentException("a hypervisor does not ask itself " + request);
    }
  }

  private void describe(
      HypervisorState state, EntityId from, String vm, Decision.Builder decision) {
    Guest guest = state.residents.get(vm);
    decision.send(
        from,
        settings.localCall(),
        guest == null
            ? new HypervisorAnswer.RequestRefused(vm + " does not run on " + id.name())
            : new HypervisorAnswer.VmDescribed(vm, guest.members()));
  }

  private void reserve(HypervisorState state, EntityId from, VmSpec vm, Decision.Builder decision) {
    Optional<List<String>> members = state.pickMembers(id.name(), vm.devices());
    ByteCount needed = state.used.plus(vm.memory());
    if (needed.compareTo(settings.memory()) <= 0 && members.isPresent()) {
      decision.record(new ReservationMade(from.name(), vm.name(), vm.memory(), members.get()));
      decision.send(from, settings.localCall(), new HypervisorAnswer.RoomReserved(members.get()));
      return;
    }
    String reason =
        members.isEmpty()
            ? id.name() + " has too few free members for " + vm.devices()
            : id.name()
                + " has "
                + settings.memory().minus(state.used)
                + " free of "
                + settings.memory()
                + ", and "
                + vm.name()
                + " needs "
                + vm.memory();
    decision.record(new ReservationRefused(from.name(), vm.name(), reason));
    decision.send(from, settings.localCall(), new HypervisorAnswer.RequestRefused(reason));
  }

  private void release(HypervisorState state, EntityId from, Decision.Builder decision) {
    Reservation reservation = state.reservations.get(from.name());
    if (reservation != null) {
      decision.record(new ReservationReleased(from.name(), reservation.vm()));
      reservation
          .guest()
          .members()
          .forEach(member -> driver.release(state, member, from.name(), decision));
      resetMembers(reservation.guest(), "reservation released", decision);
    }
    decision.send(from, settings.localCall(), new HypervisorAnswer.RoomReleased());
  }

  private SimDuration vcpuStop(String vm, SimTime now) {
    long jitter =
        RandomStream.of(seed, id, "vcpu-stop " + vm + ' ' + now.nanos())
            .below(settings.vcpuStopJitter().nanos() + 1);
    return settings.vcpuStop().plus(SimDuration.ofNanos(jitter));
  }

  private void settle(
      SimDuration takes, String vm, boolean running, EntityId from, Decision.Builder decision) {
    decision.send(id, takes, new HypervisorMessage.VcpusSettled(vm, running, from.name()));
  }

  private void settled(HypervisorMessage.VcpusSettled settled, Decision.Builder decision) {
    EntityId migration = EntityId.migration(settled.migration());
    if (settled.running()) {
      decision.record(new HypervisorEvent.VcpusStarted(settled.vm()));
      decision.send(
          migration, settings.localCall(), new HypervisorAnswer.VcpusStarted(settled.vm()));
    } else {
      decision.record(new HypervisorEvent.VcpusStopped(settled.vm()));
      decision.send(
          migration, settings.localCall(), new HypervisorAnswer.VcpusStopped(settled.vm()));
    }
  }

  private void remove(HypervisorState state, EntityId from, String vm, Decision.Builder decision) {
    decision.record(new HypervisorEvent.VmRemoved(vm));
    Guest left = state.residents.get(vm);
    left.members().forEach(member -> driver.release(state, member, from.name(), decision));
    resetMembers(left, "guest left", decision);
    decision.send(from, settings.localCall(), new HypervisorAnswer.VmRemoved(vm));
  }

  private void resetMembers(Guest guest, String cause, Decision.Builder decision) {
    for (String member : guest.members()) {
      decision.send(
          EntityId.member(member), driver.doorbell(member), new MemberMessage.ResetFunction(cause));
    }
  }

  @Override
  public HypervisorState evolve(HypervisorState state, SimTime at, Event event) {
    if (event instanceof HypervisorStarted) {
      state.started = true;
    } else if (event instanceof ReservationMade made) {
      var guest = new Guest(made.memory(), made.members());
      state.reservations.put(made.migration(), new Reservation(made.vm(), guest));
      state.occupy(guest);
    } else if (event instanceof ReservationReleased released) {
      state.vacate(state.reservations.remove(released.migration()).guest());
    } else if (event instanceof HypervisorEvent.VcpusStarted started) {
      arrive(state, started.vm());
    } else if (event instanceof HypervisorEvent.VmRemoved removed) {
      state.vacate(state.residents.remove(removed.vm()));
    } else {
      driver.evolve(state, at, event);
    }
    return state;
  }

  /** A guest that starts here becomes a resident, unless it is one that was only stopped. */
  private static void arrive(HypervisorState state, String vm) {
    for (var entry : state.reservations.entrySet()) {
      if (entry.getValue().vm().equals(vm)) {
        state.residents.put(vm, entry.getValue().guest());
        state.reservations.remove(entry.getKey());
        return;
      }
    }
  }
}
