package io.godwit.model.hypervisor;

import io.godwit.model.device.PcieLink;
import io.godwit.model.hypervisor.HostSettings.OwnerSlot;
import io.godwit.model.owner.OwnerSettings;
import io.godwit.model.protocol.Profiles;
import io.godwit.model.protocol.Protocol;
import io.godwit.model.unit.ByteCount;
import io.godwit.model.unit.SimDuration;
import java.util.List;
import java.util.Map;

/** Hosts called {@code h} of 8 GiB, with an owner {@code net0} that has three members. */
final class Hosts {

  static final SimDuration VCPU_STOP = SimDuration.ofMillis(1);
  static final SimDuration VCPU_START = SimDuration.ofMillis(2);
  static final SimDuration LOCAL_CALL = SimDuration.ofMicros(10);

  /** It lives on a host from the beginning, and has its first two members. */
  static final VmSpec WEB = vm("web", 2, 2);

  private Hosts() {}

  static VmSpec vm(String name, int gib, int devices) {
    return new VmSpec(
        name, ByteCount.ofGib(gib), List.of("net0", "net0", "net0").subList(0, devices));
  }

  static HostSettings settings(Protocol protocol, SimDuration jitter) {
    var owner =
        new OwnerSettings(
            protocol,
            3,
            1,
            8,
            2,
            PcieLink.parse("gen4 x8").orElseThrow(),
            OwnerSettings.MOST_OBJECTS,
            OwnerSettings.ServiceTimes.ASSUMED);
    return new HostSettings(
        ByteCount.ofGib(8),
        List.of(new OwnerSlot("net0", owner)),
        VCPU_STOP,
        jitter,
        VCPU_START,
        LOCAL_CALL);
  }

  static Hypervisor host(Protocol protocol) {
    return new Hypervisor(
        "h", settings(protocol, SimDuration.ZERO), Map.of(WEB, List.of("h/net0/1", "h/net0/2")), 1);
  }

  /** A host of a guest without devices where it takes up to a second more to stop vCPUs. */
  static Hypervisor jittery(String name, long seed) {
    return new Hypervisor(
        name,
        settings(Protocol.of(Profiles.SEED_2023), SimDuration.ofSeconds(1)),
        Map.of(vm("web", 2, 0), List.of()),
        seed);
  }
}
