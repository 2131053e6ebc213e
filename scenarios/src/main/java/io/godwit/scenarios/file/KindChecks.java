package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether kinds of hosts differ in what there is. */
final class KindChecks {

  private final Binder binder;

  KindChecks(Binder binder) {
    this.binder = binder;
  }

  void check(Values scenario) {
    List<Values> kinds = DatacenterBlock.kindsOf(scenario);
    boolean differ =
        kinds.stream()
            .anyMatch(
                kind ->
                    kind.hasAny(HostKindBlock.OWNERS, HostKindBlock.CPUS, HostKindBlock.MACHINES));
    scenario
        .maybe(ScenarioBlock.MIGRATION)
        .flatMap(migration -> migration.given(MigrationBlock.CHECK))
        .filter(given -> !differ)
        .ifPresent(
            given ->
                binder.problem(
                    given,
                    "it would have no effect: no kind of hosts has owners, cpus or machines of its own"));
    for (Values vm : GuestBlock.groups(scenario)) {
      offered(vm.find(GuestBlock.CPU), kinds, HostKindBlock.CPUS);
      offered(vm.find(GuestBlock.MACHINE), kinds, HostKindBlock.MACHINES);
    }
  }

  /** A guest that no host would run is a mistake, as is one about which no kind says anything. */
  private void offered(Optional<Found> wanted, List<Values> kinds, Key<List<String>> offers) {
    if (wanted.isEmpty()) {
      return;
    }
    Set<String> all = new TreeSet<>();
    kinds.forEach(kind -> all.addAll(kind.list(offers)));
    if (all.isEmpty()) {
      binder.problem(
          wanted.get(),
          "it would have no effect: no kind of hosts says its %s (datacenter.hosts)"
              .formatted(offers.name()));
    } else if (kinds.stream().allMatch(kind -> kind.has(offers))
        && !all.contains((String) wanted.get().value())) {
      binder.problem(
          wanted.get(),
          "no kind of hosts has '%s'; there are %s"
              .formatted(wanted.get().value(), String.join(", ", all)));
    }
  }
}
