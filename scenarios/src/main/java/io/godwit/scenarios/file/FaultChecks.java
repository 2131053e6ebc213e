package io.godwit.scenarios.file;

import io.godwit.model.migration.Phase;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether faults are aimed at something that is there, by a trigger that can come. */
final class FaultChecks {

  private final Binder binder;
  private final PlanChecks plans;
  private final Values scenario;
  private final Topology topology;
  private final FaultTargets targets;
  private final FaultProblems problems;
  private final TriggerHints triggers;

  FaultChecks(Binder binder, PlanChecks plans, Values scenario, Topology topology) {
    this.binder = binder;
    this.plans = plans;
    this.scenario = scenario;
    this.topology = topology;
    this.targets = new FaultTargets(scenario);
    this.problems = new FaultProblems(binder);
    this.triggers = new TriggerHints(binder, scenario, topology, targets);
  }

  void check() {
    for (Values fault : scenario.list(ScenarioBlock.FAULTS)) {
      if (fault.has(FaultBlock.KIND)) {
        FaultBlock.check(binder, scenario, fault);
        target(fault);
        chances(fault);
        new FaultHints(binder, scenario, targets).look(fault);
        triggers.look(fault);
      }
    }
  }

  private void target(Values fault) {
    String kind = fault.get(FaultBlock.KIND);
    Optional<Found> place = FaultTargets.place(fault);
    boolean guests = FaultTargets.namesGuests(fault);
    if (FaultFamily.CONTROL.has(kind) || FaultFamily.LOAD.has(kind)) {
      control(kind, fault, place);
    } else if (FaultFamily.LINK.has(kind)
        && place.isEmpty()
        && !guests
        && !FaultMoment.isByPhase(fault)) {
      Stream.of(FaultTargets.TARGET, FaultClock.AT)
          .filter(key -> !fault.has(key))
          .filter(key -> !key.equals(FaultClock.AT) || !FaultClock.isByClock(fault))
          .forEach(k -> problems.needs(fault, k));
    } else if (FaultFamily.isOfPlace(kind)) {
      if (place.isPresent() && (guests || FaultMoment.isByPhase(fault))) {
        binder.problem(
            place.get(),
            "it strikes either a place by the clock, or a host of a guest in a phase; leave out"
                + " either");
      } else if (place.isEmpty() && !guests) {
        problems.needs(fault, FaultTargets.HOST);
      }
      place.ifPresent(found -> place(kind, fault, found));
      if (guests && FaultFamily.NETWORK.has(kind)) {
        problems.whole(
            fault,
            "a fault of kind %s strikes a rack or a pod, and no guest's host; name a rack"
                .formatted(kind));
      }
    } else if (!guests) {
      problems.needs(fault, FaultTargets.VM);
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
    if (FaultFamily.LOAD.has(kind) && (!fault.has(FaultClock.AT) || FaultMoment.isByPhase(fault))) {
      problems.whole(fault, "a migration-storm comes by the clock, once; give it an 'at'");
    } else if (!FaultClock.isByClock(fault) && !FaultMoment.isByPhase(fault)) {
      problems.needs(fault, FaultClock.AT);
    } else if (FaultFamily.CONTROL.has(kind)
        && FaultTargets.namesGuests(fault)
        && FaultClock.isByClock(fault)) {
      problems.whole(
          fault,
          "a fault of kind %s strikes no guest; leave the guest out, or name a phase of its migration"
              .formatted(kind));
    } else if (FaultMoment.isByPhase(fault) && !FaultTargets.namesGuests(fault)) {
      problems.needs(fault, FaultTargets.VM);
    }
  }

  private void place(String kind, Values fault, Found place) {
    String name = (String) place.value();
    if (!fault.has(FaultClock.AT)
        && !FaultClock.isByClock(fault)
        && !FaultMoment.isByPhase(fault)) {
      problems.needs(fault, FaultClock.AT);
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
    Optional<Found> vm = fault.find(FaultTargets.VM);
    Optional<Found> group = fault.find(FaultTargets.GROUP).or(() -> fault.find(FaultTargets.LABEL));
    boolean any = targets.guests(fault).filter(names -> !names.isEmpty()).isPresent();
    if (vm.isPresent() && !any && !FaultTargets.isPattern((String) vm.get().value())) {
      plans.guest(vm.get());
    } else if (targets.guests(fault).filter(Set::isEmpty).isPresent()) {
      Found found = vm.or(() -> group).orElseThrow();
      binder.problem(
          found,
          fault.has(FaultTargets.LABEL) && vm.isEmpty()
              ? "no group of guests has the label '%s'; give vms.labels one"
                  .formatted(found.value())
              : "no guest is called '%s'; names are such as web-0".formatted(found.value()));
    }
    if (fault.has(FaultMoment.DEVICE) && FaultFamily.isOfDevice(fault.get(FaultBlock.KIND))) {
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
    if (most >= 0 && fault.number(FaultMoment.DEVICE) >= most) {
      binder.problem(
          fault.find(FaultMoment.DEVICE).orElseThrow(),
          "there is no device %d: %s has %d, numbered from 0"
              .formatted(
                  fault.number(FaultMoment.DEVICE),
                  fault.has(FaultTargets.VM)
                      ? fault.get(FaultTargets.VM)
                      : fault.get(FaultTargets.GROUP),
                  most));
    }
  }

  /** What is no mistake, but cannot strike as the scenario stands. */
  private void chances(Values fault) {
    if (FaultClock.isByClock(fault)
        || FaultMoment.isUndone(fault)
        || !fault.has(FaultMoment.PHASE)) {
      return;
    }
    fault
        .find(FaultMoment.PHASE)
        .filter(phase -> fault.get(FaultMoment.PHASE) == Phase.POST_COPY)
        .filter(phase -> isNeverPostCopied(fault))
        .ifPresent(
            phase ->
                binder.hint(
                    phase,
                    "this fault cannot strike: no migration of its guests has a post-copy; take"
                        + " migration.memory.strategy post-copy or hybrid, or another phase"));
  }

  private boolean isNeverPostCopied(Values fault) {
    return scenario.has(ScenarioBlock.MIGRATION)
        && targets.groups(fault).stream()
            .map(group -> PolicyBlock.migration(scenario, group))
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
