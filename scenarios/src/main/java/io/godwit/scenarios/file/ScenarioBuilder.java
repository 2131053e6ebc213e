package io.godwit.scenarios.file;

import io.godwit.model.device.DeviceTypes;
import io.godwit.model.device.MemberSettings;
import io.godwit.model.device.OwnerSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.fleet.CancelOne;
import io.godwit.model.fleet.Drain;
import io.godwit.model.fleet.Limits;
import io.godwit.model.fleet.LinkFault;
import io.godwit.model.fleet.MigrateOne;
import io.godwit.model.fleet.Orders;
import io.godwit.model.fleet.Placements;
import io.godwit.model.fleet.Plan;
import io.godwit.model.fleet.PlanAction;
import io.godwit.model.fleet.Rebalance;
import io.godwit.model.fleet.RetryPolicy;
import io.godwit.model.guest.DirtyModels;
import io.godwit.model.guest.GuestMemory;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.migration.ContextStrategies;
import io.godwit.model.migration.Rollbacks;
import io.godwit.model.network.FabricShape;
import io.godwit.model.network.HostRange;
import io.godwit.model.network.NetworkModels;
import io.godwit.model.network.Topology;
import io.godwit.model.network.Wiring;
import io.godwit.model.precopy.ConvergenceAids.Compression;
import io.godwit.model.precopy.ConvergenceAids.Throttling;
import io.godwit.model.precopy.Engines;
import io.godwit.model.precopy.NoConvergence;
import io.godwit.model.precopy.PreCopySettings;
import io.godwit.model.precopy.QemuHost;
import io.godwit.model.precopy.Step;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.protocol.Switch;
import io.godwit.model.strategy.Orchestrators;
import io.godwit.model.strategy.Strategies;
import io.godwit.model.strategy.Tuning;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.ByteRate;
import io.godwit.model.unit.SimDuration;
import io.godwit.model.unit.SimTime;
import io.godwit.scenarios.file.Scenario.Calls;
import io.godwit.scenarios.file.Scenario.MigrationRules;
import io.godwit.scenarios.file.Scenario.StreamLimits;
import io.godwit.scenarios.file.Scenario.VmGroup;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Turns checked values into a {@link Scenario}. Every key has a value or was meant to be absent.
 */
final class ScenarioBuilder {

  private ScenarioBuilder() {}

  static Scenario build(Values root) {
    Values host = root.block("datacenter").block("host");
    List<Values> owners = blocks(host, "owners");
    Topology fabric = topology(root.block("datacenter").block("fabric"));
    return new Scenario(
        root.text("name"),
        root.text("about"),
        root.number("seed"),
        fabric,
        host(root, host, owners, duration(root.block("migration").block("calls"), "local")),
        owners.stream().map(owner -> owner(owner, protocol(root, owner))).toList(),
        owners.stream().map(owner -> member(owner, protocol(root, owner))).toList(),
        host.has("limits") ? Optional.of(limits(host.block("limits"))) : Optional.empty(),
        blocks(root, "vms").stream().map(vms -> vms(vms, fabric)).toList(),
        migration(root.block("migration"), protocolOfAll(root, owners)),
        blocks(root, "plan").stream().map(plan -> plan(plan, fabric)).toList(),
        blocks(root, "faults").stream()
            .filter(DeviceFaults::isOfLink)
            .map(ScenarioBuilder::fault)
            .toList(),
        blocks(root, "faults").stream()
            .filter(fault -> !DeviceFaults.isOfLink(fault))
            .map(DeviceFaults::strike)
            .toList(),
        expectations(root),
        root.has("compare")
            ? Optional.of(ComparisonBuilder.build(root.block("compare")))
            : Optional.empty());
  }

  static List<Expectation> expectations(Values values) {
    return values.items("expect").stream()
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
            SimDuration.ZERO),
        nic);
  }

  private static LinkFault fault(Values values) {
    return new LinkFault(
        values.text("target"),
        SimTime.ZERO.plus(duration(values, "at")),
        duration(values, "for"),
        values.has("capacity") ? rate(values, "capacity") : ByteRate.ZERO);
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

  /** An owner's profile, with the switches that the scenario or its driver sets. */
  private static Protocol protocol(Values root, Values owner) {
    return switched(root, Protocol.of(Profiles.of(owner.text("profile"))))
        .withFirstOpcode(owner.count("first-opcode"));
  }

  /** What the management of migrations goes by: the first owner's. */
  private static Protocol protocolOfAll(Values root, List<Values> owners) {
    return owners.isEmpty()
        ? switched(root, Protocol.of(Profiles.SEED_2023))
        : protocol(root, owners.get(0));
  }

  private static Protocol switched(Values root, Protocol standard) {
    Protocol protocol = standard;
    Values migration = root.block("migration");
    if (migration.has("driver")) {
      Drivers driver = constant(Drivers.values(), Drivers::word, migration.text("driver"));
      for (Switch each : Switch.values()) {
        String choice = driver.choices().getOrDefault(each, protocol.choice(each));
        protocol = protocol.with(each, choice);
      }
    }
    for (Switch each : Switch.values()) {
      if (root.block("protocol").has(each.key())) {
        protocol = protocol.with(each, root.block("protocol").text(each.key()));
      }
    }
    return protocol;
  }

  private static HostSettings host(
      Values root, Values values, List<Values> owners, SimDuration localCall) {
    return new HostSettings(
        size(values, "memory"),
        owners.stream()
            .map(
                owner ->
                    new HostSettings.OwnerSlot(
                        owner.text("name"),
                        owner.count("members"),
                        link(owner),
                        protocol(root, owner)))
            .toList(),
        duration(values, "vcpu-stop"),
        duration(values, "vcpu-stop-jitter"),
        duration(values, "vcpu-start"),
        localCall);
  }

  private static PcieLink link(Values owner) {
    return PcieLink.parse(owner.text("pcie")).orElseThrow();
  }

  private static OwnerSettings owner(Values values, Protocol protocol) {
    Values queue = values.block("admin-queue");
    return new OwnerSettings(
        protocol,
        values.count("members"),
        queue.count("count"),
        queue.count("depth"),
        queue.count("engines"),
        link(values),
        values.count("objects"),
        new OwnerSettings.ServiceTimes(
            duration(queue, "command-time"),
            duration(queue, "stop-time"),
            duration(queue, "activate-time"),
            rate(queue, "context-rate")));
  }

  private static MemberSettings member(Values values, Protocol protocol) {
    return new MemberSettings(
        constant(DeviceTypes.values(), DeviceTypes::word, values.text("type")),
        protocol,
        values.count("queues"),
        values.number("requests"),
        duration(values, "request-time"),
        duration(values, "reset-time"),
        duration(values, "queue-setup"),
        values.has("opaque") ? size(values, "opaque") : ByteCount.ZERO,
        values.count("opaque-change"),
        size(values, "read-buffer"),
        values.text("rings").equals("packed"),
        values.yes("shared-memory"));
  }

  private static VmGroup vms(Values values, Topology topology) {
    ByteCount memory = size(values, "memory");
    long pages = GuestMemory.pagesOf(memory);
    long zeroPages = pages * values.number("zero") / 100;
    Values dirtying = values.block("dirtying");
    return new VmGroup(
        values.text("name"),
        values.count("count"),
        values.has("on") ? topology.named(values.text("on")) : Optional.empty(),
        GuestMemory.of(memory, zeroPages),
        constant(DirtyModels.values(), DirtyModels::word, dirtying.text("model")),
        WorkloadBuilder.build(dirtying, pages - zeroPages),
        dirtying.text("paced-by").equals("timer"),
        values.items("devices").stream().map(item -> (String) item.value()).toList());
  }

  private static MigrationRules migration(Values values, Protocol protocol) {
    Values memory = values.block("memory");
    Values retry = values.block("retry");
    return new MigrationRules(
        constant(Engines.values(), Engines::word, values.text("engine")),
        constant(Strategies.values(), Strategies::word, memory.text("strategy")),
        tuning(memory),
        constant(Orchestrators.values(), Orchestrators::word, values.text("orchestrator")),
        PreCopySettings.DEFAULT
            .withDowntimeLimit(duration(memory, "downtime-limit"))
            .withMaxBandwidth(
                memory.has("max-bandwidth") ? rate(memory, "max-bandwidth") : Step.UNLIMITED)
            .withMaxRounds(memory.count("max-rounds"))
            .withPatience(memory.count("patience"))
            .withOnNoConvergence(
                constant(
                    NoConvergence.values(), NoConvergence::word, memory.text("on-no-convergence"))),
        constant(
            ContextStrategies.values(),
            ContextStrategies::word,
            values.block("device-context").text("strategy")),
        new RetryPolicy(retry.count("attempts"), duration(retry, "backoff"), retry.count("factor")),
        duration(retry, "timeout-per-gib"),
        calls(values.block("calls")),
        duration(values, "device-skew"),
        protocol.is(Switch.STOP_BEFORE_FREEZE, "yes"),
        constant(Rollbacks.values(), Rollbacks::word, protocol.choice(Switch.ROLLBACK)));
  }

  private static Calls calls(Values values) {
    return new Calls(
        duration(values, "remote"),
        duration(values, "fleet"),
        values.text("network").equals("fabric"));
  }

  private static Tuning tuning(Values memory) {
    Values throttle = memory.block("throttle");
    Values compression = memory.block("compression");
    Values stall = memory.block("stall");
    return new Tuning(
        Throttling.steps(
            throttle.count("initial"),
            throttle.count("increment"),
            throttle.count("max"),
            throttle.count("trigger")),
        rate(memory, "dirty-limit"),
        size(memory, "xbzrle-cache"),
        memory.number("page-delta"),
        new Compression(compression.count("ratio"), rate(compression, "rate")),
        memory.count("channels"),
        new Tuning.Stall(
            duration(stall, "patience"), stall.count("margin"), duration(stall, "max-downtime")));
  }

  private static Plan plan(Values values, Topology topology) {
    Values limits = values.block("limits");
    return new Plan(
        SimTime.ZERO.plus(duration(values, "at")),
        action(values, topology),
        new Limits(
            limits.count("per-source"), limits.count("per-destination"), limits.count("total")),
        constant(Placements.values(), Placements::word, values.text("place")),
        constant(Orders.values(), Orders::word, values.text("order")));
  }

  private static PlanAction action(Values values, Topology topology) {
    if (values.has("drain")) {
      HostRange hosts = topology.named(values.text("drain")).orElseThrow();
      return new Drain(values.text("drain"), hosts.first(), hosts.first() + hosts.count() - 1);
    } else if (values.has("migrate")) {
      OptionalInt destination =
          values.has("to")
              ? OptionalInt.of(topology.named(values.text("to")).orElseThrow().first())
              : OptionalInt.empty();
      return new MigrateOne(values.text("migrate"), destination);
    }
    if (values.has("cancel")) {
      return new CancelOne(values.text("cancel"));
    }
    String target = values.text("rebalance");
    HostRange hosts = topology.named(target).orElse(new HostRange(0, topology.hosts()));
    return new Rebalance(
        target, hosts.first(), hosts.first() + hosts.count() - 1, values.count("within"));
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
