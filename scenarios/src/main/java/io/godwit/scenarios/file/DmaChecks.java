package io.godwit.scenarios.file;

import io.godwit.model.dma.DirtyTrackers;
import io.godwit.scenarios.file.Values.Found;
import java.util.List;

/** Whether what is said of devices that write into memory counts, and fits. */
final class DmaChecks {

  private static final String TRACKING = "dirty-tracking";
  private static final String BUFFERS = "dma-buffers";
  private static final String UNTRACKED = "untracked";

  private final Binder binder;
  private final Values scenario;

  DmaChecks(Binder binder, Values scenario) {
    this.binder = binder;
    this.scenario = scenario;
  }

  void check(List<Values> owners) {
    if (!isVaried(TRACKING)) {
      owners.forEach(this::counts);
      untracked(owners);
    }
    for (Values vm : ScenarioBuilder.blocks(scenario, "vms")) {
      fits(vm, owners);
    }
  }

  private void counts(Values owner) {
    if (owner.has(TRACKING)) {
      return;
    }
    for (String key : List.of(BUFFERS, "dma-bytes", "dirty-page")) {
      owner
          .find(key)
          .filter(Found::given)
          .ifPresent(
              given ->
                  binder.problem(
                      given, "it would have no effect: set dirty-tracking too, or leave it out"));
    }
  }

  private void untracked(List<Values> owners) {
    boolean any =
        owners.stream()
            .filter(owner -> owner.has(TRACKING))
            .anyMatch(owner -> owner.text(TRACKING).equals(DirtyTrackers.NONE.word()));
    if (!any) {
      ScenarioChecks.block(scenario, "migration")
          .flatMap(migration -> migration.find(UNTRACKED))
          .filter(Found::given)
          .ifPresent(
              given ->
                  binder.problem(
                      given, "it would have no effect: no owner has dirty-tracking: none"));
    }
  }

  /** Buffers of all its devices lie in memory that the guest has written. */
  private void fits(Values vm, List<Values> owners) {
    if (!ScenarioChecks.has(vm, "memory", "zero")) {
      return;
    }
    long filled = vm.number("memory") / 100 * (100 - vm.number("zero"));
    long buffers = 0;
    for (Found device : vm.items("devices")) {
      buffers +=
          owners.stream().filter(each -> isNamed(each, device)).mapToLong(DmaChecks::buffers).sum();
      if (buffers > filled) {
        binder.problem(
            device,
            "its buffers and those before it are %s, and the guest has written %s of its memory; make dma-buffers smaller"
                .formatted(ScenarioChecks.size(buffers), ScenarioChecks.size(filled)));
        return;
      }
    }
  }

  private static boolean isNamed(Values owner, Found device) {
    return owner.find("name").filter(name -> name.value().equals(device.value())).isPresent();
  }

  private static long buffers(Values owner) {
    return owner.has(TRACKING) && ScenarioChecks.has(owner, BUFFERS, "queues")
        ? owner.number(BUFFERS) * owner.count("queues")
        : 0;
  }

  /** Whether a comparison sets the key, so that what goes with it may count in one of its runs. */
  private boolean isVaried(String key) {
    return ScenarioChecks.block(scenario, "compare").stream()
        .flatMap(compare -> ScenarioBuilder.blocks(compare, "axes").stream())
        .anyMatch(
            axis ->
                axis.find("key").filter(found -> ends(found, key)).isPresent()
                    || ScenarioBuilder.blocks(axis, "choices").stream()
                        .flatMap(choice -> choice.items("set").stream())
                        .anyMatch(set -> ends(set, key)));
  }

  private static boolean ends(Found path, String key) {
    return ((String) path.value()).split("=", 2)[0].strip().endsWith(key);
  }
}
