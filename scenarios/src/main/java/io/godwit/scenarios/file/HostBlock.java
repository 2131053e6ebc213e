package io.godwit.scenarios.file;

import static io.godwit.scenarios.file.Amounts.DURATION;
import static io.godwit.scenarios.file.Amounts.POSITIVE_DURATION;
import static io.godwit.scenarios.file.Amounts.SIZE;

import io.godwit.model.hypervisor.HostSettings;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import io.godwit.scenarios.file.ValueType.Block;
import io.godwit.scenarios.file.ValueType.Drawn;
import io.godwit.scenarios.file.ValueType.ListOf;
import java.util.List;

/** What every host is made of. */
final class HostBlock {

  static final Section SECTION = new Section("host");

  static final Key<ByteCount> MEMORY =
      SECTION.optional("memory", SIZE, "for guests; must be given where a kind of hosts does not");

  static final Key<List<Values>> OWNERS =
      SECTION.optional(
          "owners",
          ListOf.of(OwnerBlock.SECTION, 0),
          "owner devices (physical functions); none means guests without devices");

  private static final Key<SimDuration> VCPU_STOP =
      SECTION.withDefault(
          "vcpu-stop",
          new Drawn<>(POSITIVE_DURATION),
          "1 ms",
          "least time to stop vCPUs (an assumption); drawn for each stop, without a jitter then");

  private static final Key<SimDuration> VCPU_STOP_JITTER =
      SECTION.withDefault(
          "vcpu-stop-jitter", DURATION, "1 ms", "added at most, drawn per stop (an assumption)");

  private static final Key<SimDuration> VCPU_START =
      SECTION.withDefault(
          "vcpu-start",
          new Drawn<>(POSITIVE_DURATION),
          "1 ms",
          "time to start vCPUs (an assumption); drawn for each migration");

  private static final Key<SimDuration> VM_BOOT =
      SECTION.withDefault(
          "vm-boot",
          new Drawn<>(POSITIVE_DURATION),
          "30 s",
          "in which a guest boots that is started anew (an assumption); drawn for each guest");

  static final Key<Values> LIMITS =
      SECTION.optional(
          "limits",
          new Block(HostLimitsBlock.SECTION),
          "what sends and receives memory; without it qemu engines assume 15 Gbit/s a stream, and"
              + " others none");

  private HostBlock() {}

  static HostSettings build(Values root, Values host, List<Values> owners) {
    return new HostSettings(
        host.or(MEMORY, ByteCount.ZERO),
        owners.stream().map(owner -> OwnerBlock.slot(root, owner)).toList(),
        host.get(VCPU_STOP),
        host.get(VCPU_STOP_JITTER),
        host.get(VCPU_START),
        new HostSettings.DrawnTimes(
            host.drawn(VCPU_STOP), host.drawn(VCPU_START), host.drawn(VM_BOOT)),
        host.get(VM_BOOT),
        root.get(ScenarioBlock.MIGRATION).get(MigrationBlock.CALLS).get(CallsBlock.LOCAL));
  }
}
