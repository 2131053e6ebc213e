package io.godwit.scenarios.file;

import io.godwit.model.context.DeviceBuild;
import io.godwit.model.context.DeviceTypes;
import io.godwit.model.context.Feature;
import io.godwit.model.context.Firmware;
import io.godwit.model.context.MemberSettings;
import io.godwit.model.device.PcieLink;
import io.godwit.model.dma.DirtyTrackers;
import io.godwit.model.dma.DmaSettings;
import io.godwit.model.fleet.HostKind;
import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.option.Choice;
import io.godwit.model.option.Option;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.random.Distribution;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Optional;

/** Turns the checked values of hosts, owners and the protocol into what the model is told. */
final class DeviceBuilder {

  private DeviceBuilder() {}

  /** An owner's profile, with the options that the scenario or its driver sets. */
  static Protocol protocol(Values root, Values owner) {
    return chosen(root, Protocol.of(Profiles.of(owner.text("profile"))))
        .withFirstOpcode(owner.count("first-opcode"));
  }

  /** What the management of migrations goes by: the first owner's. */
  static Protocol protocolOfAll(Values root, List<Values> owners) {
    return owners.isEmpty()
        ? chosen(root, Protocol.of(Profiles.SEED_2023))
        : protocol(root, owners.get(0));
  }

  private static Protocol chosen(Values root, Protocol standard) {
    Protocol protocol = standard;
    Values migration = root.block("migration");
    if (migration.has("driver")) {
      Drivers driver =
          ScenarioBuilder.constant(Drivers.values(), Drivers::word, migration.text("driver"));
      for (Choice each : driver.choices()) {
        protocol = protocol.with(each);
      }
    }
    for (Option each : Option.values()) {
      if (root.block("protocol").has(each.key())) {
        protocol = protocol.with(each, root.block("protocol").text(each.key()));
      }
    }
    return protocol;
  }

  static HostSettings host(Values root, Values values, List<Values> owners, SimDuration localCall) {
    return new HostSettings(
        values.has("memory") ? ScenarioBuilder.size(values, "memory") : ByteCount.ZERO,
        owners.stream().map(owner -> slot(root, owner)).toList(),
        ScenarioBuilder.duration(values, "vcpu-stop"),
        ScenarioBuilder.duration(values, "vcpu-stop-jitter"),
        ScenarioBuilder.duration(values, "vcpu-start"),
        new HostSettings.DrawnTimes(
            drawn(values, "vcpu-stop"), drawn(values, "vcpu-start"), drawn(values, "vm-boot")),
        ScenarioBuilder.duration(values, "vm-boot"),
        localCall);
  }

  /** What the value of a key is drawn from; empty where it is not. */
  static Optional<Distribution> drawn(Values values, String key) {
    return values.find(key).flatMap(Values.Found::drawn);
  }

  private static HostSettings.OwnerSlot slot(Values root, Values owner) {
    return new HostSettings.OwnerSlot(owner.text("name"), owner(owner, protocol(root, owner)));
  }

  static HostKind.KindOwner kindOwner(Values root, Values owner) {
    return new HostKind.KindOwner(slot(root, owner), member(owner, protocol(root, owner)));
  }

  private static OwnerSettings owner(Values values, Protocol protocol) {
    Values queue = values.block("admin-queue");
    return new OwnerSettings(
        protocol,
        values.count("members"),
        queue.count("count"),
        queue.count("depth"),
        queue.count("engines"),
        PcieLink.parse(values.text("pcie")).orElseThrow(),
        values.count("objects"),
        new OwnerSettings.ServiceTimes(
            ScenarioBuilder.duration(queue, "command-time"),
            ScenarioBuilder.duration(queue, "stop-time"),
            ScenarioBuilder.duration(queue, "activate-time"),
            ScenarioBuilder.rate(queue, "context-rate"),
            new OwnerSettings.ServiceTimes.DrawnTimes(
                drawn(queue, "command-time"),
                drawn(queue, "stop-time"),
                drawn(queue, "activate-time"))),
        ScenarioBuilder.size(values, "read-buffer"));
  }

  static MemberSettings member(Values values, Protocol protocol) {
    MemberSettings member =
        plainMember(values, protocol)
            .withBuild(build(values))
            .withDrawn(
                new MemberSettings.DrawnTimes(
                    drawn(values, "request-time"),
                    drawn(values, "reset-time"),
                    drawn(values, "queue-setup")));
    return values.has("dirty-tracking") ? member.withDma(dma(values)) : member;
  }

  private static DeviceBuild build(Values values) {
    DeviceTypes type = type(values);
    long lacks =
        values.items("lacks").stream()
            .mapToLong(word -> Feature.bits(type, (String) word.value()).orElseThrow())
            .reduce(0, (bits, more) -> bits | more);
    return new DeviceBuild(
        lacks, values.has("firmware") ? Firmware.parse(values.text("firmware")) : Optional.empty());
  }

  static DeviceTypes type(Values values) {
    return ScenarioBuilder.constant(DeviceTypes.values(), DeviceTypes::word, values.text("type"));
  }

  private static DmaSettings dma(Values values) {
    DirtyTrackers tracker =
        ScenarioBuilder.constant(
            DirtyTrackers.values(), DirtyTrackers::word, values.text("dirty-tracking"));
    long unit = tracker == DirtyTrackers.IOMMU_DIRTY_BITS ? 0 : 1;
    return new DmaSettings(
        tracker,
        ScenarioBuilder.size(values, "dma-buffers").times(values.count("queues")),
        ScenarioBuilder.size(values, "dma-bytes"),
        values.has("dirty-page") ? ScenarioBuilder.pagesIn(values, "dirty-page") : unit);
  }

  private static MemberSettings plainMember(Values values, Protocol protocol) {
    return new MemberSettings(
        type(values),
        protocol,
        values.count("queues"),
        values.number("requests"),
        ScenarioBuilder.duration(values, "request-time"),
        ScenarioBuilder.duration(values, "reset-time"),
        ScenarioBuilder.duration(values, "queue-setup"),
        values.has("opaque") ? ScenarioBuilder.size(values, "opaque") : ByteCount.ZERO,
        values.count("opaque-change"),
        ScenarioBuilder.size(values, "read-buffer"),
        values.text("rings").equals("packed"),
        values.yes("shared-memory"),
        values.yes("event-index"));
  }
}
