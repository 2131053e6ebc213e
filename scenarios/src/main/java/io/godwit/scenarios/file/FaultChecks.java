package io.godwit.scenarios.file;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.device.MsixVector;
import io.godwit.model.fleet.HostTrouble;
import io.godwit.model.migration.Phase;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether faults are aimed at something that is there, by a trigger that can come. */
final class FaultChecks {

  static final long LEAST_BOOT_NANOS = 1_000_000_000L;

  /** What says when in a migration a fault strikes. */
  private static final List<Key<?>> BY_PHASE =
      List.of(
          FaultBlock.PHASE,
          FaultBlock.ON,
          FaultBlock.AFTER,
          FaultBlock.ATTEMPT,
          FaultBlock.OCCURRENCE);

  private final Binder binder;
  private final PlanChecks plans;
  private final Values scenario;
  private final Topology topology;
  private final FaultTargets targets;
  private final FaultKeyChecks keys;
  private final TriggerHints triggers;

  FaultChecks(Binder binder, PlanChecks plans, Values scenario, Topology topology) {
    this.binder = binder;
    this.plans = plans;
    this.scenario = scenario;
    this.topology = topology;
    this.targets = new FaultTargets(scenario);
    this.keys = new FaultKeyChecks(binder, scenario);
    this.triggers = new TriggerHints(binder, scenario, topology, targets);
  }

  void check() {
    for (Values fault : scenario.list(ScenarioBlock.FAULTS)) {
      if (fault.has(FaultBlock.KIND)) {
        keys.check(fault);
        legacy(fault);
        control(fault);
        if (fault.has(FaultBlock.VECTOR)) {
          vector(fault);
        }
        trigger(fault);
        target(fault);
        amounts(fault);
        chances(fault);
        new FaultHints(binder, scenario).look(fault);
        triggers.look(fault);
      }
    }
  }

  /** Legacy accesses go through commands that the accepted text alone has. */
  private void legacy(Values fault) {
    boolean all =
        DatacenterBlock.ownersOf(scenario).stream()
            .filter(owner -> owner.has(OwnerBlock.PROFILE))
            .allMatch(owner -> owner.get(OwnerBlock.PROFILE) == Profiles.VIRTIO_1_4);
    if (fault.get(FaultBlock.KIND).equals(DeviceFaults.LEGACY) && !all) {
      binder.problem(
          fault.find(FaultBlock.KIND).orElseThrow(),
          "only virtio-1.4 has commands for legacy drivers; set profile: virtio-1.4 for all owners");
    }
  }

  /** There is one vector for the configuration, and one for each queue. */
  private void vector(Values fault) {
    Found given = fault.find(FaultBlock.VECTOR).orElseThrow();
    Optional<MsixVector> vector = MsixVector.ofWord(given.value().toString());
    int most =
        DatacenterBlock.ownersOf(scenario).stream()
            .filter(owner -> owner.has(OwnerBlock.QUEUES))
            .mapToInt(owner -> owner.count(OwnerBlock.QUEUES))
            .max()
            .orElse(0);
    if (vector.isEmpty() || vector.get().number() > most) {
      binder.problem(
          given,
          "'%s' is no vector: there are config and queue-0 to queue-%d"
              .formatted(given.value(), most - 1));
    }
  }

  /** Network devices alone have what a command on the control queue sets. */
  private void control(Values fault) {
    boolean any =
        DatacenterBlock.ownersOf(scenario).stream()
            .anyMatch(
                owner ->
                    owner.has(OwnerBlock.TYPE) && owner.get(OwnerBlock.TYPE) == DeviceTypes.NET);
    if (fault.has(FaultBlock.SETS) && !any) {
      binder.problem(
          fault.find(FaultBlock.SETS).orElseThrow(),
          "only network devices have it; set type: net for the owner of the device, or leave it out");
    }
  }

  private static boolean isByPhase(Values fault) {
    return BY_PHASE.stream().anyMatch(key -> fault.given(key).isPresent());
  }

  private void trigger(Values fault) {
    if (FaultBlock.isByClock(fault)) {
      for (Key<?> key : BY_PHASE) {
        fault
            .given(key)
            .ifPresent(
                found ->
                    binder.problem(
                        found,
                        "the clock brings this fault (at, every or rate), or a condition (while),"
                            + " and no migration; leave out either"));
      }
    }
    both(
        fault,
        FaultBlock.EVERY,
        FaultBlock.RATE,
        "one says how far apart exactly, the other at random");
    both(fault, FaultBlock.ATTEMPT, FaultBlock.OCCURRENCE, "each counts alone");
    if (FaultBlock.isUndone(fault) && fault.has(FaultBlock.OCCURRENCE)) {
      binder.problem(
          fault.find(FaultBlock.OCCURRENCE).orElseThrow(),
          "an attempt is undone once; say with 'attempt' which, or take another 'on'");
    }
    boolean again = fault.has(FaultBlock.EVERY) || fault.has(FaultBlock.RATE);
    boolean serial = FaultBlock.isSerial(fault);
    if (again && !fault.has(FaultBlock.COUNT) && !(serial && fault.has(FaultBlock.EVERY))) {
      Key<?> key = fault.has(FaultBlock.EVERY) ? FaultBlock.EVERY : FaultBlock.RATE;
      binder.problem(fault.find(key).orElseThrow(), "say with 'count' how often, or it never ends");
    }
    if (fault.has(FaultBlock.COUNT) && !again) {
      binder.problem(
          fault.find(FaultBlock.COUNT).orElseThrow(), "say with 'every' or 'rate' how far apart");
    }
    if (serial && !again) {
      needs(fault, FaultBlock.EVERY);
    }
  }

  private void both(Values fault, Key<?> one, Key<?> other, String why) {
    if (fault.has(one) && fault.has(other)) {
      binder.problem(
          fault.find(other).orElseThrow(),
          "'%s' and '%s' do not go together: %s; leave out either"
              .formatted(one.name(), other.name(), why));
    }
  }

  private void target(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    Optional<Found> place = FaultTargets.place(fault);
    boolean guests = FaultTargets.namesGuests(fault);
    if (FaultFamily.CONTROL.has(kind) || FaultFamily.LOAD.has(kind)) {
      control(kind, fault, place);
    } else if (FaultFamily.LINK.has(kind) && place.isEmpty() && !guests && !isByPhase(fault)) {
      Stream.of(FaultBlock.TARGET, FaultBlock.AT)
          .filter(key -> !fault.has(key))
          .filter(key -> key != FaultBlock.AT || !FaultBlock.isByClock(fault))
          .forEach(k -> needs(fault, k));
    } else if (FaultFamily.isOfPlace(kind)) {
      if (place.isPresent() && (guests || isByPhase(fault))) {
        binder.problem(
            place.get(),
            "it strikes either a place by the clock, or a host of a guest in a phase; leave out"
                + " either");
      } else if (place.isEmpty() && !guests) {
        needs(fault, FaultBlock.HOST);
      }
      place.ifPresent(found -> place(kind, fault, found));
      if (guests && FaultFamily.NETWORK.has(kind)) {
        binder.problem(
            fault.place(),
            fault.path(),
            "a fault of kind %s strikes a rack or a pod, and no guest's host; name a rack"
                .formatted(kind));
      }
    } else if (!guests) {
      needs(fault, FaultBlock.VM);
    }
    if (place.isPresent() && !FaultFamily.isOfPlace(kind)) {
      binder.problem(place.get(), "a fault of kind %s strikes guests; name a vm".formatted(kind));
    }
    guests(fault);
  }

  /** It strikes nobody in particular; a phase is that of a guest's migration. */
  private void control(String kind, Values fault, Optional<Found> place) {
    place.ifPresent(
        found ->
            binder.problem(
                found, "a fault of kind %s strikes no place; leave it out".formatted(kind)));
    if (FaultFamily.LOAD.has(kind) && (!fault.has(FaultBlock.AT) || isByPhase(fault))) {
      binder.problem(
          fault.place(),
          fault.path(),
          "a migration-storm comes by the clock, once; give it an 'at'");
    } else if (!FaultBlock.isByClock(fault) && !isByPhase(fault)) {
      needs(fault, FaultBlock.AT);
    } else if (FaultFamily.CONTROL.has(kind)
        && FaultTargets.namesGuests(fault)
        && FaultBlock.isByClock(fault)) {
      binder.problem(
          fault.place(),
          fault.path(),
          "a fault of kind %s strikes no guest; leave the guest out, or name a phase of its migration"
              .formatted(kind));
    } else if (isByPhase(fault) && !FaultTargets.namesGuests(fault)) {
      needs(fault, FaultBlock.VM);
    }
  }

  private void place(String kind, Values fault, Found place) {
    String name = (String) place.value();
    if (!fault.has(FaultBlock.AT) && !FaultBlock.isByClock(fault) && !isByPhase(fault)) {
      needs(fault, FaultBlock.AT);
    }
    if (FaultFamily.LINK.has(kind)) {
      if (topology.linksNamed(name).length == 0) {
        binder.problem(
            place,
            "there is no link '%s'; name one such as %s, or pod-0/rack-0/uplink-0"
                .formatted(name, topology.linkName(0)));
      }
    } else if (FaultTargets.hosts(name, topology).isEmpty()) {
      binder.problem(
          place,
          "there is no '%s'; hosts are %s to %s"
              .formatted(name, topology.hostName(0), topology.hostName(topology.hosts() - 1)));
    } else if (FaultFamily.NETWORK.has(kind) && topology.linksNamed(name + "/uplink").length == 0) {
      binder.problem(
          place,
          "'%s' has no uplinks in this fabric; name a rack such as pod-0/rack-0".formatted(name));
    }
  }

  private void guests(Values fault) {
    Optional<Found> vm = fault.find(FaultBlock.VM);
    Optional<Found> group = fault.find(FaultBlock.GROUP).or(() -> fault.find(FaultBlock.LABEL));
    boolean any = targets.guests(fault).filter(names -> !names.isEmpty()).isPresent();
    if (vm.isPresent() && !any && !FaultTargets.isPattern((String) vm.get().value())) {
      plans.guest(vm.get());
    } else if (targets.guests(fault).filter(Set::isEmpty).isPresent()) {
      Found found = vm.or(() -> group).orElseThrow();
      binder.problem(
          found,
          fault.has(FaultBlock.LABEL) && vm.isEmpty()
              ? "no group of guests has the label '%s'; give vms.labels one"
                  .formatted(found.value())
              : "no guest is called '%s'; names are such as web-0".formatted(found.value()));
    }
    if (fault.has(FaultBlock.DEVICE) && FaultFamily.isOfDevice(fault.get(FaultBlock.KIND))) {
      device(fault);
    }
  }

  /** A strike at a device that no guest has would never come. */
  private void device(Values fault) {
    long most =
        FaultTargets.namesGuests(fault)
            ? targets.groups(fault).stream()
                .mapToLong(group -> group.items(GuestBlock.DEVICES).size())
                .max()
                .orElse(-1)
            : -1;
    if (most >= 0 && fault.number(FaultBlock.DEVICE) >= most) {
      binder.problem(
          fault.find(FaultBlock.DEVICE).orElseThrow(),
          "there is no device %d: %s has %d, numbered from 0"
              .formatted(
                  fault.number(FaultBlock.DEVICE),
                  fault.has(FaultBlock.VM) ? fault.get(FaultBlock.VM) : fault.get(FaultBlock.GROUP),
                  most));
    }
  }

  private void amounts(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    boolean ends =
        fault.has(FaultBlock.FOR) || (fault.has(FaultBlock.WHILE) && !FaultBlock.isTimed(fault));
    if ((FaultFamily.LINK.has(kind) || FaultFamily.NETWORK.has(kind)) && !ends) {
      needs(fault, FaultBlock.FOR);
    }
    if (FaultFamily.LINK.has(kind)
        && kind.equals("link-degraded") != fault.has(FaultBlock.CAPACITY)) {
      binder.problem(
          fault.place(),
          fault.path(),
          "link-degraded needs a capacity, and %s can have none"
              .formatted(kind.equals("link-degraded") ? "link-down" : kind));
    }
    if (kind.equals("rolling-reboot") && !fault.has(FaultBlock.FOR)) {
      needs(fault, FaultBlock.FOR);
    }
    if (FaultFamily.HOST.has(kind)
        && FaultFamily.hostTrouble(kind) == HostTrouble.CRASH
        && fault.has(FaultBlock.FOR)
        && fault.number(FaultBlock.FOR) < LEAST_BOOT_NANOS) {
      binder.problem(
          fault.find(FaultBlock.FOR).orElseThrow(), "no host boots in less than 1 s; write more");
    }
  }

  private void needs(Values fault, Key<?> key) {
    binder.problem(
        fault.place(),
        fault.path(),
        "a fault of kind %s needs '%s'".formatted(fault.get(FaultBlock.KIND), key.name()));
  }

  /** What is no mistake, but cannot strike as the scenario stands. */
  private void chances(Values fault) {
    if (FaultBlock.isByClock(fault) || FaultBlock.isUndone(fault) || !fault.has(FaultBlock.PHASE)) {
      return;
    }
    fault
        .find(FaultBlock.PHASE)
        .filter(phase -> fault.get(FaultBlock.PHASE) == Phase.POST_COPY)
        .filter(phase -> isNeverPostCopied(fault))
        .ifPresent(
            phase ->
                binder.hint(
                    phase,
                    "this fault cannot strike: no migration of its guests has a post-copy; take"
                        + " migration.memory.strategy post-copy or hybrid, or another phase"));
  }

  private boolean isNeverPostCopied(Values fault) {
    Optional<Values> migration = scenario.maybe(ScenarioBlock.MIGRATION);
    return migration.isPresent()
        && targets.groups(fault).stream()
            .map(
                group ->
                    group
                        .maybe(GuestBlock.MIGRATION)
                        .map(own -> migration.get().overlaid(own))
                        .orElse(migration.get()))
            .noneMatch(FaultChecks::mayBePostCopied);
  }

  private static boolean mayBePostCopied(Values migration) {
    boolean watched =
        !migration.maybe(MigrationBlock.ORCHESTRATOR).equals(Optional.of(Orchestrators.NONE))
            || migration.given(MigrationBlock.ORCHESTRATION).isPresent();
    return watched
        || migration
            .maybe(MigrationBlock.MEMORY)
            .flatMap(memory -> memory.maybe(MemoryBlock.STRATEGY))
            .filter(Strategies::postCopies)
            .isPresent();
  }
}
