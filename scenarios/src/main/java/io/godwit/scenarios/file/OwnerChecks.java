package io.godwit.scenarios.file;

import io.godwit.scenarios.file.Values.Found;
import java.util.List;

/** Whether some host has all the owners that a guest's devices are members of. */
final class OwnerChecks {

  private final Binder binder;
  private final Values datacenter;

  OwnerChecks(Binder binder, Values datacenter) {
    this.binder = binder;
    this.datacenter = datacenter;
  }

  void check(Values scenario) {
    List<List<String>> byKind = byKind();
    GuestBlock.groups(scenario).forEach(group -> devices(group, byKind));
  }

  private List<List<String>> byKind() {
    List<Values> kinds = datacenter.list(DatacenterBlock.HOSTS);
    List<Values> common = datacenter.maybe(DatacenterBlock.HOST).stream().toList();
    return (kinds.isEmpty() ? common : kinds)
        .stream()
            .map(kind -> DatacenterBlock.owners(datacenter, kind))
            .map(
                owners ->
                    owners.stream().flatMap(each -> each.maybe(OwnerBlock.NAME).stream()).toList())
            .toList();
  }

  private void devices(Values group, List<List<String>> byKind) {
    List<String> owners = byKind.stream().flatMap(List::stream).distinct().toList();
    List<Found> devices = group.items(GuestBlock.DEVICES);
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
