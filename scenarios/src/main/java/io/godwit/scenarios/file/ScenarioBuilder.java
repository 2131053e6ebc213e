package io.godwit.scenarios.file;

import io.godwit.model.fleet.Placements;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.precopy.Processors;
import io.godwit.model.precopy.QemuHost;
import io.godwit.model.precopy.Step;
import io.godwit.model.topology.FabricShape;
import io.godwit.model.topology.HostRange;
import io.godwit.model.topology.NetworkModels;
import io.godwit.model.topology.Topology;
import io.godwit.model.topology.Wiring;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.Scenario.ArrivingGroup;
import io.godwit.scenarios.file.Scenario.StreamLimits;
import io.godwit.scenarios.file.Scenario.VmGroup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Turns checked values into a {@link Scenario}. Every key has a value or was meant to be absent.
 */
final class ScenarioBuilder {

  private ScenarioBuilder() {}

  static Scenario build(Values root) {
    Values host = root.block("datacenter").block("host");
    List<Values> owners = HostKindBuilder.allOwners(root.block("datacenter"));
    Topology plain = topology(root.block("datacenter").block("fabric"));
    Topology fabric = HostKindBuilder.withLinks(plain, root.block("datacenter"));
    var faults = new FaultBuilder(root, fabric);
    return new Scenario(
        root.text("name"),
        root.text("about"),
        root.number("seed"),
        fabric,
        DeviceBuilder.host(
            root, host, owners, duration(root.block("migration").block("calls"), "local")),
        HostKindBuilder.kinds(root, fabric),
        owners.stream()
            .map(owner -> DeviceBuilder.member(owner, DeviceBuilder.protocol(root, owner)))
            .toList(),
        host.has("limits") ? Optional.of(limits(host.block("limits"))) : Optional.empty(),
        blocks(root, "vms").stream()
            .flatMap(vms -> groups(root, vms, vms.count("count"), fabric))
            .toList(),
        blocks(root, "arrivals").stream().map(group -> arrivals(root, group, fabric)).toList(),
        MigrationBuilder.migration(
            root.block("migration"), DeviceBuilder.protocolOfAll(root, owners)),
        Stream.concat(PlanBuilder.plans(root, fabric).stream(), faults.storms().stream()).toList(),
        PlanBuilder.limits(root.block("fleet").block("limits")),
        BackgroundBuilder.background(root.block("datacenter").block("fabric"), fabric),
        faults.links(),
        faults.mishaps(),
        duration(root.block("fleet"), "detection"),
        faults.strikes(),
        faults.planned(),
        expectations(root),
        claims(root),
        root.has("compare")
            ? Optional.of(ComparisonBuilder.build(root.block("compare")))
            : Optional.empty(),
        keepIdle(root.block("run")));
  }

  private static Optional<SimDuration> keepIdle(Values run) {
    return run.has("keep-idle") ? Optional.of(duration(run, "keep-idle")) : Optional.empty();
  }

  private static List<Claim> claims(Values values) {
    return values.items("expect").stream()
        .filter(item -> Claim.isOne((String) item.value()))
        .flatMap(item -> Claim.parse((String) item.value()).claim().stream())
        .toList();
  }

  static List<Expectation> expectations(Values values) {
    return values.items("expect").stream()
        .filter(item -> !Claim.isOne((String) item.value()))
        .flatMap(item -> Expectation.parse((String) item.value()).expectation().stream())
        .toList();
  }

  private static StreamLimits limits(Values values) {
    ByteRate pages = rate(values, "pages");
    ByteRate nic =
        values.has("nic")
            ? new ByteRate(
                rate(values, "nic").bytesPerSecond() / 100 * values.number("tcp-efficiency"))
            : Step.UNLIMITED;
    return new StreamLimits(
        new QemuHost(
            values.has("new-pages") ? rate(values, "new-pages") : pages,
            pages,
            duration(values, "zero-page"),
            duration(values, "delta-page"),
            duration(values, "wake-up"),
            Processors.HARDWARE,
            SimDuration.ZERO),
        nic);
  }

  static List<Values> blocks(Values values, String key) {
    return values.items(key).stream().map(item -> (Values) item.value()).toList();
  }

  static FabricShape fabric(Values values) {
    FabricShape shape =
        FabricShape.of(
                values.count("pods"),
                values.count("racks-per-pod"),
                values.count("hosts-per-rack"),
                rate(values, "host-link"),
                rate(values, "rack-uplink"),
                duration(values, "latency"))
            .withRackUplinks(values.count("rack-uplinks"), rate(values, "rack-uplink"));
    return values.has("pod-uplink") ? shape.withPodUplink(rate(values, "pod-uplink")) : shape;
  }

  static Topology topology(Values values) {
    FabricShape shape = fabric(values);
    NetworkModels model =
        constant(NetworkModels.values(), NetworkModels::word, values.text("model"));
    var plain = new Topology(shape);
    List<Values> links = blocks(values, "links");
    List<String> names = links.stream().map(link -> link.text("name")).toList();
    var wiring =
        new Wiring(
            links.stream()
                .map(
                    link ->
                        new Wiring.Link(
                            link.text("name"), rate(link, "rate"), duration(link, "latency")))
                .toList(),
            blocks(values, "routes").stream()
                .map(
                    route ->
                        new Wiring.Route(
                            plain.named(route.text("from")).orElseThrow().first(),
                            plain.named(route.text("to")).orElseThrow().first(),
                            route.items("via").stream()
                                .map(via -> names.indexOf((String) via.value()))
                                .toList()))
                .toList());
    return new Topology(shape, wiring, model);
  }

  /** One, or one for each guest where these are drawn. */
  private static Stream<VmGroup> groups(Values root, Values vms, int count, Topology topology) {
    Values migration = ofGuests(root, vms);
    if (!vms.hasDraws()) {
      return Stream.of(vms(vms, 0, count, topology, migration));
    }
    return IntStream.range(0, count)
        .mapToObj(
            number -> {
              String name = vms.text("name") + '-' + number;
              Values drawn = fitted(vms.drawn(root.number("seed"), name, ""));
              return vms(drawn, number, 1, topology, migration);
            });
  }

  private static ArrivingGroup arrivals(Values root, Values group, Topology topology) {
    List<SimTime> times = ArrivalBuilder.times(group, root.number("seed"));
    return new ArrivingGroup(
        group.text("name"),
        group.has("on")
            ? topology.named(group.text("on")).orElseThrow()
            : new HostRange(0, topology.hosts()),
        constant(Placements.values(), Placements::word, group.text("place")),
        times,
        times.isEmpty() ? List.of() : groups(root, group, times.size(), topology).toList());
  }

  /** Memory in whole pages, what is written no more than it, and what is hot no more than that. */
  private static Values fitted(Values vms) {
    long page = pagesIn(vms, "page-size") * GuestMemory.PAGE_BYTES;
    long memory = Math.max(1, vms.number("memory") / page) * page;
    Values dirtying = vms.block("dirtying");
    for (String part : List.of("working-set", "hot")) {
      if (dirtying.has(part) && dirtying.number(part) > memory) {
        dirtying = dirtying.with(part, memory);
      }
    }
    boolean isSmaller = dirtying.has("working-set") && dirtying.has("hot");
    if (isSmaller && dirtying.number("hot") > dirtying.number("working-set")) {
      dirtying = dirtying.with("hot", dirtying.number("working-set"));
    }
    return vms.with("memory", memory).with("dirtying", dirtying);
  }

  private static VmGroup vms(
      Values values, int first, int count, Topology topology, Values migration) {
    ByteCount memory = size(values, "memory");
    long pages = GuestMemory.pagesOf(memory);
    long zeroPages = pages * values.number("zero") / 100;
    Values dirtying = values.block("dirtying");
    return new VmGroup(
        values.text("name"),
        first,
        count,
        values.has("on") ? topology.named(values.text("on")) : Optional.empty(),
        GuestMemory.of(memory, zeroPages).backedBy(pagesIn(values, "page-size")),
        pagesIn(values, "tracked-in"),
        constant(DirtyModels.values(), DirtyModels::word, dirtying.text("model")),
        WorkloadBuilder.build(dirtying, pages - zeroPages),
        dirtying.text("paced-by").equals("timer"),
        values.items("devices").stream().map(item -> (String) item.value()).toList(),
        HostKindBuilder.traits(values),
        values.has("lifetime") ? Optional.of(duration(values, "lifetime")) : Optional.empty(),
        MigrationBuilder.guests(migration, !values.items("devices").isEmpty()));
  }

  /** Pages of 4 KiB in one of a size that a scenario names. */
  static long pagesIn(Values values, String key) {
    return Quantity.SIZE.parse(values.text(key)).base().orElseThrow() / GuestMemory.PAGE_BYTES;
  }

  /** How a group is migrated: as all are, where neither its labels nor it say otherwise. */
  static Values ofGuests(Values root, Values vms) {
    List<String> labels =
        vms.items("labels").stream().map(label -> (String) label.value()).toList();
    Values migration = root.block("migration");
    for (Values policy : blocks(root, "policies")) {
      boolean its = policy.has("label") && labels.contains(policy.text("label"));
      if (its && policy.has("migration")) {
        migration = migration.overlaid(policy.block("migration"));
      }
    }
    return vms.has("migration") ? migration.overlaid(vms.block("migration")) : migration;
  }

  static <E> E constant(E[] constants, Function<E, String> word, String wanted) {
    for (E constant : constants) {
      if (word.apply(constant).equals(wanted)) {
        return constant;
      }
    }
    throw new IllegalStateException("'" + wanted + "' passed the checks and is unknown");
  }

  static ByteCount size(Values values, String key) {
    return ByteCount.of(values.number(key));
  }

  static ByteRate rate(Values values, String key) {
    return ByteRate.ofBitsPerSecond(values.number(key));
  }

  static SimDuration duration(Values values, String key) {
    return SimDuration.ofNanos(values.number(key));
  }
}
