package io.godwit.model.fleet;

import io.godwit.model.entity.Outgoing;
import io.godwit.model.entity.UnitOfWork;
import io.godwit.model.event.FleetEvent.ConditionTurned;
import io.godwit.model.event.FleetEvent.FaultInjected;
import io.godwit.model.event.FleetEvent.LinkChanged;
import io.godwit.model.fault.Schedule;
import io.godwit.model.fleet.FleetMessage.MishapDue;
import io.godwit.model.fleet.FleetMessage.MishapOver;
import io.godwit.model.fleet.FleetMessage.MissHost;
import io.godwit.model.id.EntityId;
import io.godwit.model.migration.MigrationAnswer.PlaceStruck;
import io.godwit.model.migration.MigrationMessage;
import io.godwit.model.network.FabricMessage;
import io.godwit.model.random.RandomStream;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.Counted;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Lets mishaps strike when their time comes. Here the fleet stands for the world as well: it breaks
 * what a scenario breaks. What it knows itself of hosts it learns later ({@link HostMisfortune}).
 */
final class Misfortune {

  private static final String CONTROL_PLANE = "control plane";

  private final FleetSettings settings;
  private final Settlement settlement;
  private final ControlPlane control;
  private final HostMisfortune hosts;
  private final Topology topology;
  private final Capacities capacities;

  /** The numbers of those with a condition alone. */
  private final List<Integer> watched;

  Misfortune(FleetSettings settings, Settlement settlement, ControlPlane control) {
    this.settings = settings;
    this.settlement = settlement;
    this.control = control;
    this.topology = settings.datacenter().topology();
    this.capacities = new Capacities(settings);
    this.hosts = new HostMisfortune(settings, settlement, capacities);
    this.watched =
        IntStream.range(0, mishaps().size())
            .filter(number -> mishaps().get(number).isByCondition())
            .boxed()
            .toList();
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
    boolean holds = mishap.during().map(each -> each.holds(unit.state())).orElse(true);
    if (holds && when.strikes(EntityId.fleet(), due.occurrence())) {
      String words = when.words(due.occurrence(), unit.now());
      strike(
          unit,
          due.mishap(),
          due.occurrence(),
          when.chance().stream(EntityId.fleet(), "targets", "occurrence " + due.occurrence()),
          mishap.during().map(each -> words + ", while " + each).orElse(words));
    }
  }

  /** A condition may have come to hold with the message just served, or ceased to. */
  void watch(UnitOfWork<FleetState> unit) {
    for (int number : watched) {
      Mishap mishap = mishaps().get(number);
      Condition during = mishap.during().orElseThrow();
      boolean holds = during.holds(unit.state());
      if (holds != unit.state().plight().struck().hasHeld(mishap.fault())) {
        unit.record(new ConditionTurned(mishap.fault(), holds));
        if (holds) {
          RandomStream draws =
              RandomStream.of(settings.seed(), EntityId.fleet(), "fault " + mishap.fault());
          strike(unit, number, 0, draws, during + " came to hold");
        } else if (mishap.lasts().isEmpty()) {
          places(unit.state(), mishap.trouble())
              .forEach(place -> over(unit, new MishapOver(number, place)));
        }
      }
    }
  }

  private void strike(
      UnitOfWork<FleetState> unit, int number, int occurrence, RandomStream draws, String trigger) {
    Mishap.Trouble trouble = mishaps().get(number).trouble();
    if (trouble instanceof Mishap.Hosts of) {
      List<String> all = places(unit.state(), of);
      List<String> struck =
          of.serial() && !all.isEmpty()
              ? List.of(all.get(occurrence % all.size()))
              : sample(all, of.percent(), draws);
      struck.forEach(host -> hosts.strike(unit, number, of, host, trigger));
    } else if (trouble instanceof Mishap.Links links) {
      places(unit.state(), links).forEach(name -> change(unit, number, name, trigger));
    } else if (trouble instanceof Mishap.Movers movers) {
      List<String> moving =
          movers.vms().stream()
              .flatMap(vm -> unit.state().migrations().runningOf(vm).stream())
              .toList();
      sample(moving, movers.percent(), draws)
          .forEach(
              migration ->
                  unit.send(
                      EntityId.migration(migration),
                      Outgoing.SHORTEST,
                      new MigrationMessage.StrikeNow(movers.strike(), trigger)));
    } else if (trouble instanceof Mishap.Control disturbed) {
      strikeControl(unit, number, disturbed, trigger);
    } else if (trouble instanceof Mishap.Storm storm) {
      inject(unit, number, Counted.of(storm.guests(), "guest"), trigger);
    }
  }

  private void strikeControl(
      UnitOfWork<FleetState> unit, int number, Mishap.Control disturbed, String trigger) {
    inject(unit, number, CONTROL_PLANE, trigger);
    Optional<SimDuration> lasts = unit.state().plight().lasts(number, CONTROL_PLANE);
    control.begin(unit, disturbed, lasts);
    lasts.ifPresent(time -> Fleet.toSelf(unit, time, new MishapOver(number, CONTROL_PLANE)));
  }

  private void inject(UnitOfWork<FleetState> unit, int number, String target, String trigger) {
    Mishap mishap = mishaps().get(number);
    unit.record(new FaultInjected(mishap.fault(), mishap.kind(), target, trigger));
  }

  /** Where a trouble strikes as things stand: hosts by name, or links by names that they go by. */
  private List<String> places(FleetState state, Mishap.Trouble trouble) {
    if (trouble instanceof Mishap.Hosts of) {
      return of.of()
          .map(guests -> hostsOf(state, guests))
          .orElseGet(
              () ->
                  of.among().stream()
                      .flatMap(range -> range.hosts().mapToObj(topology::hostName))
                      .toList());
    } else if (trouble instanceof Mishap.Links links) {
      return links.of().map(guests -> hostsOf(state, guests)).orElse(links.names());
    }
    return List.of(CONTROL_PLANE);
  }

  private List<String> hostsOf(FleetState state, Mishap.HostsOf guests) {
    return guests.vms().stream()
        .filter(state.guests()::isHere)
        .flatMap(vm -> hostOf(state, vm, guests.atDestination()).stream())
        .distinct()
        .toList();
  }

  /** A guest that does not move has no destination. */
  private Optional<String> hostOf(FleetState state, String vm, boolean atDestination) {
    Optional<Tracked> moving = state.migrations().runningOf(vm).map(state::migration);
    return atDestination
        ? moving.map(Tracked::destination).map(topology::hostName)
        : Optional.of(topology.hostName(state.guests().of(vm).host()));
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

  /** A migration has come to where a fault lies in wait. */
  void struck(UnitOfWork<FleetState> unit, PlaceStruck place, Admission admission) {
    int number = settings.mishaps().ofFault(place.fault()).orElseThrow();
    Mishap.Trouble trouble = mishaps().get(number).trouble();
    if (trouble instanceof Mishap.Links) {
      change(unit, number, place.host(), place.trigger());
    } else if (trouble instanceof Mishap.Hosts of) {
      hosts.strike(unit, number, of, place.host(), place.trigger());
    } else if (trouble instanceof Mishap.Control disturbed) {
      if (disturbed.what() == ControlTrouble.DUPLICATED) {
        inject(unit, number, unit.from().name(), place.trigger());
        admission.askAgain(unit, unit.from().name());
      } else {
        strikeControl(unit, number, disturbed, place.trigger());
      }
    }
  }

  private void change(UnitOfWork<FleetState> unit, int number, String name, String trigger) {
    inject(unit, number, name, trigger);
    change(unit, name);
    unit.state()
        .plight()
        .lasts(number, name)
        .ifPresent(time -> Fleet.toSelf(unit, time, new MishapOver(number, name)));
  }

  /** Links carry what is left of them now that something begins or ends. */
  void change(UnitOfWork<FleetState> unit, String name) {
    for (int link : topology.linksNamed(name)) {
      ByteRate left = capacities.ofLink(unit.state(), link, unit.now());
      unit.record(new LinkChanged(topology.linkName(link), left));
      unit.send(
          EntityId.fabric(),
          Outgoing.SHORTEST,
          new FabricMessage.ChangeLink(link, capacities.of(unit.state(), link, unit.now())));
    }
    settlement.admitWhoeverWaits(unit);
  }

  void beginInVain(UnitOfWork<FleetState> unit, String migration, SimTime at) {
    hosts.beginInVain(unit, migration, at);
  }

  void over(UnitOfWork<FleetState> unit, MishapOver over) {
    Mishap.Trouble trouble = mishaps().get(over.mishap()).trouble();
    if (trouble instanceof Mishap.Links) {
      change(unit, over.place());
    } else if (trouble instanceof Mishap.Hosts of) {
      hosts.over(unit, over.mishap(), of, over.place());
    } else if (trouble instanceof Mishap.Control disturbed) {
      control.end(unit, disturbed);
    }
  }

  void missed(UnitOfWork<FleetState> unit, MissHost late) {
    hosts.missed(unit, late);
  }

  void heard(UnitOfWork<FleetState> unit, String host) {
    hosts.heard(unit, host);
    settlement.admitWhoeverWaits(unit);
  }

  private List<Mishap> mishaps() {
    return settings.mishaps().all();
  }
}
