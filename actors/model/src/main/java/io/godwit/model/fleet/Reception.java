package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.GuestArrived;
import io.godwit.model.event.FleetEvent.GuestLeaving;
import io.godwit.model.event.FleetEvent.GuestRefused;
import io.godwit.model.fleet.FleetMessage.ArrivalDue;
import io.godwit.model.fleet.FleetMessage.DepartureDue;
import io.godwit.model.hypervisor.HypervisorMessage.CreateVm;
import io.godwit.model.hypervisor.HypervisorReport.CreationRefused;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets guests come, each to a host that the placement finds for it or to none, and lets them go
 * when their time is over. Whoever is to go while a migration of it is open goes when that has
 * ended.
 */
final class Reception {

  private final FleetSettings settings;
  private final Settlement settlement;
  private final Planning planning;

  Reception(FleetSettings settings, Settlement settlement, Planning planning) {
    this.settings = settings;
    this.settlement = settlement;
    this.planning = planning;
  }

  void foresee(UnitOfWork<FleetState> unit) {
    for (int group = 0; group < settings.turnover().arrivals().size(); group++) {
      expect(unit, group, 0);
    }
    settings.datacenter().vms().forEach(placed -> untilItLeaves(unit, placed.vm().name()));
  }

  private void expect(UnitOfWork<FleetState> unit, int group, int number) {
    List<Arrivals.Coming> guests = settings.turnover().arrivals().get(group).guests();
    if (number < guests.size()) {
      SimTime due = guests.get(number).at();
      SimDuration wait = due.isAfter(unit.now()) ? due.since(unit.now()) : Outgoing.SHORTEST;
      Fleet.toSelf(unit, wait, new ArrivalDue(group, number));
    }
  }

  private void untilItLeaves(UnitOfWork<FleetState> unit, String vm) {
    settings
        .turnover()
        .lifetime(vm)
        .ifPresent(lifetime -> Fleet.toSelf(unit, lifetime, new DepartureDue(vm)));
  }

  void arrive(UnitOfWork<FleetState> unit, ArrivalDue due) {
    Arrivals arrivals = settings.turnover().arrivals().get(due.group());
    VmSpec vm = arrivals.guests().get(due.number()).vm();
    Optional<Integer> host = hostFor(unit.state(), arrivals, vm);
    if (host.isPresent()) {
      String name = settings.datacenter().topology().hostName(host.get());
      unit.record(new GuestArrived(arrivals.group(), vm.name(), name, vm.memory(), vm.devices()));
      unit.send(EntityId.hypervisor(name), settings.controlLatency(), new CreateVm(vm));
      untilItLeaves(unit, vm.name());
    } else {
      unit.record(
          new GuestRefused(arrivals.group(), vm.name(), obstacle(unit.state(), arrivals, vm)));
    }
    expect(unit, due.group(), due.number() + 1);
  }

  /** One that will be drained later takes a guest only where no other can. */
  private static Optional<Integer> hostFor(FleetState state, Arrivals arrivals, VmSpec vm) {
    Hosts hosts = state.hosts();
    Optional<Integer> second = Optional.empty();
    var order =
        arrivals
            .place()
            .rule()
            .preferred(hosts, state.turnover().lastOf(arrivals.group()))
            .iterator();
    while (order.hasNext()) {
      int host = order.nextInt();
      if (arrivals.on().contains(host) && hosts.hasRoom(host, vm, Tracked.NOWHERE)) {
        if (!hosts.isDrainedLater(host)) {
          return Optional.of(host);
        }
        second = second.or(() -> Optional.of(host));
      }
    }
    return second;
  }

  private static String obstacle(FleetState state, Arrivals arrivals, VmSpec vm) {
    Map<Objection, Long> objections =
        state.hosts().objections(arrivals.on().hosts().boxed(), vm, Tracked.NOWHERE);
    if (objections.isEmpty()) {
      return "every host that %s could go to is being drained".formatted(vm.name());
    }
    long cordoned = arrivals.on().hosts().filter(state.hosts()::isCordoned).count();
    return "no host can take %s (%s): of those permitted, %s%s"
        .formatted(
            vm.name(),
            vm.memory(),
            Objection.listed(objections),
            cordoned == 0 ? "" : ", %d where nobody may arrive".formatted(cordoned));
  }

  /** The host has less room than was believed. */
  void refused(UnitOfWork<FleetState> unit, CreationRefused refused) {
    String vm = refused.vm();
    if (unit.state().guests().isHere(vm)) {
      String group = vm.substring(0, vm.lastIndexOf('-'));
      unit.record(new GuestRefused(group, vm, refused.reason()));
      settlement.admitWhoeverWaits(unit);
    }
  }

  void depart(UnitOfWork<FleetState> unit, DepartureDue due) {
    Guests guests = unit.state().guests();
    String vm = due.vm();
    if (!guests.isHere(vm)) {
      return; // its host would not have it
    }
    if (guests.isLost(vm) || guests.of(vm).moving()) {
      unit.record(new GuestLeaving(vm));
      planning.cancel(unit, vm, "the guest left");
    } else {
      settlement.depart(unit, vm);
    }
    settlement.admitWhoeverWaits(unit);
  }
}
