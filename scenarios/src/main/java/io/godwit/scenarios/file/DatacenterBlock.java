package io.godwit.scenarios.file;

import io.godwit.model.topology.Topology;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.ListOf;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The fabric and its hosts. */
final class DatacenterBlock {

  static final Section SECTION = new Section("datacenter");

  static final Key<Values> FABRIC =
      SECTION.required(
          "fabric", new Block(FabricBlock.SECTION), "the network between hosts: leaf and spine");

  static final Key<Values> HOST =
      SECTION.block("host", HostBlock.SECTION, "what every host is made of");

  static final Key<List<Values>> HOSTS =
      SECTION.optional(
          "hosts",
          ListOf.of(HostKindBlock.SECTION, 1),
          "kinds of hosts, each with what differs; those that no kind takes are of the first one");

  private DatacenterBlock() {}

  static Topology topology(Values datacenter) {
    return HostKindBlock.withLinks(
        FabricBlock.topology(datacenter.get(FABRIC)), datacenter.list(HOSTS));
  }

  /** Of a kind of hosts, those that it has instead of those in common. */
  static List<Values> owners(Values datacenter, Values kind) {
    return kind.maybe(HostKindBlock.OWNERS)
        .orElseGet(
            () ->
                datacenter.maybe(HOST).map(host -> host.list(HostBlock.OWNERS)).orElse(List.of()));
  }

  /** Of hosts in common and of all kinds. */
  static List<Values> owners(Values datacenter) {
    return Stream.concat(
            datacenter.maybe(HOST).stream().flatMap(host -> host.list(HostBlock.OWNERS).stream()),
            datacenter.list(HOSTS).stream()
                .flatMap(kind -> kind.list(HostKindBlock.OWNERS).stream()))
        .toList();
  }

  /** Of hosts in common, and of kinds those whose names no other has; the first of each name. */
  static List<Values> namedOwners(Values datacenter) {
    var byName = new LinkedHashMap<String, Values>();
    owners(datacenter).forEach(owner -> byName.putIfAbsent(owner.get(OwnerBlock.NAME), owner));
    return List.copyOf(byName.values());
  }

  /** Those of a whole scenario; none where it says nothing of them. */
  static List<Values> ownersOf(Values scenario) {
    return scenario.maybe(ScenarioBlock.DATACENTER).map(DatacenterBlock::owners).orElse(List.of());
  }

  static List<Values> kindsOf(Values scenario) {
    return scenario.maybe(ScenarioBlock.DATACENTER).map(all -> all.list(HOSTS)).orElse(List.of());
  }

  static Optional<Topology> check(Binder binder, Values datacenter) {
    Stream.concat(
            datacenter.maybe(HOST).map(host -> host.list(HostBlock.OWNERS)).stream(),
            datacenter.list(HOSTS).stream().map(kind -> kind.list(HostKindBlock.OWNERS)))
        .forEach(owners -> names(binder, owners));
    owners(datacenter).forEach(owner -> OwnerBlock.check(binder, owner));
    return datacenter.maybe(FABRIC).flatMap(fabric -> FabricBlock.check(binder, fabric));
  }

  private static void names(Binder binder, List<Values> owners) {
    Set<String> names = new LinkedHashSet<>();
    owners.stream()
        .flatMap(owner -> owner.find(OwnerBlock.NAME).stream())
        .forEach(name -> Names.check(binder, name, names, "owner"));
  }
}
