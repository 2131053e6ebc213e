package io.godwit.model.fleet;

import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.GuestLeft;
import io.godwit.model.event.FleetEvent.HostDown;
import io.godwit.model.event.FleetEvent.HostReturned;
import io.godwit.model.event.FleetEvent.HostSpared;
import io.godwit.model.event.FleetEvent.HostsCordoned;
import io.godwit.model.event.FleetEvent.HostsUncordoned;
import io.godwit.model.event.FleetEvent.MoveAssigned;
import io.godwit.model.event.FleetEvent.PowerDrawn;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.OptionalInt;

/** Carries upgrades on: the next batch when one is through, down when empty, and back. */
final class Upgrades {

  private final FleetSettings settings;
  private final Settlement settlement;

  Upgrades(FleetSettings settings, Settlement settlement) {
    this.settings = settings;
    this.settlement = settlement;
  }

  /** Does what can be done now; false when the upgrade is through. */
  boolean goOn(UnitOfWork<FleetState> unit, int plan, Upgrade upgrade) {
    Rollout rollout = unit.state().plan(plan).rollout();
    while (rollout.down().isEmpty()) {
      if (!rollout.emptying().isEmpty()) {
        boolean isAnyAway = rollout.emptying().stream().anyMatch(unit.state().plans()::isTakenDown);
        if (isAnyAway || !unit.state().isOver(plan)) {
          return true; // another upgrade has to bring it back before
        }
        takeDown(unit, plan, upgrade);
      } else if (unit.state().plan(plan).isOpen() && rollout.begun() < upgrade.hosts().count()) {
        begin(unit, plan, upgrade);
      } else {
        return false;
      }
    }
    return true;
  }

  private void begin(UnitOfWork<FleetState> unit, int plan, Upgrade upgrade) {
    int from = upgrade.first() + unit.state().plan(plan).rollout().begun();
    int to = Math.min(upgrade.last(), from + upgrade.batch() - 1);
    for (int host = from; host <= to; host++) {
      unit.record(new HostsCordoned(plan, name(host)));
    }
    for (int host = from; host <= to; host++) {
      for (VmSpec vm : unit.state().guests().settledOn(host)) {
        if (unit.state().guests().mayMove(vm.name())) {
          settlement.ask(unit, vm.name(), plan);
        } else {
          String reason = unit.state().guests().whyItStays(vm.name());
          unit.record(new GuestLeft(plan, vm.name(), name(host), reason));
        }
      }
    }
    settlement.admitWhoeverWaits(unit);
  }

  /** What is empty goes down; where somebody stayed, or when it is too late, the host is spared. */
  private void takeDown(UnitOfWork<FleetState> unit, int plan, Upgrade upgrade) {
    boolean open = unit.state().plan(plan).isOpen();
    for (int host : List.copyOf(unit.state().plan(plan).rollout().emptying())) {
      int guests = unit.state().guests().on(host);
      if (guests == 0 && open) {
        unit.record(new HostDown(plan, name(host)));
      } else {
        unit.record(new HostSpared(plan, name(host), guests));
        unit.record(new HostsUncordoned(plan, name(host)));
      }
    }
    if (!unit.state().plan(plan).rollout().down().isEmpty()) {
      notePower(unit);
      Fleet.toSelf(unit, downFor(unit, plan, upgrade), new FleetMessage.ReturnHosts(plan));
    }
    settlement.admitWhoeverWaits(unit);
  }

  /** A batch is known by how many hosts have begun with it. */
  private SimDuration downFor(UnitOfWork<FleetState> unit, int plan, Upgrade upgrade) {
    int begun = unit.state().plan(plan).rollout().begun();
    String purpose = "down-for of plan " + plan + ", batch up to host " + begun;
    return upgrade
        .downForDrawn()
        .map(drawn -> drawn.draw(RandomStream.of(settings.seed(), EntityId.fleet(), purpose)))
        .map(SimDuration::ofNanos)
        .orElse(upgrade.downFor());
  }

  /** The batch comes back, and its guests too if they shall. */
  void bringBack(UnitOfWork<FleetState> unit, int plan) {
    Upgrade upgrade = settings.plans().get(plan).action().upgrades().orElseThrow();
    Rollout rollout = unit.state().plan(plan).rollout();
    for (int host : List.copyOf(rollout.down())) {
      unit.record(new HostReturned(plan, name(host), kindName(upgrade.becomes())));
      unit.record(new HostsUncordoned(plan, name(host)));
    }
    notePower(unit);
    if (upgrade.refill() && unit.state().plan(plan).isOpen()) {
      List.copyOf(rollout.homes().keySet()).stream()
          .filter(vm -> rollout.home(vm).isPresent())
          .filter(unit.state().guests()::isHere)
          .filter(vm -> !unit.state().guests().of(vm).moving())
          .filter(unit.state().guests()::mayMove)
          .forEach(vm -> takeHome(unit, plan, vm));
    }
    settlement.finishIfOver(unit, plan);
    List<Integer> others = unit.state().plans().openDrains().toList();
    others.forEach(other -> settlement.finishIfOver(unit, other));
    settlement.admitWhoeverWaits(unit);
  }

  /** Companions that it has found where it is go with it. */
  private void takeHome(UnitOfWork<FleetState> unit, int plan, String vm) {
    Rollout rollout = unit.state().plan(plan).rollout();
    settlement.ask(unit, vm, plan);
    for (String other : unit.state().guests().companionsBeside(vm)) {
      if (rollout.home(other).isEmpty()) {
        unit.record(new MoveAssigned(plan, other, name(rollout.home(vm).orElseThrow())));
        settlement.ask(unit, other, plan);
      }
    }
  }

  private String kindName(OptionalInt kind) {
    return kind.isPresent() ? settings.datacenter().kinds().all().get(kind.getAsInt()).name() : "";
  }

  private void notePower(UnitOfWork<FleetState> unit) {
    if (settings.datacenter().milliwatts() > 0) {
      unit.record(new PowerDrawn(unit.state().milliwatts()));
    }
  }

  private String name(int host) {
    return settings.datacenter().topology().hostName(host);
  }
}
