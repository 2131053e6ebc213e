package io.godwit.model.fleet;

import io.godwit.model.entity.Message;
import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.FaultInjected;
import io.godwit.model.event.FleetEvent.HostFailed;
import io.godwit.model.event.FleetEvent.HostFenced;
import io.godwit.model.event.FleetEvent.HostMissed;
import io.godwit.model.event.FleetEvent.HostRecovered;
import io.godwit.model.event.FleetEvent.HostStood;
import io.godwit.model.event.FleetEvent.HostWentOn;
import io.godwit.model.fleet.FleetMessage.HearOfHost;
import io.godwit.model.fleet.FleetMessage.MishapOver;
import io.godwit.model.fleet.FleetMessage.MissHost;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What befalls hosts, and how it is noticed: peers do when their connections die, the fleet when it
 * has missed a host for long enough. One that stands for so long is cut off its power, for its
 * guests may be started elsewhere then.
 */
final class HostMisfortune {

  private final FleetSettings settings;
  private final Settlement settlement;
  private final Topology topology;
  private final Capacities capacities;

  HostMisfortune(FleetSettings settings, Settlement settlement, Capacities capacities) {
    this.settings = settings;
    this.settlement = settlement;
    this.topology = settings.datacenter().topology();
    this.capacities = capacities;
  }

  /** One that is down cannot go down again, and nothing else can befall it. */
  void strike(
      UnitOfWork<FleetState> unit, int number, Mishap.Hosts trouble, String host, String trigger) {
    Mishap mishap = settings.mishaps().all().get(number);
    if (unit.state().plight().failures().isDown(topology.host(host))) {
      return;
    }
    unit.record(new FaultInjected(mishap.fault(), mishap.kind(), host, trigger));
    Optional<SimDuration> lasts = unit.state().plight().lasts(number, host);
    switch (trouble.what()) {
      case CRASH -> crash(unit, host, lasts);
      case PAUSE -> pause(unit, host, lasts.orElseThrow());
      case SLOW -> setLinks(unit, host);
      default -> {}
    }
    trouble
        .what()
        .begins(trouble.factor(), lasts.orElse(SimDuration.ZERO))
        .ifPresent(message -> tell(unit, trouble.what(), host, message));
    lasts.ifPresent(time -> Fleet.toSelf(unit, time, new MishapOver(number, host)));
  }

  private void tell(UnitOfWork<FleetState> unit, HostTrouble what, String host, Message message) {
    if (what.isOfOwners()) {
      for (HostSettings.OwnerSlot slot : settings.datacenter().host().owners()) {
        unit.send(EntityId.owner(host + '/' + slot.name()), Outgoing.SHORTEST, message);
      }
    } else {
      unit.send(EntityId.hypervisor(host), Outgoing.SHORTEST, message);
    }
  }

  /** A host that is down for another reason stays down. */
  void over(UnitOfWork<FleetState> unit, int number, Mishap.Hosts trouble, String host) {
    int fault = settings.mishaps().all().get(number).fault();
    Failures failures = unit.state().plight().failures();
    if (failures.isDownBy(topology.host(host), fault)) {
      boot(unit, host);
    } else if (failures.isDown(topology.host(host))) {
      tellEnd(unit, trouble, host);
    } else {
      goOn(unit, trouble, host);
    }
  }

  private void goOn(UnitOfWork<FleetState> unit, Mishap.Hosts trouble, String host) {
    if (trouble.what() == HostTrouble.PAUSE
        && unit.state().plight().standing().since(topology.host(host)).isPresent()
        && !capacities.isPaused(unit.state(), host, unit.now())) {
      unit.record(new HostWentOn(host));
    }
    if (trouble.what() == HostTrouble.PAUSE || trouble.what() == HostTrouble.SLOW) {
      setLinks(unit, host);
    }
    tellEnd(unit, trouble, host);
    settlement.admitWhoeverWaits(unit);
  }

  private void tellEnd(UnitOfWork<FleetState> unit, Mishap.Hosts trouble, String host) {
    trouble.what().ends().ifPresent(message -> tell(unit, trouble.what(), host, message));
  }

  private void crash(UnitOfWork<FleetState> unit, String host, Optional<SimDuration> lasts) {
    unit.record(new HostFailed(host, lasts.isPresent()));
    unit.send(EntityId.hypervisor(host), Outgoing.SHORTEST, new HypervisorMessage.LosePower());
    setLinks(unit, host);
    unit.state()
        .migrations()
        .runningAt(topology.host(host))
        .forEach(
            (migration, tracked) -> {
              SimTime begins = unit.state().migrations().begins(migration);
              SimTime from = begins.isAfter(unit.now()) ? begins : unit.now();
              if (!unit.state().plight().troubles().isBackBy(from, host)) {
                silence(unit, migration, tracked, host, lasts);
              }
            });
    Fleet.toSelf(unit, settings.mishaps().detection(), new MissHost(host, unit.now()));
  }

  /** Its peers give up its connections, and the fleet the host, each after its own patience. */
  private void pause(UnitOfWork<FleetState> unit, String host, SimDuration lasts) {
    unit.record(new HostStood(host, lasts));
    setLinks(unit, host);
    Map<String, Tracked> concerned = unit.state().migrations().runningAt(topology.host(host));
    concerned.forEach(
        (migration, tracked) -> {
          SimDuration keepalive = settings.mishaps().keepalive().apply(tracked.vm().name());
          if (keepalive.compareTo(lasts) < 0) {
            unit.send(
                EntityId.migration(migration),
                keepalive,
                new MigrationMessage.PeerStands(tracked.attempt(), host, keepalive));
          }
        });
    if (settings.mishaps().detection().compareTo(lasts) < 0) {
      Fleet.toSelf(unit, settings.mishaps().detection(), new MissHost(host, unit.now()));
    }
  }

  /** Peers notice when their connections die, or when the host that is back denies them. */
  private void silence(
      UnitOfWork<FleetState> unit,
      String migration,
      Tracked tracked,
      String host,
      Optional<SimDuration> lasts) {
    SimDuration keepalive = settings.mishaps().keepalive().apply(tracked.vm().name());
    SimDuration silent = lasts.filter(time -> time.compareTo(keepalive) < 0).orElse(keepalive);
    unit.send(
        EntityId.migration(migration),
        silent.plus(Outgoing.SHORTEST),
        new MigrationMessage.HostSilent(tracked.attempt(), host, silent));
  }

  /** An attempt begins with a host that is down then, though the fleet does not know of it. */
  void beginInVain(UnitOfWork<FleetState> unit, String migration, SimTime at) {
    Tracked tracked = unit.state().migration(migration);
    for (int host : List.of(tracked.source(), tracked.destination())) {
      String name = topology.hostName(host);
      if (unit.state().plight().failures().isDown(host)
          && !unit.state().plight().troubles().isBackBy(at, name)) {
        silence(unit, migration, tracked, name, Optional.empty());
      }
    }
  }

  /** Its links carry what is left of them now that something begins or ends. */
  private void setLinks(UnitOfWork<FleetState> unit, String host) {
    for (int link : topology.linksNamed(host)) {
      ByteRate rate = capacities.of(unit.state(), link, unit.now());
      unit.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.ChangeLink(link, rate));
    }
  }

  private void boot(UnitOfWork<FleetState> unit, String host) {
    boolean away = unit.state().control().awayUntil().isPresent();
    if (away) {
      Fleet.toSelf(unit, Outgoing.SHORTEST, new HearOfHost(host));
    } else {
      heard(unit, host);
    }
    unit.send(EntityId.hypervisor(host), Outgoing.SHORTEST, new HypervisorMessage.Boot());
    unit.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.BreakFlows(host));
    setLinks(unit, host);
    if (!away) {
      settlement.admitWhoeverWaits(unit);
    }
  }

  /** The fleet learns that a host is back. */
  void heard(UnitOfWork<FleetState> unit, String host) {
    miss(unit, host);
    unit.record(new HostRecovered(host));
  }

  /** The time is over after which a host counts as failed, unless it has come back since. */
  void missed(UnitOfWork<FleetState> unit, MissHost late) {
    int host = topology.host(late.host());
    if (unit.state().plight().standing().since(host).equals(Optional.of(late.failedAt()))) {
      unit.record(new HostFenced(late.host()));
      crash(unit, late.host(), Optional.of(settings.mishaps().detection()));
      miss(unit, late.host());
    } else if (unit.state().plight().failures().since(host).equals(Optional.of(late.failedAt()))) {
      miss(unit, late.host());
    }
  }

  /** Its guests are lost; those that were to leave it will not. */
  private void miss(UnitOfWork<FleetState> unit, String name) {
    int host = topology.host(name);
    if (!unit.state().plight().failures().isDown(host)
        || unit.state().plight().failures().isMissed(host)) {
      return;
    }
    List<String> guests = unit.state().guests().settledOn(host).stream().map(VmSpec::name).toList();
    unit.record(new HostMissed(name, guests));
    unit.state()
        .migrations()
        .waitingAt(host)
        .forEach(
            migration ->
                settlement.settle(unit, migration, Outcome.LOST, "%s has failed".formatted(name)));
    settlement.admitWhoeverWaits(unit);
  }
}
