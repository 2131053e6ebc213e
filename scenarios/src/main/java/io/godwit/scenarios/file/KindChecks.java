package io.godwit.scenarios.file;

import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.Feature;
import io.godwit.model.context.Firmware;
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

  void check(Values scenario, Values datacenter, List<Values> owners) {
    List<Values> kinds = ScenarioBuilder.blocks(datacenter, "hosts");
    owners.forEach(this::owner);
    boolean differ =
        kinds.stream()
            .anyMatch(kind -> kind.has("owners") || kind.has("cpus") || kind.has("machines"));
    if (!differ) {
      ScenarioChecks.block(scenario, "migration")
          .flatMap(migration -> migration.find("check"))
          .filter(Found::given)
          .ifPresent(
              given ->
                  binder.problem(
                      given,
                      "it would have no effect: no kind of hosts has owners, cpus or machines of its own"));
    }
    for (Values vm : GuestChecks.groups(scenario)) {
      offered(vm, "cpu", kinds, "cpus");
      offered(vm, "machine", kinds, "machines");
    }
  }

  private void owner(Values owner) {
    owner
        .find("firmware")
        .filter(text -> Firmware.parse((String) text.value()).isEmpty())
        .ifPresent(
            text ->
                binder.problem(
                    text,
                    "'%s' is no version; write up to four numbers below 65536, such as 22.41.1000"
                        .formatted(text.value())));
    if (!owner.has("type")) {
      return;
    }
    DeviceTypes type = DeviceBuilder.type(owner);
    for (Found feature : owner.items("lacks")) {
      if (Feature.bits(type, (String) feature.value()).isEmpty()) {
        binder.problem(
            feature, "a %s device has no feature '%s'".formatted(type.word(), feature.value()));
      }
    }
  }

  /** A guest that no host would run is a mistake, as is one about which no kind says anything. */
  private void offered(Values vm, String key, List<Values> kinds, String offers) {
    Optional<Found> wanted = vm.find(key);
    if (wanted.isEmpty()) {
      return;
    }
    Set<String> all = new TreeSet<>();
    kinds.forEach(kind -> kind.items(offers).forEach(offer -> all.add((String) offer.value())));
    if (all.isEmpty()) {
      binder.problem(
          wanted.get(),
          "it would have no effect: no kind of hosts says its %s (datacenter.hosts)"
              .formatted(offers));
    } else if (kinds.stream().allMatch(kind -> kind.has(offers))
        && !all.contains(wanted.get().value())) {
      binder.problem(
          wanted.get(),
          "no kind of hosts has '%s'; there are %s"
              .formatted(wanted.get().value(), String.join(", ", all)));
    }
  }
}
