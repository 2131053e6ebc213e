package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Values.Found;
import java.util.List;
import java.util.stream.Stream;

/** Whether some host has all the owners that a guest's devices are members of. */
final class OwnerChecks {

  private static final String OWNERS = "owners";

  private final Binder binder;
  private final Values datacenter;

  OwnerChecks(Binder binder, Values datacenter) {
    this.binder = binder;
    this.datacenter = datacenter;
  }

  /** Of hosts in common and of all kinds. */
  static List<Values> all(Values datacenter) {
    return Stream.concat(
            ScenarioChecks.block(datacenter, "host").stream(),
            ScenarioBuilder.blocks(datacenter, "hosts").stream())
        .flatMap(values -> ScenarioBuilder.blocks(values, OWNERS).stream())
        .toList();
  }

  void check(Values scenario) {
    List<List<String>> byKind = byKind();
    GuestChecks.groups(scenario).forEach(group -> devices(group, byKind));
  }

  private List<List<String>> byKind() {
    List<Values> kinds = ScenarioBuilder.blocks(datacenter, "hosts");
    List<Values> common = ScenarioChecks.block(datacenter, "host").stream().toList();
    return (kinds.isEmpty() ? common : kinds)
        .stream()
            .map(kind -> kind.has(OWNERS) || common.isEmpty() ? kind : common.get(0))
            .map(kind -> ScenarioBuilder.blocks(kind, OWNERS))
            .map(owners -> owners.stream().flatMap(each -> each.find("name").stream()).toList())
            .map(names -> names.stream().map(name -> (String) name.value()).toList())
            .toList();
  }

  private void devices(Values group, List<List<String>> byKind) {
    List<String> owners = byKind.stream().flatMap(List::stream).distinct().toList();
    List<Found> devices = group.items("devices");
    boolean known = true;
    for (Found device : devices) {
      if (!owners.contains((String) device.value())) {
        known = false;
        binder.problem(
            device,
            owners.isEmpty()
                ? "hosts have no owner '%s'; add it to datacenter.host.owners"
                    .formatted(device.value())
                : "hosts have no owner '%s'; they have %s"
                    .formatted(device.value(), String.join(", ", owners)));
      }
    }
    List<String> wanted = devices.stream().map(device -> (String) device.value()).toList();
    if (known && !wanted.isEmpty() && byKind.stream().noneMatch(has -> has.containsAll(wanted))) {
      binder.problem(
          devices.get(0),
          "no kind of hosts has all of %s; give one of datacenter.hosts these owners"
              .formatted(String.join(", ", wanted)));
    }
  }
}
