package io.godwit.scenarios.file;

import io.godwit.model.device.MsixVector;
import io.godwit.model.fleet.HostTrouble;
import io.godwit.model.migration.Phase;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether faults are aimed at something that is there, by a trigger that can come. */
final class FaultChecks {

  static final long LEAST_BOOT_NANOS = 1_000_000_000L;

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
    for (Found item : scenario.items("faults")) {
      Values fault = (Values) item.value();
      if (fault.has("kind")) {
        keys.check(fault);
        legacy(fault);
        control(fault);
        if (fault.has("vector")) {
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
        ScenarioChecks.block(scenario, "datacenter").stream()
            .flatMap(datacenter -> OwnerChecks.all(datacenter).stream())
            .filter(owner -> owner.has("profile"))
            .allMatch(owner -> owner.text("profile").equals(Profiles.VIRTIO_1_4.word()));
    if (fault.text("kind").equals(DeviceFaults.LEGACY) && !all) {
      binder.problem(
          fault.find("kind").orElseThrow(),
          "only virtio-1.4 has commands for legacy drivers; set profile: virtio-1.4 for all owners");
    }
  }

  /** There is one vector for the configuration, and one for each queue. */
  private void vector(Values fault) {
    Found given = fault.find("vector").orElseThrow();
    Optional<MsixVector> vector = MsixVector.ofWord(given.value().toString());
    int most =
        ScenarioChecks.block(scenario, "datacenter").stream()
            .flatMap(datacenter -> OwnerChecks.all(datacenter).stream())
            .filter(owner -> owner.has("queues"))
            .mapToInt(owner -> owner.count("queues"))
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
        ScenarioChecks.block(scenario, "datacenter").stream()
            .flatMap(datacenter -> OwnerChecks.all(datacenter).stream())
            .anyMatch(owner -> owner.has("type") && owner.text("type").equals("net"));
    if (fault.has("sets") && !any) {
      binder.problem(
          fault.find("sets").orElseThrow(),
          "only network devices have it; set type: net for the owner of the device, or leave it out");
    }
  }

  private static boolean given(Values fault, String key) {
    return fault.find(key).filter(Found::given).isPresent();
  }

  private static boolean isByPhase(Values fault) {
    return List.of("phase", "on", "after", "attempt", "occurrence").stream()
        .anyMatch(key -> given(fault, key));
  }

  private void trigger(Values fault) {
    if (FaultBuilder.isByClock(fault)) {
      for (String key : List.of("phase", "on", "after", "attempt", "occurrence")) {
        fault
            .find(key)
            .filter(Found::given)
            .ifPresent(
                found ->
                    binder.problem(
                        found,
                        "the clock brings this fault (at, every or rate), or a condition (while),"
                            + " and no migration; leave out either"));
      }
    }
    both(fault, "every", "rate", "one says how far apart exactly, the other at random");
    both(fault, "attempt", "occurrence", "each counts alone");
    if (FaultBuilder.isUndone(fault) && fault.has("occurrence")) {
      binder.problem(
          fault.find("occurrence").orElseThrow(),
          "an attempt is undone once; say with 'attempt' which, or take another 'on'");
    }
    boolean again = fault.has("every") || fault.has("rate");
    boolean serial =
        fault.text("kind").equals("rolling-reboot") || fault.text("schedule").equals("serial");
    if (again && !fault.has("count") && !(serial && fault.has("every"))) {
      String key = fault.has("every") ? "every" : "rate";
      binder.problem(fault.find(key).orElseThrow(), "say with 'count' how often, or it never ends");
    }
    if (fault.has("count") && !again) {
      binder.problem(fault.find("count").orElseThrow(), "say with 'every' or 'rate' how far apart");
    }
    if (serial && !again) {
      needs(fault, "every");
    }
  }

  private void both(Values fault, String one, String other, String why) {
    if (fault.has(one) && fault.has(other)) {
      binder.problem(
          fault.find(other).orElseThrow(),
          "'%s' and '%s' do not go together: %s; leave out either".formatted(one, other, why));
    }
  }

  private void target(Values fault) {
    String kind = fault.text("kind");
    Optional<Found> place = FaultTargets.place(fault);
    boolean guests = FaultTargets.namesGuests(fault);
    if (FaultFamily.CONTROL.has(kind) || FaultFamily.LOAD.has(kind)) {
      control(kind, fault, place);
    } else if (FaultFamily.LINK.has(kind) && place.isEmpty() && !guests && !isByPhase(fault)) {
      List.of("target", "at").stream()
          .filter(key -> !fault.has(key))
          .filter(key -> !key.equals("at") || !FaultBuilder.isByClock(fault))
          .forEach(k -> needs(fault, k));
    } else if (FaultFamily.isOfPlace(kind)) {
      if (place.isPresent() && (guests || isByPhase(fault))) {
        binder.problem(
            place.get(),
            "it strikes either a place by the clock, or a host of a guest in a phase; leave out"
                + " either");
      } else if (place.isEmpty() && !guests) {
        needs(fault, "host");
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
      needs(fault, "vm");
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
    if (FaultFamily.LOAD.has(kind) && (!fault.has("at") || isByPhase(fault))) {
      binder.problem(
          fault.place(),
          fault.path(),
          "a migration-storm comes by the clock, once; give it an 'at'");
    } else if (!FaultBuilder.isByClock(fault) && !isByPhase(fault)) {
      needs(fault, "at");
    } else if (FaultFamily.CONTROL.has(kind)
        && FaultTargets.namesGuests(fault)
        && FaultBuilder.isByClock(fault)) {
      binder.problem(
          fault.place(),
          fault.path(),
          "a fault of kind %s strikes no guest; leave the guest out, or name a phase of its migration"
              .formatted(kind));
    } else if (isByPhase(fault) && !FaultTargets.namesGuests(fault)) {
      needs(fault, "vm");
    }
  }

  private void place(String kind, Values fault, Found place) {
    String name = (String) place.value();
    if (!fault.has("at") && !FaultBuilder.isByClock(fault) && !isByPhase(fault)) {
      needs(fault, "at");
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
    Optional<Found> vm = fault.find("vm");
    Optional<Found> group = fault.find("group").or(() -> fault.find("label"));
    boolean any = targets.guests(fault).filter(names -> !names.isEmpty()).isPresent();
    if (vm.isPresent() && !any && !FaultTargets.isPattern((String) vm.get().value())) {
      plans.guest(vm.get());
    } else if (targets.guests(fault).filter(Set::isEmpty).isPresent()) {
      Found found = vm.or(() -> group).orElseThrow();
      binder.problem(
          found,
          fault.has("label") && vm.isEmpty()
              ? "no group of guests has the label '%s'; give vms.labels one"
                  .formatted(found.value())
              : "no guest is called '%s'; names are such as web-0".formatted(found.value()));
    }
    if (fault.has("device") && FaultFamily.isOfDevice(fault.text("kind"))) {
      device(fault);
    }
  }

  /** A strike at a device that no guest has would never come. */
  private void device(Values fault) {
    long most =
        FaultTargets.namesGuests(fault)
            ? targets.groups(fault).stream()
                .mapToLong(group -> group.items("devices").size())
                .max()
                .orElse(-1)
            : -1;
    if (most >= 0 && fault.number("device") >= most) {
      binder.problem(
          fault.find("device").orElseThrow(),
          "there is no device %d: %s has %d, numbered from 0"
              .formatted(
                  fault.number("device"),
                  fault.has("vm") ? fault.text("vm") : fault.text("group"),
                  most));
    }
  }

  private void amounts(Values fault) {
    String kind = fault.text("kind");
    boolean ends = fault.has("for") || (fault.has("while") && !FaultBuilder.isTimed(fault));
    if ((FaultFamily.LINK.has(kind) || FaultFamily.NETWORK.has(kind)) && !ends) {
      needs(fault, "for");
    }
    if (FaultFamily.LINK.has(kind) && kind.equals("link-degraded") != fault.has("capacity")) {
      binder.problem(
          fault.place(),
          fault.path(),
          "link-degraded needs a capacity, and %s can have none"
              .formatted(kind.equals("link-degraded") ? "link-down" : kind));
    }
    if (kind.equals("rolling-reboot") && !fault.has("for")) {
      needs(fault, "for");
    }
    if (FaultFamily.HOST.has(kind)
        && FaultFamily.hostTrouble(kind) == HostTrouble.CRASH
        && fault.has("for")
        && fault.number("for") < LEAST_BOOT_NANOS) {
      binder.problem(fault.find("for").orElseThrow(), "no host boots in less than 1 s; write more");
    }
  }

  private void needs(Values fault, String key) {
    binder.problem(
        fault.place(),
        fault.path(),
        "a fault of kind %s needs '%s'".formatted(fault.text("kind"), key));
  }

  /** What is no mistake, but cannot strike as the scenario stands. */
  private void chances(Values fault) {
    if (FaultBuilder.isByClock(fault) || FaultBuilder.isUndone(fault) || !fault.has("phase")) {
      return;
    }
    fault
        .find("phase")
        .filter(phase -> phase.value().equals(Phase.POST_COPY.word()))
        .filter(phase -> isNeverPostCopied(fault))
        .ifPresent(
            phase ->
                binder.hint(
                    phase,
                    "this fault cannot strike: no migration of its guests has a post-copy; take"
                        + " migration.memory.strategy post-copy or hybrid, or another phase"));
  }

  private boolean isNeverPostCopied(Values fault) {
    Optional<Values> migration = ScenarioChecks.block(scenario, "migration");
    return migration.isPresent()
        && targets.groups(fault).stream()
            .map(
                group ->
                    ScenarioChecks.block(group, "migration")
                        .map(own -> migration.get().overlaid(own))
                        .orElse(migration.get()))
            .noneMatch(FaultChecks::mayBePostCopied);
  }

  private static boolean mayBePostCopied(Values migration) {
    boolean watched =
        !migration.find("orchestrator").filter(name -> name.value().equals("none")).isPresent()
            || migration.find("orchestration").filter(Found::given).isPresent();
    String strategy =
        migration.at("memory.strategy").map(found -> (String) found.value()).orElse("");
    return watched || strategy.contains("post-copy") || strategy.contains("hybrid");
  }
}
