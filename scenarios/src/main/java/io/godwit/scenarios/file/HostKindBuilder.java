package io.godwit.scenarios.file;

import io.godwit.model.fleet.GuestTraits;
import io.godwit.model.fleet.HostKind;
import io.godwit.model.fleet.HostKind.KindOwner;
import io.godwit.model.fleet.HostKinds;
import io.godwit.model.precopy.Engines;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteRate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Kinds of hosts, and what guests ask of them, from checked values. */
final class HostKindBuilder {

  /** A host that no kind has taken. */
  static final int NONE = -1;

  private HostKindBuilder() {}

  static HostKinds kinds(Values root, Topology topology) {
    Values datacenter = root.block("datacenter");
    List<Values> kinds = ScenarioBuilder.blocks(datacenter, "hosts");
    if (kinds.isEmpty()) {
      return HostKinds.of(HostKind.plain(ScenarioBuilder.size(datacenter.block("host"), "memory")));
    }
    int[] byHost = dealt(kinds, topology);
    for (int host = 0; host < byHost.length; host++) {
      byHost[host] = Math.max(0, byHost[host]);
    }
    var all =
        new HostKinds(
            kinds.stream().map(kind -> kind(root, kind)).toList(),
            byHost,
            root.block("fleet").yes("to-older-engines"));
    boolean looks = root.block("migration").text("check").equals(MigrationBuilder.CHECK_BEFORE);
    return looks ? all.fittingFirst() : all;
  }

  /** Of engines, those that are listed later are newer. */
  private static int generation(String engine) {
    return Arrays.stream(Engines.values()).map(Engines::word).toList().indexOf(engine);
  }

  /** Of hosts in common, and of kinds those whose names no other has; the first of each name. */
  static List<Values> allOwners(Values datacenter) {
    var byName = new LinkedHashMap<String, Values>();
    Stream.concat(
            Stream.of(datacenter.block("host")),
            ScenarioBuilder.blocks(datacenter, "hosts").stream())
        .flatMap(values -> ScenarioBuilder.blocks(values, "owners").stream())
        .forEach(owner -> byName.putIfAbsent(owner.text("name"), owner));
    return List.copyOf(byName.values());
  }

  /** As soon as one kind has owners of its own, each kind says which it has. */
  private static Optional<List<KindOwner>> owners(Values root, Values kind) {
    Values datacenter = root.block("datacenter");
    boolean differ =
        ScenarioBuilder.blocks(datacenter, "hosts").stream().anyMatch(each -> each.has("owners"));
    Values from = kind.has("owners") ? kind : datacenter.block("host");
    return differ
        ? Optional.of(
            ScenarioBuilder.blocks(from, "owners").stream()
                .map(owner -> DeviceBuilder.kindOwner(root, owner))
                .toList())
        : Optional.empty();
  }

  private static HostKind kind(Values root, Values kind) {
    Values host = root.block("datacenter").block("host");
    String engine = root.block("migration").text("engine");
    return new HostKind(
        kind.text("name"),
        ScenarioBuilder.size(kind.has("memory") ? kind : host, "memory"),
        kind.has("processors") ? kind.count("processors") : HostKind.ANY,
        texts(kind, "labels"),
        texts(kind, "taints"),
        kind.count("speed"),
        kind.has("power") ? kind.number("power") : 0,
        kind.has("engine") ? Optional.of(kind.text("engine")) : Optional.empty(),
        generation(kind.has("engine") ? kind.text("engine") : engine),
        owners(root, kind),
        texts(kind, "cpus"),
        texts(kind, "machines"));
  }

  /** By host, the index of its kind, or {@link #NONE}: those by name first, then those by count. */
  static int[] dealt(List<Values> kinds, Topology topology) {
    int[] byHost = new int[topology.hosts()];
    Arrays.fill(byHost, NONE);
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (String place : texts(kinds.get(kind), "on")) {
        Optional<HostRange> hosts = topology.named(place);
        int itsKind = kind;
        hosts.ifPresent(range -> range.hosts().forEach(host -> byHost[host] = itsKind));
      }
    }
    int next = 0;
    for (int kind = 0; kind < kinds.size(); kind++) {
      Values values = kinds.get(kind);
      int left = values.has("count") ? values.count("count") : values.has("on") ? 0 : 1;
      for (; left > 0 && next < byHost.length; next++) {
        if (byHost[next] == NONE) {
          byHost[next] = kind;
          left--;
        }
      }
    }
    return byHost;
  }

  static Topology withLinks(Topology plain, Values datacenter) {
    List<Values> kinds = ScenarioBuilder.blocks(datacenter, "hosts");
    if (kinds.stream().noneMatch(kind -> kind.has("host-link"))) {
      return plain;
    }
    int[] byHost = dealt(kinds, plain);
    Map<Integer, ByteRate> links = new TreeMap<>();
    for (int host = 0; host < byHost.length; host++) {
      Values kind = kinds.get(Math.max(0, byHost[host]));
      if (kind.has("host-link")) {
        links.put(host, ScenarioBuilder.rate(kind, "host-link"));
      }
    }
    return plain.with(links);
  }

  static GuestTraits traits(Values vms) {
    return new GuestTraits(
        vms.yes("migratable"),
        vms.count("processors"),
        texts(vms, "needs"),
        texts(vms, "tolerates"),
        vms.has("apart") ? Optional.of(vms.text("apart")) : Optional.empty(),
        vms.has("together") ? Optional.of(vms.text("together")) : Optional.empty(),
        vms.has("cpu") ? vms.text("cpu") : "",
        vms.has("machine") ? vms.text("machine") : "");
  }

  private static List<String> texts(Values values, String key) {
    return values.items(key).stream().map(item -> (String) item.value()).toList();
  }
}
