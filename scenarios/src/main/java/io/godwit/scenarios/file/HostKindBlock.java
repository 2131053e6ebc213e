package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.RATE;
import static io.godwit.scenarios.file.Amounts.SIZE;

import io.godwit.model.context.MemberSettings;
import io.godwit.model.fleet.HostKind;
import io.godwit.model.fleet.HostKind.KindOwner;
import io.godwit.model.fleet.HostKinds;
import io.godwit.model.precopy.Engines;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.Topology;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.scenarios.file.ValueType.Amount;
import io.godwit.scenarios.file.ValueType.ListOf;
import io.godwit.scenarios.file.ValueType.Text;
import io.godwit.scenarios.file.ValueType.Whole;
import io.godwit.scenarios.file.ValueType.Word;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A kind of hosts, with what differs from the others. */
final class HostKindBlock {

  static final Section SECTION = new Section("kind-of-host");

  /** A host that no kind has taken. */
  private static final int NONE = -1;

  static final Key<String> NAME =
      SECTION.required("name", new Text("large"), "of the kind, for messages");

  static final Key<Long> COUNT =
      SECTION.optional(
          "count",
          new Whole(0, FabricBlock.MOST_HOSTS),
          "how many: the next hosts in order that have no kind yet; without count and on, one; 0"
              + " where only an upgrade makes some");

  static final Key<List<String>> ON =
      SECTION.optional(
          "on", new ListOf<>(new Text("pod-0/rack-1"), 1), "which: hosts, racks and pods by name");

  static final Key<ByteCount> MEMORY =
      SECTION.optional("memory", SIZE, "for guests; else that of host");

  static final Key<Long> PROCESSORS =
      SECTION.optional(
          "processors", new Whole(1, 1_000_000), "for guests that count them; else always enough");

  private static final Key<ByteRate> HOST_LINK =
      SECTION.optional(
          "host-link", RATE, "between such a host and its leaf; else that of the fabric");

  static final Key<List<Values>> OWNERS =
      SECTION.optional(
          "owners",
          ListOf.of(OwnerBlock.SECTION, 0),
          "its owner devices, instead of those of host; a guest goes only where there are owners of"
              + " all names that its devices have, with members free");

  static final Key<List<String>> LABELS =
      SECTION.optional("labels", new ListOf<>(new Text("gpu"), 0), "that guests can need");

  private static final Key<List<String>> TAINTS =
      SECTION.optional(
          "taints",
          new ListOf<>(new Text("spare"), 0),
          "that keep guests away which do not tolerate every one of them");

  private static final Key<Engines> ENGINE =
      SECTION.optional(
          "engine",
          Word.of(Engines.values(), Engines::word),
          "what migrates guests away from such a host; else migration.engine");

  static final Key<List<String>> CPUS =
      SECTION.optional(
          "cpus",
          new ListOf<>(new Text("icelake"), 1),
          "models of processors that such a host can give a guest; without it any");

  static final Key<List<String>> MACHINES =
      SECTION.optional(
          "machines",
          new ListOf<>(new Text("q35-8.2"), 1),
          "types of machines that such a host knows; without it any");

  private static final Key<Long> SPEED =
      SECTION.withDefault(
          "speed",
          new Whole(1, 10_000),
          "100",
          "of its processors, in percent: a guest writes its memory at the rate given on a host of"
              + " 100, and ten times as fast on one of 1000");

  private static final Key<Long> POWER =
      SECTION.optional(
          "power",
          Amount.plain(Quantity.POWER, 1, 1_000_000_000L),
          "that such a host draws, busy or not, for the energy in reports");

  private HostKindBlock() {}

  static HostKinds kinds(Values root, Topology topology) {
    Values datacenter = root.get(ScenarioBlock.DATACENTER);
    List<Values> kinds = datacenter.list(DatacenterBlock.HOSTS);
    if (kinds.isEmpty()) {
      return HostKinds.of(
          HostKind.plain(datacenter.get(DatacenterBlock.HOST).get(HostBlock.MEMORY)));
    }
    int[] byHost = dealt(kinds, topology);
    for (int host = 0; host < byHost.length; host++) {
      byHost[host] = Math.max(0, byHost[host]);
    }
    var all =
        new HostKinds(
            kinds.stream().map(kind -> build(root, kind)).toList(),
            byHost,
            root.get(ScenarioBlock.FLEET).get(FleetBlock.TO_OLDER_ENGINES));
    return MigrationBlock.checksBefore(root.get(ScenarioBlock.MIGRATION))
        ? all.fittingFirst()
        : all;
  }

  private static HostKind build(Values root, Values kind) {
    Values host = root.get(ScenarioBlock.DATACENTER).get(DatacenterBlock.HOST);
    Engines engine = root.get(ScenarioBlock.MIGRATION).get(MigrationBlock.ENGINE);
    return new HostKind(
        kind.get(NAME),
        kind.maybe(MEMORY).orElseGet(() -> host.get(HostBlock.MEMORY)),
        kind.maybe(PROCESSORS).map(Math::toIntExact).orElse(HostKind.ANY),
        kind.list(LABELS),
        kind.list(TAINTS),
        kind.count(SPEED),
        kind.or(POWER, 0L),
        kind.maybe(ENGINE).map(Engines::word),
        generation(kind.or(ENGINE, engine)),
        owners(root, kind),
        kind.list(CPUS),
        kind.list(MACHINES));
  }

  /** Those that are listed later are newer. */
  private static int generation(Engines engine) {
    return List.of(Engines.values()).indexOf(engine);
  }

  /** As soon as one kind has owners of its own, each kind says which it has. */
  private static Optional<List<KindOwner>> owners(Values root, Values kind) {
    Values datacenter = root.get(ScenarioBlock.DATACENTER);
    boolean differ =
        datacenter.list(DatacenterBlock.HOSTS).stream().anyMatch(each -> each.has(OWNERS));
    return differ
        ? Optional.of(
            DatacenterBlock.owners(datacenter, kind).stream()
                .map(owner -> OwnerBlock.ofKind(root, owner))
                .toList())
        : Optional.empty();
  }

  /** Those of kinds that have owners of their own. */
  static Stream<MemberSettings> members(HostKinds kinds) {
    return kinds.all().stream()
        .flatMap(kind -> kind.owners().stream())
        .flatMap(List::stream)
        .map(KindOwner::members);
  }

  /** By host, the index of its kind, or {@link #NONE}: those by name first, then those by count. */
  static int[] dealt(List<Values> kinds, Topology topology) {
    int[] byHost = new int[topology.hosts()];
    Arrays.fill(byHost, NONE);
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (String place : kinds.get(kind).list(ON)) {
        Optional<HostRange> hosts = topology.named(place);
        int itsKind = kind;
        hosts.ifPresent(range -> range.hosts().forEach(host -> byHost[host] = itsKind));
      }
    }
    int next = 0;
    for (int kind = 0; kind < kinds.size(); kind++) {
      long left = kinds.get(kind).or(COUNT, kinds.get(kind).has(ON) ? 0L : 1L);
      for (; left > 0 && next < byHost.length; next++) {
        if (byHost[next] == NONE) {
          byHost[next] = kind;
          left--;
        }
      }
    }
    return byHost;
  }

  static Topology withLinks(Topology plain, List<Values> kinds) {
    if (kinds.stream().noneMatch(kind -> kind.has(HOST_LINK))) {
      return plain;
    }
    int[] byHost = dealt(kinds, plain);
    Map<Integer, ByteRate> links = new TreeMap<>();
    for (int host = 0; host < byHost.length; host++) {
      int its = host;
      kinds.get(Math.max(0, byHost[host])).maybe(HOST_LINK).ifPresent(link -> links.put(its, link));
    }
    return plain.with(links);
  }
}
