package io.godwit.scenarios.file;

import io.godwit.model.dma.DirtyTrackers;
import io.godwit.model.unit.ByteCount;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.Optional;

/** Whether what is said of devices that write into memory counts, and fits. */
final class DmaChecks {

  private final Binder binder;
  private final Values scenario;
  private final List<Values> owners;

  DmaChecks(Binder binder, Values scenario) {
    this.binder = binder;
    this.scenario = scenario;
    this.owners = DatacenterBlock.ownersOf(scenario);
  }

  void check() {
    if (!scenario.has(ScenarioBlock.DATACENTER)) {
      return;
    }
    if (!isVaried()) {
      owners.forEach(owner -> OwnerBlock.tracked(binder, owner));
      untracked();
    }
    scenario.list(ScenarioBlock.VMS).forEach(this::fits);
  }

  private void untracked() {
    boolean any =
        owners.stream()
            .anyMatch(
                owner ->
                    owner.maybe(OwnerBlock.DIRTY_TRACKING).equals(Optional.of(DirtyTrackers.NONE)));
    scenario
        .maybe(ScenarioBlock.MIGRATION)
        .flatMap(migration -> migration.given(MigrationBlock.UNTRACKED))
        .filter(given -> !any)
        .ifPresent(
            given ->
                binder.problem(
                    given, "it would have no effect: no owner has dirty-tracking: none"));
  }

  /** Buffers of all its devices lie in memory that the guest has written. */
  private void fits(Values vm) {
    if (!vm.has(GuestBlock.MEMORY, GuestBlock.ZERO)) {
      return;
    }
    long filled = GuestBlock.filled(vm);
    long buffers = 0;
    for (Found device : vm.items(GuestBlock.DEVICES)) {
      buffers +=
          owners.stream()
              .filter(each -> each.maybe(OwnerBlock.NAME).equals(Optional.of(device.value())))
              .mapToLong(OwnerBlock::buffers)
              .sum();
      if (buffers > filled) {
        binder.problem(
            device,
            "its buffers and those before it are %s, and the guest has written %s of its memory; make dma-buffers smaller"
                .formatted(new ByteCount(buffers), new ByteCount(filled)));
        return;
      }
    }
  }

  /** Whether a comparison sets it, so that what goes with it may count in one of its runs. */
  private boolean isVaried() {
    return CompareBlock.allChanges(scenario)
        .anyMatch(change -> change.path().endsWith(OwnerBlock.DIRTY_TRACKING.name()));
  }
}
