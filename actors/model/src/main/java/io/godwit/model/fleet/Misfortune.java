package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.FaultInjected;
import io.godwit.model.event.FleetEvent.HostFailed;
import io.godwit.model.event.FleetEvent.HostMissed;
import io.godwit.model.event.FleetEvent.HostRecovered;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.fault.Schedule;
import io.godwit.model.fleet.FleetMessage.MishapDue;
import io.godwit.model.fleet.FleetMessage.MishapOver;
import io.godwit.model.fleet.FleetMessage.MissHost;
import io.godwit.model.hypervisor.HypervisorMessage;
import io.godwit.model.hypervisor.VmSpec;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.PlaceStruck;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.migration.Outcome;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.network.Topology;
import io.godwit.model.random.RandomStream;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets mishaps strike when their time comes. Here the fleet stands for the world as well: it breaks
 * what a scenario breaks, and has peers notice after as long as their connections take to die. What
 * it knows itself it learns later, when it has missed a host for long enough.
 */
final class Misfortune {

  private final FleetSettings settings;
  private final Settlement settlement;
  private final Topology topology;

  Misfortune(FleetSettings settings, Settlement settlement) {
    this.settings = settings;
    this.settlement = settlement;
    this.topology = settings.datacenter().topology();
  }

  void foresee(UnitOfWork<FleetState> unit) {
    for (int number = 0; number < mishaps().size(); number++) {
      Optional<Schedule> when = mishaps().get(number).when();
      List<SimTime> times = when.map(each -> each.times(EntityId.fleet())).orElse(List.of());
      for (int i = 0; i < times.size(); i++) {
        Fleet.toSelf(unit, Fleet.fromNow(times.get(i)), new MishapDue(number, i));
      }
    }
  }

  void due(UnitOfWork<FleetState> unit, MishapDue due) {
    Mishap mishap = mishaps().get(due.mishap());
    Schedule when = mishap.when().orElseThrow();
    if (!when.strikes(EntityId.fleet(), due.occurrence())) {
      return;
    }
    String trigger = when.words(due.occurrence(), unit.now());
    RandomStream draws =
        when.chance().stream(EntityId.fleet(), "targets", "occurrence " + due.occurrence());
    if (mishap.trouble() instanceof Mishap.Hosts hosts) {
      List<Integer> all = hosts.among().stream().flatMap(each -> each.hosts().boxed()).toList();
      List<Integer> struck =
          hosts.serial()
              ? List.of(all.get(due.occurrence() % all.size()))
              : sample(all, hosts.percent(), draws);
      struck.forEach(host -> crash(unit, due.mishap(), topology.hostName(host), trigger));
    } else if (mishap.trouble() instanceof Mishap.Links links) {
      links.names().forEach(name -> change(unit, due.mishap(), name, links.capacity(), trigger));
    } else if (mishap.trouble() instanceof Mishap.Movers movers) {
      List<String> moving =
          movers.vms().stream().flatMap(vm -> unit.state().runningOf(vm).stream()).toList();
      sample(moving, movers.percent(), draws)
          .forEach(
              migration ->
                  unit.send(
                      EntityId.migration(migration),
                      Outgoing.SHORTEST,
                      new MigrationMessage.StrikeNow(movers.strike(), trigger)));
    }
  }

  /** So many of them, at least one, each as likely as the others; in their order. */
  private static <T> List<T> sample(List<T> all, int percent, RandomStream draws) {
    if (percent >= 100 || all.isEmpty()) {
      return all;
    }
    long left = Math.max(1, all.size() * (long) percent / 100);
    var chosen = new ArrayList<T>();
    for (int i = 0; i < all.size(); i++) {
      if (draws.below(all.size() - i) < left) {
        chosen.add(all.get(i));
        left--;
      }
    }
    return chosen;
  }

  /** A migration has come to where a fault lies in wait for one of its hosts. */
  void struck(UnitOfWork<FleetState> unit, PlaceStruck place) {
    int number = settings.mishaps().ofFault(place.fault()).orElseThrow();
    if (mishaps().get(number).trouble() instanceof Mishap.Links links) {
      change(unit, number, place.host(), links.capacity(), place.trigger());
    } else {
      crash(unit, number, place.host(), place.trigger());
    }
  }

  private void change(
      UnitOfWork<FleetState> unit, int number, String name, ByteRate capacity, String trigger) {
    Mishap mishap = mishaps().get(number);
    unit.record(new FaultInjected(mishap.fault(), mishap.kind(), name, trigger));
    change(unit, name, Optional.of(capacity));
    mishap.lasts().ifPresent(time -> Fleet.toSelf(unit, time, new MishapOver(number, name)));
  }

  /** Without a capacity, links get back their own. */
  private void change(UnitOfWork<FleetState> unit, String name, Optional<ByteRate> capacity) {
    for (int link : topology.linksNamed(name)) {
      ByteRate rate = capacity.orElseGet(() -> topology.capacity(link));
      unit.record(new LinkChanged(topology.linkName(link), rate));
      unit.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.ChangeLink(link, rate));
    }
    settlement.admitWhoeverWaits(unit);
  }

  /** One that is down already cannot go down again. */
  private void crash(UnitOfWork<FleetState> unit, int number, String host, String trigger) {
    Mishap mishap = mishaps().get(number);
    if (unit.state().failures().isDown(topology.host(host))) {
      return;
    }
    Optional<SimDuration> lasts = mishap.lasts();
    unit.record(new FaultInjected(mishap.fault(), mishap.kind(), host, trigger));
    unit.record(new HostFailed(host, lasts.isPresent()));
    unit.send(EntityId.hypervisor(host), Outgoing.SHORTEST, new HypervisorMessage.LosePower());
    setLinks(unit, host, true);
    unit.state()
        .runningAt(topology.host(host))
        .forEach((migration, tracked) -> silence(unit, migration, tracked, host, lasts));
    lasts.ifPresent(time -> Fleet.toSelf(unit, time, new MishapOver(number, host)));
    Fleet.toSelf(unit, settings.mishaps().detection(), new MissHost(host, unit.now()));
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

  /** An attempt begins with a host that is down, though the fleet does not know of it. */
  void beginInVain(UnitOfWork<FleetState> unit, String migration) {
    Tracked tracked = unit.state().migration(migration);
    for (int host : List.of(tracked.source(), tracked.destination())) {
      if (unit.state().failures().isDown(host)) {
        silence(unit, migration, tracked, topology.hostName(host), Optional.empty());
      }
    }
  }

  private void setLinks(UnitOfWork<FleetState> unit, String host, boolean dark) {
    for (int link : topology.linksNamed(host)) {
      ByteRate rate = dark ? ByteRate.ZERO : topology.capacity(link);
      unit.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.ChangeLink(link, rate));
    }
  }

  void over(UnitOfWork<FleetState> unit, MishapOver over) {
    if (mishaps().get(over.mishap()).trouble() instanceof Mishap.Links) {
      change(unit, over.place(), Optional.empty());
      return;
    }
    miss(unit, over.place());
    unit.record(new HostRecovered(over.place()));
    unit.send(EntityId.hypervisor(over.place()), Outgoing.SHORTEST, new HypervisorMessage.Boot());
    unit.send(EntityId.fabric(), Outgoing.SHORTEST, new FabricMessage.BreakFlows(over.place()));
    setLinks(unit, over.place(), false);
    settlement.admitWhoeverWaits(unit);
  }

  /** The time is over after which a host counts as failed, unless it has come back since. */
  void missed(UnitOfWork<FleetState> unit, MissHost late) {
    int host = topology.host(late.host());
    if (unit.state().failures().since(host).equals(Optional.of(late.failedAt()))) {
      miss(unit, late.host());
    }
  }

  /** Its guests are lost; those that were to leave it will not. */
  private void miss(UnitOfWork<FleetState> unit, String name) {
    int host = topology.host(name);
    if (!unit.state().failures().isDown(host) || unit.state().failures().isMissed(host)) {
      return;
    }
    List<String> guests = unit.state().guests().settledOn(host).stream().map(VmSpec::name).toList();
    unit.record(new HostMissed(name, guests));
    unit.state()
        .waitingAt(host)
        .forEach(
            migration ->
                settlement.settle(unit, migration, Outcome.LOST, "%s has failed".formatted(name)));
    settlement.admitWhoeverWaits(unit);
  }

  private List<Mishap> mishaps() {
    return settings.mishaps().all();
  }
}
